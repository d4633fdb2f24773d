import { ApiError } from '../lib/api-error.ts';

/** Why publishing does not work, as the studio words it. */
export type PublishProblem =
  | 'permission_denied'
  | 'no_device'
  | 'device_busy'
  | 'insecure_context'
  | 'unsupported'
  | 'udp_blocked'
  | 'encoder_overload'
  | 'network_weak'
  | 'source_ended'
  | 'taken_over'
  | 'refused';

/** What a failed getUserMedia or getDisplayMedia means. */
export function problemOf(error: unknown): PublishProblem {
  if (!window.isSecureContext) return 'insecure_context';
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'permission_denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no_device';
    case 'NotReadableError':
    case 'AbortError':
      return 'device_busy';
    case 'UnsupportedError':
      return 'unsupported';
    default:
      return 'refused';
  }
}

/** Codes after which asking again is of no use. */
const final = new Set(['FORBIDDEN', 'NOT_LIVE', 'ROOM_STATE', 'MEDIA_REJECTED']);

/** Why sending cannot begin however often it is tried; nothing when another try may work. */
export function finalProblemOf(error: unknown): PublishProblem | undefined {
  if (error instanceof ApiError && final.has(error.code)) return 'refused';
  return error instanceof Error && error.name === 'UnsupportedError' ? 'unsupported' : undefined;
}
