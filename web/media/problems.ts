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
