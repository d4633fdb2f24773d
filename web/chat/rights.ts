import type { ChatMessage } from '../../src/contract/room-events.ts';
import type { Standing } from '../lib/room-client.ts';

/** Whether somebody who stands so looks after the chat; pure. */
export function mayModerate(standing: Standing | undefined): boolean {
  const role = standing?.role;
  return role === 'host' || role === 'operator' || role === 'moderator';
}

/** Whether somebody who stands so may silence whoever wrote a line; the service decides again. Pure. */
export function mayRestrain(standing: Standing | undefined, writer: ChatMessage['role']): boolean {
  if (!mayModerate(standing) || writer === 'host' || writer === 'operator') return false;
  return writer === 'viewer' || standing?.role !== 'moderator';
}
