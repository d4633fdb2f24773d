import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import type { Person } from '../../support/service.ts';
import { shotPath } from './shots.ts';

export interface VisitorOptions {
  /** Signed in as; a guest without. */
  as?: Person;
  /** A phone of 390 x 844, or a desktop of 1440 x 900. */
  device?: 'phone' | 'desktop';
  language?: 'en' | 'zh';
  scheme?: 'light' | 'dark';
}

/** Somebody in front of a browser of their own. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Page errors, CSP violations and console errors so far. */
  complaints: string[];
  open(path: string): Promise<void>;
  /** Takes a picture when pictures are wanted (`E2E_SHOTS`). */
  shot(name: string): Promise<void>;
  /** Serious and critical accessibility findings of what is on the screen, one line each. */
  findings(): Promise<string[]>;
}

const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1440, height: 900 } },
} as const;

export async function openVisitor(browser: Browser, url: string, options: VisitorOptions): Promise<Visitor> {
  const { as, device = 'phone', language = 'en', scheme = 'light' } = options;
  const context = await browser.newContext({
    ...DEVICES[device],
    baseURL: url,
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: 'Asia/Shanghai',
    colorScheme: scheme,
    permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(20_000);
  if (as) await signIn(context, as);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`page error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (isComplaint(message)) complaints.push(`console: ${message.text()}`);
  });
  return {
    context,
    page,
    complaints,
    async open(path) {
      await page.goto(path);
    },
    async shot(name) {
      const path = shotPath(name);
      if (path) await page.screenshot({ path });
    },
    async findings() {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
    },
  };
}

/** The refresh cookie as the sign-in gives it, and the page's own note that somebody is signed in. */
async function signIn(context: BrowserContext, { email, password }: Person): Promise<void> {
  const answer = await context.request.post('/api/auth/sign-in', { data: { email, password } });
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`);
  await context.addInitScript(() => location.protocol === 'http:' && localStorage.setItem('shelfcast.signedIn', '1'));
}

/** A refused call is part of many tests; the browser reports its status as an error, which it is not. */
function isComplaint(message: ConsoleMessage): boolean {
  if (message.type() !== 'error') return false;
  const text = message.text();
  return !/Failed to load resource|WebSocket connection to|net::ERR_/.test(text);
}
