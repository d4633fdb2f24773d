/**
 * The one error table: every refusal the service can give, with its HTTP status and a safe English text.
 * Codes are stable; pages translate them, programs branch on them.
 */
export const errorTable = {
  // input and transport
  INVALID_INPUT: { status: 400, message: 'The request is not of the expected form; see the listed fields.' },
  UNKNOWN_COMMAND: { status: 404, message: 'There is no such command.' },
  NOT_FOUND: { status: 404, message: 'There is nothing here, or it is not yours to see.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'This address does not take that method.' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The request is larger than allowed.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'That kind of content is not taken here.' },
  ORIGIN_REFUSED: { status: 403, message: 'This origin may not call the service.' },
  RATE_LIMITED: { status: 429, message: 'Too many requests; wait a moment.' },
  BUSY: { status: 503, message: 'The service cannot take this right now; try again shortly.' },
  INTERNAL: { status: 500, message: 'Something went wrong on our side; it has been noted.' },
  CONFLICT: { status: 409, message: 'It changed in the meantime; load it again and repeat.' },
  // accounts
  SIGN_IN_REQUIRED: { status: 401, message: 'Sign in first.' },
  SESSION_ENDED: { status: 401, message: 'This session has ended; sign in again.' },
  WRONG_CREDENTIALS: { status: 401, message: 'E-mail or password is wrong.' },
  EMAIL_TAKEN: { status: 409, message: 'An account with this e-mail exists already; sign in instead.' },
  FORBIDDEN: { status: 403, message: 'Your account may not do this.' },
  ACCOUNT_BANNED: { status: 403, message: 'This account has been closed by the platform.' },
  // shops
  SHOP_TYPE_REFUSED: { status: 422, message: 'That shop type is not accepted.' },
  SHOP_CAP_REACHED: { status: 409, message: 'No further shop of this type can be opened.' },
  PAPERS_MISSING: { status: 422, message: 'Papers are missing; see the names.' },
  PAPERS_SURPLUS: { status: 422, message: 'Papers were sent that this shop type does not need; see the names.' },
  SHOP_STATE: { status: 409, message: "The shop's state does not allow this." },
  NOT_APPROVED: { status: 409, message: 'The shop can be signed only after its review has passed.' },
  SHOP_NOT_OPEN: { status: 409, message: 'The shop is not open for business.' },
  OPENING_TASK_UNFINISHED: { status: 409, message: 'An opening task is unfinished; see its name.' },
  // channels
  CHANNEL_EXISTS: { status: 409, message: 'This account has a channel already.' },
  NO_CHANNEL: { status: 409, message: 'This account has no channel yet.' },
  SHOP_NOT_LINKABLE: { status: 409, message: 'Only a shop registered by the same account can be linked.' },
  SHOP_NOT_LINKED: { status: 409, message: 'No shop is linked to this channel.' },
  // catalog
  PRODUCT_LOCKED: { status: 409, message: 'The product is in review and cannot be changed until it is decided.' },
  PRODUCT_INVALID: { status: 422, message: 'The product breaks a publishing rule; see the list.' },
  PRODUCT_NOT_ONLINE: { status: 409, message: 'The product is not online.' },
  PRODUCT_STATE: { status: 409, message: "The product's state does not allow this." },
  FOREIGN_PRODUCT: { status: 422, message: "Only products of the channel's linked shop can be sold here." },
  SUBMISSION_QUOTA: { status: 429, message: 'The shop has used up its product submissions for now.' },
  STOCK_SHORT: { status: 409, message: 'There is not enough stock.' },
  // rooms
  ROOM_RULES: { status: 422, message: 'The room breaks a scheduling rule; see the list.' },
  ROOM_STATE: { status: 409, message: "The room's state does not allow this." },
  CHANNEL_LIVE: { status: 409, message: 'This channel is live in another room already.' },
  CHECK_FAILED: { status: 409, message: 'The room cannot go live yet; see what fails and how to mend it.' },
  NOT_LIVE: { status: 409, message: 'The room is not live.' },
  ROOM_FULL: { status: 503, message: 'The room is full at the moment.' },
  SHELF_FULL: { status: 409, message: 'The shelf is full.' },
  ITEM_EXISTS: { status: 409, message: 'This product is on the shelf already.' },
  ITEM_NOT_FOUND: { status: 404, message: 'This item is not on the shelf.' },
  SWITCHED_OFF: { status: 409, message: 'The host has switched this off in the room.' },
  // chat
  MUTED: { status: 403, message: 'You are muted in this room; see until when.' },
  ROOM_MUTED: { status: 403, message: 'Chat is closed for everyone at the moment.' },
  FOLLOWERS_ONLY: { status: 403, message: 'Only followers of the channel may talk at the moment.' },
  BUYERS_ONLY: { status: 403, message: "Only those who have bought in the host's shop may talk at the moment." },
  CHAT_BANNED: {
    status: 403,
    message: 'You may no longer talk here; see whether in this show or in all of this host.',
  },
  SLOW_MODE: { status: 429, message: 'Slow mode is on; wait before the next message.' },
  WORD_REFUSED: { status: 422, message: 'The text has a word that is not allowed here.' },
  REVIEW_FULL: { status: 503, message: "Too many messages wait for this room's moderators; try again shortly." },
  MESSAGE_ID_STALE: {
    status: 422,
    message: "The message id was made too long ago, or by a clock that is wrong; make a new one by the service's time.",
  },
  // purchases
  WARMING_UP: { status: 503, message: 'Selling in this room is getting ready; try again in a moment.' },
  SOLD_OUT: { status: 409, message: 'Not enough units are left.' },
  LIMIT_REACHED: { status: 409, message: 'You have reached the limit for this item.' },
  TOO_MANY_HOLDS: { status: 409, message: 'You hold several items that are not paid; pay or cancel one first.' },
  HOLD_SHARE: { status: 409, message: 'One buyer may not hold so many unpaid units; take fewer or pay first.' },
  HOLD_BACK_OFF: { status: 429, message: 'Several of your holds ran out unpaid; wait before you buy again.' },
  NOT_DRAWN: { status: 409, message: 'The units went to others in the draw; a later draw may have more.' },
  ALREADY_ENTERED: { status: 409, message: 'You take part in this draw already; wait for its result.' },
  DRAW_FULL: { status: 409, message: 'This draw takes no more entries; tap again for the next one.' },
  PRICE_CHANGED: { status: 409, message: 'The price has changed; look at the new one and buy again.' },
  NOT_FOR_SALE: { status: 409, message: 'This item cannot be bought at the moment.' },
  TICKET_REUSED: { status: 422, message: 'This ticket was used for another purchase.' },
  UNKNOWN_TICKET: { status: 404, message: 'This ticket is not known; place the purchase again under the same id.' },
  ADDRESS_REQUIRED: { status: 422, message: 'A delivery address is needed first.' },
  // orders and payments
  ORDER_STATE: { status: 409, message: "The order's state does not allow this." },
  HOLD_ENDED: { status: 409, message: 'The hold has ended; the units were given back.' },
  RECEIPT_LIMIT: { status: 409, message: 'The shop can receive no more money today; try again tomorrow.' },
  SIGNATURE_INVALID: { status: 401, message: 'The signature is missing, wrong or too old.' },
  AMOUNT_MISMATCH: { status: 422, message: 'The amount or currency is not that of the order.' },
  // media
  MEDIA_FULL: { status: 503, message: 'No place for another viewer of the video at the moment.' },
  MEDIA_UNAVAILABLE: { status: 503, message: 'Video is not available at the moment; chat and buying go on.' },
  MEDIA_REJECTED: { status: 422, message: 'The media description was not accepted.' },
  MEDIA_SESSION_UNKNOWN: { status: 404, message: 'This media session has ended; join again.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorTable;

/** What a client learns beside the code: small JSON facts, e.g. `{left: 0}` or `{fields: [...]}`. */
export type ErrorDetails = Record<string, unknown>;

/** The only error a verb throws on purpose; anything else is answered as INTERNAL and logged. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  /** Milliseconds after which the same request may succeed. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, options: { details?: ErrorDetails; retryAfterMs?: number; cause?: unknown } = {}) {
    super(`${code}: ${errorTable[code].message}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}

/** Makes an error that is an everyday answer: without a stack, whose capture would cost more than the rest of the answer. */
export function withoutStack<E extends Error>(make: () => E): E {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The error half of an acknowledgement, and the extension members of a problem+json body. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  details?: ErrorDetails;
  retryAfterMs?: number;
}

export function toErrorBody(error: AppError): ErrorBody {
  return {
    code: error.code,
    message: errorTable[error.code].message,
    ...(error.details && { details: error.details }),
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  };
}
