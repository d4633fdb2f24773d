import type { ChatMessage } from '../../src/contract/room-events.ts';
import type { Standing } from '../lib/room-client.ts';

/** Whether somebody who stands so looks after the chat; a moderator of the shelf alone does not. Pure. */
export function mayModerate(standing: Standing | undefined): boolean {
  return standing?.permissions.includes('chat') ?? false;
}

/** Whether somebody who stands so may silence whoever wrote a line; the service decides again. Pure. */
export function mayRestrain(standing: Standing | undefined, writer: ChatMessage['role']): boolean {
  if (!mayModerate(standing) || writer === 'host' || writer === 'operator') return false;
  return writer === 'viewer' || standing?.role !== 'moderator';
}

/** Whether somebody who stands so may take away the line of another; pure. */
export function mayRemove(standing: Standing | undefined, writer: ChatMessage['role']): boolean {
  return mayModerate(standing) && (standing?.role !== 'moderator' || writer === 'viewer' || writer === 'moderator');
}
