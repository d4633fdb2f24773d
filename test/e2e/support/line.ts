import type { WebSocketRoute } from 'playwright-core';
import type { Visitor } from './visitor.ts';

/** What becomes of a message: it goes on, it waits for `release`, or the connection dies, with or without it. */
export type Fate = 'pass' | 'hold' | 'cut-before' | 'cut-after';

/** The line between a page and the service, in a test's hands. */
export interface Line {
  /** Decides about each message of the service to the page, and of the page to the service. */
  fromService: (message: string) => Fate;
  fromPage: (message: string) => Fate;
  /** Lets what was held go on, in order. */
  release(): void;
}

/** Takes the line of a visitor's page into the test's hands; call before the page is opened. */
export async function holdLine(visitor: Visitor): Promise<Line> {
  const held: (() => void)[] = [];
  const line: Line = {
    fromService: () => 'pass',
    fromPage: () => 'pass',
    release() {
      for (const send of held.splice(0)) send();
    },
  };
  await visitor.page.routeWebSocket(/socket\.io/, (page) => {
    const service = page.connectToServer();
    service.onMessage((message) => pass(line.fromService(String(message)), () => page.send(message), page, held));
    page.onMessage((message) => pass(line.fromPage(String(message)), () => service.send(message), page, held));
  });
  return line;
}

function pass(fate: Fate, send: () => void, page: WebSocketRoute, held: (() => void)[]): void {
  if (fate === 'hold') return void held.push(send);
  if (fate !== 'cut-before') send();
  if (fate !== 'pass') void page.close();
}
