import { pino } from 'pino';
import type { DestinationStream, Logger, LoggerOptions } from 'pino';
import { currentRequestId } from './request-context.ts';

export type Log = Logger;

/**
 * JSON lines on stdout; what could be a secret or personal never leaves the process. Lines are written at once, since
 * those still in a buffer when a process ends are lost or out of order, and they say why it ended.
 */
export function createLog(
  options: { level: string; name: string; nodeId: string },
  destination: DestinationStream = pino.destination({ dest: 1, sync: true }),
): Log {
  const settings: LoggerOptions = {
    level: options.level,
    mixin: () => {
      const requestId = currentRequestId();
      return requestId === undefined ? {} : { requestId };
    },
    base: { process: options.name, node: options.nodeId },
    redact: {
      paths: [
        'password',
        '*.password',
        'token',
        '*.token',
        'accessToken',
        '*.accessToken',
        'req.headers.authorization',
        'req.headers.cookie',
        'res.headers["set-cookie"]',
        'address',
        '*.address',
        'phone',
        '*.phone',
        '*.idNumber',
      ],
      censor: '[redacted]',
    },
  };
  return pino(settings, destination);
}
