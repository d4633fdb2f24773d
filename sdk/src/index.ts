export { connect, type Connection, type ConnectOptions, type NoticeName, type RequestOptions } from './connection.ts';
export type { CommandInput, CommandName, CommandOutput } from './ask.ts';
export type { TokenSource } from './authority.ts';
export type { LineState } from './line.ts';
export {
  call,
  send,
  sendForFile,
  type FileRouteName,
  type Result,
  type RouteInput,
  type RouteName,
  type RouteResponse,
  type SendOptions,
} from './http.ts';
export { isUnanswered, ShelfcastError, toFailure, type Failure, type NoAnswerCode } from './failure.ts';
export { watchRoom, type RoomView, type RoomWatch } from './room.ts';
export {
  applyCaughtUp,
  applyEvent,
  applyFrame,
  startRoom,
  type CaughtUpAnswer,
  type RoomClient,
  type RoomStep,
} from './reducer.ts';
export { markLine, removeLine, say, type Said } from './chat.ts';
export { createPurchases, type PurchaseOptions, type Purchases } from './purchases.ts';
export { purchaseHistory } from './purchase-history.ts';
export type { Hold, Purchase, PurchaseState } from './purchase.ts';
export { purchaseRequestFor, type Ticket, type TicketStore, type PurchaseRequest } from './tickets.ts';
export { watchMedia, type MediaDevice, type MediaState, type MediaWatch } from './media.ts';
export { backOff } from './back-off.ts';
export { newId } from './new-id.ts';
export { serverNow, toLocalInstant } from './clock.ts';
export type { Value } from './value.ts';
export type * from './protocol.ts';
