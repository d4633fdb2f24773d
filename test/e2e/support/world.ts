import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { startWorkers } from '#workers/run.ts';
import type { Workers } from '#workers/run.ts';
import { startService } from '../../support/service.ts';
import type { Person, Service } from '../../support/service.ts';
import { openVisitor } from './visitor.ts';
import type { Visitor, VisitorOptions } from './visitor.ts';

/** A whole Shelfcast with a browser: real service, real workers, built pages, people in front of them. */
export interface World {
  service: Service;
  workers: Workers;
  browser: Browser;
  /** A person with a browser of their own; a guest unless given an account. */
  visit(options?: VisitorOptions): Promise<Visitor>;
  /** Throws what any visitor's console complained about: page errors, CSP violations, unexpected errors. */
  assertQuiet(): void;
  /** Closes all visitors; call after each test. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** Loopback media, fake devices, and none of the browser's own traffic. */
const FLAGS = [
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--autoplay-policy=user-gesture-required',
];

/** Starts everything on free ports with a namespace of its own. `env` overrides the service's variables. */
export async function openWorld({ env = {} }: { env?: Record<string, string> } = {}): Promise<World> {
  const executablePath = process.env['CHROMIUM_BIN'];
  if (!executablePath)
    throw new Error('CHROMIUM_BIN is not given: run these tests by `npm test` or `npm run test:e2e`');
  const service = await startService({ env: { SHOP_AUTO_APPROVE: 'true', ...env } });
  const workers = await startWorkers(service.deps);
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const visitors = new Set<Visitor>();
  return {
    service,
    workers,
    browser,
    async visit(options = {}) {
      const visitor = await openVisitor(browser, service.url, options);
      visitors.add(visitor);
      return visitor;
    },
    assertQuiet() {
      const complaints = [...visitors].flatMap((visitor) => visitor.complaints);
      if (complaints.length > 0) throw new Error(`the pages complained:\n${complaints.join('\n')}`);
    },
    async leave() {
      await Promise.all([...visitors].map((visitor) => visitor.context.close()));
      visitors.clear();
    },
    async close() {
      await browser.close();
      await workers.close();
      await service.close();
    },
  };
}

/** Saves an address, so that buying goes straight through. */
export async function giveAddress(person: Person): Promise<void> {
  const answer = await person.http('PUT /api/me/address', {
    name: 'Wang Xiao',
    phone: '+86 138 0000 0000',
    region: 'Zhejiang, Hangzhou, Xihu',
    street: 'Longjing Road 88',
  });
  if (answer.status !== 200) throw new Error(`address refused: ${JSON.stringify(answer.body)}`);
}
