import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaPolicy } from '#media/policy.ts';
import { leastBusy, placeViewer, rejoinDelay } from '#media/rules.ts';
import { layerFor } from '../../web/media/layers.ts';
import { STRIP_BLOCKS, decodeStrip, encodeStrip } from '../../web/media/strip.ts';

const place = (facts: Partial<Parameters<typeof placeViewer>[0][number]> = {}) => ({
  isOrigin: false,
  viewers: 0,
  cpu: 0,
  consumers: 0,
  ...facts,
});

describe('placement of workers', () => {
  it('goes by CPU, and by consumers when CPU is alike', () => {
    expect(
      leastBusy([
        { cpu: 0.8, consumers: 0 },
        { cpu: 0.2, consumers: 500 },
      ]),
    ).toEqual({ cpu: 0.2, consumers: 500 });
    expect(
      leastBusy([
        { cpu: 0.21, consumers: 9 },
        { cpu: 0.23, consumers: 3 },
      ]),
    ).toEqual({ cpu: 0.23, consumers: 3 });
    expect(leastBusy([])).toBeUndefined();
  });
});

describe('placement of viewers', () => {
  const origin = place({ isOrigin: true });

  it('fills the origin first, then edges', () => {
    expect(placeViewer([origin], true)).toEqual({ place: origin });
    const busy = place({ isOrigin: true, viewers: mediaPolicy.viewersOnOrigin });
    expect(placeViewer([busy], true)).toBe('new_edge');
    const edge = place({ viewers: 3 });
    expect(placeViewer([busy, edge], true)).toEqual({ place: edge });
    expect(placeViewer([busy], false)).toEqual({ place: busy });
  });

  it('refuses when every worker is too busy or full, whatever the numbers', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            isOrigin: fc.boolean(),
            viewers: fc.nat(1000),
            consumers: fc.nat(2000),
            cpu: fc.double({ min: 0, max: 1.2, noNaN: true }),
          }),
        ),
        (places) => {
          const choice = placeViewer(places, false);
          const open = places.filter(
            ({ viewers, cpu }) => viewers < mediaPolicy.viewersPerWorker && cpu < mediaPolicy.cpuLimit,
          );
          if (choice === 'full') expect(open).toEqual([]);
          else expect(open).toContain((choice as { place: (typeof places)[number] }).place);
        },
      ),
    );
  });
});

it('spreads those who come back', () => {
  expect(rejoinDelay(0)).toBe(0);
  expect(rejoinDelay(0.999)).toBeLessThanOrEqual(mediaPolicy.rejoinSpreadMs);
});

it('chooses the layer by what the screen can show', () => {
  expect([layerFor(180, false), layerFor(390, false), layerFor(1080, false), layerFor(1080, true)]).toEqual([
    0, 1, 2, 0,
  ]);
});

describe('the strip of the test picture', () => {
  it('gives back every number it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        expect(decodeStrip(encodeStrip(value))).toBe(value);
      }),
    );
  });

  it('notices a damaged block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.nat(STRIP_BLOCKS - 1), (value, block) => {
        const damaged = encodeStrip(value).map((bit, index) => (index === block ? !bit : bit));
        expect(decodeStrip(damaged)).not.toBe(value);
      }),
    );
  });
});
