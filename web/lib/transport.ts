export {
  send,
  sendForFile,
  type FileRouteName,
  type Result,
  type RouteInput as ApiInput,
  type SendOptions,
} from '../../sdk/src/index.ts';
