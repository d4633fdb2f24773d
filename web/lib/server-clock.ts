export { serverNow, toLocalInstant } from '../../sdk/src/index.ts';
