import { describe, expect, it } from 'vitest';
import { createLog } from '#src/platform/log.ts';
import { withRequestId } from '#src/platform/request-context.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog({ level: 'debug', name: 'service', nodeId: 'n1' }, { write: (line) => (text += line) }));
  return text;
}

describe('the log', () => {
  it('never shows secrets or what is personal', () => {
    const word = 'tr0ub4dor';
    const text = logged((log) => {
      log.info({ password: word, token: word, accessToken: word, address: { street: word }, phone: word }, 'flat');
      log.info({
        body: { password: word, token: word, accessToken: word, address: word, phone: word, idNumber: word },
      });
      log.child({ token: word }).info('child');
      log.info({
        req: { headers: { authorization: `Bearer ${word}`, cookie: `sc_refresh=${word}` } },
        res: { headers: { 'set-cookie': word } },
      });
    });
    expect(text.split('\n').filter(Boolean)).toHaveLength(4);
    expect(text).not.toContain(word);
    expect(text).toContain('[redacted]');
  });

  it('names process, node and the request under way', () => {
    const text = logged((log) => withRequestId('request-0001', () => log.child({ queue: 'orders' }).info('done')));
    expect(JSON.parse(text)).toMatchObject({
      process: 'service',
      node: 'n1',
      requestId: 'request-0001',
      queue: 'orders',
      msg: 'done',
    });
    expect(logged((log) => log.info('idle'))).not.toContain('requestId');
  });
});
