import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Show } from './support/show.ts';
import { lastLamp, startShow, teaSet } from './support/show.ts';
import type { VisitorOptions } from './support/visitor.ts';
import { openWorld } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
let show: Show;

beforeAll(async () => {
  world = await openWorld({ env: { DEMO_MODE: 'true' } });
  show = await startShow(world, [teaSet, lastLamp]);
});
afterEach(async () => {
  world.assertQuiet();
  await world.leave();
});
afterAll(() => world.close());

/** Every page as a person with the right to see it, with what says that it is there. */
const places: { name: string; path: () => string; as: 'guest' | 'host' | 'operator'; sign: string }[] = [
  { name: 'lobby', path: () => '/', as: 'guest', sign: 'main' },
  { name: 'room', path: () => `/room/${show.roomId}`, as: 'guest', sign: '[data-testid=pinned]' },
  { name: 'studio', path: () => '/studio', as: 'host', sign: 'main h1' },
  { name: 'studio of a room', path: () => `/studio/${show.roomId}`, as: 'host', sign: '.studio-screen' },
  { name: 'shop', path: () => '/shop', as: 'host', sign: 'main h1' },
  { name: 'shop, signed out', path: () => '/shop', as: 'guest', sign: 'input[type=password]' },
  { name: 'console', path: () => '/console', as: 'operator', sign: 'main h1' },
];

const looks = [
  { device: 'phone', language: 'zh', scheme: 'light' },
  { device: 'desktop', language: 'en', scheme: 'dark' },
] as const satisfies VisitorOptions[];

test.for(places.flatMap((place) => looks.map((look) => ({ ...place, ...look }))))(
  '$name on a $device in $language, $scheme: nothing serious is found, nothing overflows',
  async ({ name, path, as, sign, ...look }) => {
    const person = as === 'host' ? show.seller.host : as === 'operator' ? await world.service.operator() : undefined;
    const visitor = await world.visit({ ...look, ...(person && { as: person }) });
    await visitor.open(path());
    await visitor.page.locator(sign).first().waitFor();
    await visitor.shot(`axe-${name}-${look.device}-${look.language}`);
    expect(await visitor.findings()).toEqual([]);
    const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
    expect(await visitor.page.evaluate(isTooWide)).toBe(false);
  },
);
