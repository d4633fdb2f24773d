// Written by `npm run docs` from src/contract; do not edit.
/* eslint-disable */


export type AcceptedPurchase = {
  ticket: Id;
  holdUntil: Instant;
  unitPrice: Fen;
  amount: Fen;
  quantity: number;
};

export type Account = {
  id: Id;
  email: Email;
  name: DisplayName;
  role: Role;
  createdAt: Instant;
};

export type Address = {
  name: string;
  phone: string;
  region: string;
  street: string;
};

export type Alarm = "stock_low" | "media_down" | "refusals_high";

export type AuditLine = {
  id: Id;
  at: Instant;
  actorId: Id;
  actorName: string;
  act: string;
  subject: {
    type: "shop" | "product" | "room" | "account" | "order";
    id: Id;
  };
  reason?: string | undefined;
  details?: Record<string, unknown> | undefined;
};

export type BanScope = "show" | "channel";

export type CancelReason = "user" | "timeout" | "seller" | "operator" | "sold_out";

export type CaughtUp = {
  how: "events";
  from: number;
  to: number;
  events: RoomEvent[];
  standing?: Standing | undefined;
  readOnly?: true | undefined;
} | {
  how: "snapshot";
  seq: number;
  snapshot: RoomSnapshot;
  standing?: Standing | undefined;
  readOnly?: true | undefined;
};

export type Channel = {
  id: Id;
  ownerId: Id;
  name: ChannelName;
  about: string;
  followers: number;
  shop?: ShopCard | undefined;
  liveRoomId?: Id | undefined;
};

export type ChannelCard = {
  id: Id;
  name: string;
  followers: number;
};

export type ChannelName = string;

export type ChatBanAnswer = ChatRemoveAnswer;

export type ChatBanCommand = {
  room: Id;
  account: Id;
  scope: "show" | "channel" | "none";
  reason?: string | undefined;
};

export type ChatBannedNotice = {
  room: Id;
  scope: BanScope | null;
  reason?: string | undefined;
};

export type ChatDecideAnswer = ChatRemoveAnswer;

export type ChatDecideCommand = {
  room: Id;
  messageId: Id;
  allow: boolean;
};

export type ChatDecidedNotice = {
  room: Id;
  messageId: Id;
  allowed: boolean;
};

export type ChatHeldAnswer = {
  rows: ChatMessage[];
};

export type ChatHeldChangedNotice = {
  room: Id;
};

export type ChatHeldCommand = ChatRestraintsCommand;

export type ChatKit = {
  words: string[];
  answers: {
    title: string;
    text: string;
  }[];
};

export type ChatMark = "question" | "answered";

export type ChatMarkAnswer = ChatRemoveAnswer;

export type ChatMarkCommand = {
  room: Id;
  messageId: Id;
  mark: ChatMark | null;
};

export type ChatMessage = {
  messageId: Id;
  authorId: Id;
  name: string;
  role: ChatRole;
  text: string;
  at: Instant;
  replyTo?: ChatQuote | undefined;
  mark?: ChatMark | undefined;
};

export type ChatMuteAnswer = ChatRemoveAnswer;

export type ChatMuteCommand = {
  room: Id;
  account: Id;
  seconds: number;
  reason?: string | undefined;
};

export type ChatMutedNotice = {
  room: Id;
  until: Instant | null;
  reason?: string | undefined;
};

export type ChatQuote = {
  messageId: Id;
  name: string;
  text: string;
};

export type ChatRemoveAnswer = {};

export type ChatRemoveCommand = {
  room: Id;
  messageId: Id;
};

export type ChatReport = {
  roomId: Id;
  roomTitle: string;
  message: ChatMessage;
  reasons: ReportReason[];
  reporters: number;
  firstAt: Instant;
};

export type ChatReportAnswer = ChatRemoveAnswer;

export type ChatReportCommand = {
  room: Id;
  messageId: Id;
  reason: ReportReason;
};

export type ChatRestraintsAnswer = {
  rows: Restraint[];
};

export type ChatRestraintsCommand = {
  room: Id;
};

export type ChatRole = "viewer" | "moderator" | "host" | "operator";

export type ChatSayAnswer = {
  message: ChatMessage;
  waiting?: true | undefined;
};

export type ChatSayCommand = {
  room: Id;
  messageId: Id;
  text: string;
  replyTo?: Id | undefined;
  question?: true | undefined;
};

export type ChatShadowAnswer = ChatRemoveAnswer;

export type ChatShadowCommand = {
  room: Id;
  account: Id;
  on: boolean;
};

export type CheckLine = {
  rule: "schedule" | "channel_free" | "shop_linked" | "shop_open" | "live_enabled" | "shelf_not_empty" | "products_online" | "stock" | "price" | "media";
  ok: boolean;
  details?: Record<string, unknown> | undefined;
};

export type ConsumerParameters = {
  id: string;
  producerId: string;
  kind: MediaKind;
  source: MediaSource;
  rtpParameters: unknown;
};

export type DeleteChannelShopResponse = {
  channel: Channel;
};

export type DeleteChannelsIdFollowParams = PostMeNotificationsIdReadParams;

export type DeleteChannelsIdFollowResponse = {
  followers: number;
};

export type DeleteRoomsIdModeratorsAccountParams = {
  id: Id;
  account: Id;
};

export type DeleteRoomsIdModeratorsAccountResponse = {
  room: Room;
};

export type DemoAccount = {
  role: "host" | "buyer" | "operator";
  name: DisplayName;
  email: Email;
  password: Password;
};

export type DisplayName = string;

export type DraftState = {
  status: "editing";
} | {
  status: "in_review";
  since: Instant;
} | {
  status: "rejected";
  reason: string;
} | {
  status: "approved";
};

export type DrawReport = {
  itemId: Id;
  number: number;
  commitment: string;
  committedAt: Instant;
  seed?: string | undefined;
  drawnAt?: Instant | undefined;
  entries?: {
    ticketHash: string;
    sku: Id;
    quantity: number;
    outcome: string;
  }[] | undefined;
};

export type DrawSeconds = number;

export type DrawView = {
  itemId: Id;
  number: number;
  commitment: string;
  committedAt: Instant;
  seed?: string | undefined;
  drawnAt?: Instant | undefined;
};

export type DtlsParameters = {
  role?: "auto" | "client" | "server" | undefined;
  fingerprints: ({
    algorithm: "sha-1" | "sha-224" | "sha-256" | "sha-384" | "sha-512";
    value: string;
  })[];
};

export type Email = string;

export type EnteredDraw = {
  ticket: Id;
  entered: {
    item: Id;
    number: number;
    endsAt: Instant;
  };
};

export type Fen = number;

export type FoundThing = {
  type: "room" | "order" | "account" | "product" | "shop" | "channel";
  id: Id;
  title: string;
  state?: string | undefined;
};

export type GetAuthDemoAccountsResponse = {
  rows: DemoAccount[];
};

export type GetAuthSessionsResponse = {
  rows: Session[];
};

export type GetChannelLinkableResponse = {
  rows: ({
    shop: ShopCard;
    linkable: boolean;
    task?: string | undefined;
  })[];
};

export type GetChannelResponse = {
  channel: Channel | null;
};

export type GetChannelsIdParams = PostMeNotificationsIdReadParams;

export type GetChannelsIdResponse = {
  channel: Channel;
};

export type GetChatKitResponse = {
  kit: ChatKit;
};

export type GetFilesIdParams = PostMeNotificationsIdReadParams;

export type GetFilesIdResponse = unknown;

export type GetMeAddressResponse = {
  address: Address | null;
};

export type GetMeNotificationsQuery = PageInput;

export type GetMeNotificationsResponse = {
  rows: Notification[];
  next?: Id | undefined;
};

export type GetMeResponse = {
  account: Account;
};

export type GetMediaCapabilitiesResponse = {
  rtpCapabilities: unknown;
};

export type GetOpsAccountsIdPurchasesParams = PostMeNotificationsIdReadParams;

export type GetOpsAccountsIdPurchasesQuery = PageInput;

export type GetOpsAccountsIdPurchasesResponse = {
  rows: PastPurchase[];
  next?: Id | undefined;
};

export type GetOpsAuditQuery = {
  cursor?: Id | undefined;
  limit?: number | undefined;
  subject?: Id | undefined;
};

export type GetOpsAuditResponse = {
  rows: AuditLine[];
  next?: Id | undefined;
};

export type GetOpsChatReportsResponse = {
  rows: ChatReport[];
};

export type GetOpsChatWordsResponse = SharedWords;

export type GetOpsReviewsQuery = PageInput;

export type GetOpsReviewsResponse = {
  rows: Review[];
  next?: Id | undefined;
};

export type GetOpsRoomsResponse = {
  rows: WallRoom[];
};

export type GetOpsSearchQuery = {
  q: string;
};

export type GetOpsSearchResponse = {
  rows: FoundThing[];
};

export type GetOpsStatementsQuery = PageInput;

export type GetOpsStatementsResponse = {
  rows: Statement[];
  next?: Id | undefined;
};

export type GetOrdersIdParams = PostMeNotificationsIdReadParams;

export type GetOrdersIdResponse = {
  order: Order;
};

export type GetOrdersQuery = PageInput;

export type GetOrdersResponse = {
  rows: Order[];
  next?: Id | undefined;
};

export type GetProductsIdCardParams = PostMeNotificationsIdReadParams;

export type GetProductsIdCardResponse = {
  product: ProductCard;
};

export type GetProductsIdParams = PostMeNotificationsIdReadParams;

export type GetProductsIdResponse = {
  product: Product;
};

export type GetPurchasesQuery = PageInput;

export type GetPurchasesResponse = {
  rows: PastPurchase[];
  next?: Id | undefined;
};

export type GetRoomsIdCardParams = PostMeNotificationsIdReadParams;

export type GetRoomsIdCardResponse = {
  room: RoomCard;
};

export type GetRoomsIdChatCsvParams = PostMeNotificationsIdReadParams;

export type GetRoomsIdChatCsvResponse = unknown;

export type GetRoomsIdCheckParams = PostMeNotificationsIdReadParams;

export type GetRoomsIdCheckResponse = {
  ok: boolean;
  lines: CheckLine[];
};

export type GetRoomsIdDrawsItemNumberParams = {
  id: Id;
  item: Id;
  number: number;
};

export type GetRoomsIdDrawsItemNumberResponse = {
  draw: DrawReport;
};

export type GetRoomsIdDrawsParams = PostMeNotificationsIdReadParams;

export type GetRoomsIdDrawsResponse = {
  draws: DrawView[];
};

export type GetRoomsIdLogParams = PostMeNotificationsIdReadParams;

export type GetRoomsIdLogQuery = LogQueryInput;

export type GetRoomsIdLogResponse = LogPage;

export type GetRoomsIdParams = PostMeNotificationsIdReadParams;

export type GetRoomsIdResponse = {
  room: Room;
};

export type GetRoomsIdStatementParams = PostMeNotificationsIdReadParams;

export type GetRoomsIdStatementResponse = {
  statement: RoomStatement;
};

export type GetRoomsIdStatsParams = PostMeNotificationsIdReadParams;

export type GetRoomsIdStatsResponse = {
  stats: RoomStats;
};

export type GetRoomsMineQuery = PageInput;

export type GetRoomsMineResponse = {
  rows: Room[];
  next?: Id | undefined;
};

export type GetRoomsQuery = {
  cursor?: Id | undefined;
  limit?: number | undefined;
  state?: "live" | "upcoming" | "ended" | undefined;
};

export type GetRoomsResponse = {
  rows: RoomCard[];
  next?: Id | undefined;
};

export type GetSandboxIntentsIdParams = PostMeNotificationsIdReadParams;

export type GetSandboxIntentsIdResponse = {
  intent: SandboxIntent;
};

export type GetShopsIdBuyersBuyerPurchasesParams = {
  id: Id;
  buyer: Id;
};

export type GetShopsIdBuyersBuyerPurchasesQuery = PageInput;

export type GetShopsIdBuyersBuyerPurchasesResponse = {
  rows: PastPurchase[];
  next?: Id | undefined;
};

export type GetShopsIdCardParams = PostMeNotificationsIdReadParams;

export type GetShopsIdCardResponse = {
  shop: ShopCard;
  products: ProductCard[];
};

export type GetShopsIdOrdersParams = PostMeNotificationsIdReadParams;

export type GetShopsIdOrdersQuery = {
  cursor?: Id | undefined;
  limit?: number | undefined;
  state?: OrderState | undefined;
  room?: Id | undefined;
};

export type GetShopsIdOrdersResponse = {
  rows: Order[];
  next?: Id | undefined;
};

export type GetShopsIdParams = PostMeNotificationsIdReadParams;

export type GetShopsIdProductsParams = PostMeNotificationsIdReadParams;

export type GetShopsIdProductsQuery = PageInput;

export type GetShopsIdProductsResponse = {
  rows: Product[];
  next?: Id | undefined;
};

export type GetShopsIdResponse = {
  shop: Shop;
  file: {
    owner?: {
      realName: string;
      idNumber: string;
    } | undefined;
    business?: {
      legalName: string;
      legalId: string;
    } | undefined;
    basics?: {
      name: ShopName;
      category: string;
      contact: string;
    } | undefined;
    payout?: {
      holder: string;
      account: string;
    } | undefined;
    papers?: Record<string, Id> | undefined;
  };
};

export type GetShopsResponse = {
  rows: Shop[];
};

export type GetStatementsQuery = PageInput;

export type GetStatementsResponse = {
  rows: Statement[];
  next?: Id | undefined;
};

export type Id = string;

export type Instant = string;

export type ItemDraw = {
  number: number;
  commitment: string;
  endsAt: Instant | null;
  last?: {
    number: number;
    seed: string;
    entries: number;
    won: number;
  } | undefined;
};

export type JoinedRoom = {
  seq: number;
  snapshot: RoomSnapshot;
  standing: Standing;
  readOnly?: true | undefined;
  rtpCapabilities: unknown;
};

export type LikeSendAnswer = RoomLeaveAnswer;

export type LikeSendCommand = {
  room: Id;
  taps: number;
};

export type LogPage = {
  events: RoomEvent[];
  gaps: {
    after: number;
    before: number;
  }[];
  next?: number | undefined;
  closed: boolean;
};

export type LogQueryInput = {
  after?: number | undefined;
  limit?: number | undefined;
};

export type MediaConnectAnswer = MediaPublishConnectAnswer;

export type MediaConnectCommand = {
  room: Id;
  session: string;
  dtlsParameters: DtlsParameters;
};

export type MediaConsumerClosedNotice = {
  room: Id;
  session: string;
  consumerId: string;
};

export type MediaConsumersNotice = {
  room: Id;
  session: string;
  consumers: ConsumerParameters[];
};

export type MediaJoinAnswer = {
  session: string;
  transport: TransportParameters;
  consumers: ConsumerParameters[];
};

export type MediaJoinCommand = {
  room: Id;
  rtpCapabilities: RtpCapabilities;
  kinds?: MediaKind[] | undefined;
  spatial?: number | undefined;
};

export type MediaKind = "audio" | "video";

export type MediaLayersAnswer = MediaPublishConnectAnswer;

export type MediaLayersCommand = {
  room: Id;
  session: string;
  spatial: number;
  temporal: number;
};

export type MediaLeaveAnswer = MediaPublishConnectAnswer;

export type MediaLeaveCommand = MediaPublishStatsCommand;

export type MediaPauseAnswer = MediaPublishConnectAnswer;

export type MediaPauseCommand = {
  room: Id;
  session: string;
  kind: MediaKind;
  paused: boolean;
};

export type MediaProduceAnswer = {
  producerId: string;
};

export type MediaProduceCloseAnswer = MediaPublishConnectAnswer;

export type MediaProduceCloseCommand = {
  room: Id;
  session: string;
  producerId: string;
};

export type MediaProduceCommand = {
  room: Id;
  session: string;
  kind: MediaKind;
  source: MediaSource;
  rtpParameters: RtpParameters;
};

export type MediaProducePauseAnswer = MediaPublishConnectAnswer;

export type MediaProducePauseCommand = {
  room: Id;
  session: string;
  producerId: string;
  paused: boolean;
};

export type MediaPublishConnectAnswer = {};

export type MediaPublishConnectCommand = {
  room: Id;
  session: string;
  dtlsParameters: DtlsParameters;
};

export type MediaPublishOpenAnswer = {
  session: string;
  transport: TransportParameters;
};

export type MediaPublishOpenCommand = {
  room: Id;
};

export type MediaPublishStatsAnswer = PublisherStats;

export type MediaPublishStatsCommand = {
  room: Id;
  session: string;
};

export type MediaRejoinNotice = {
  room: Id;
  session: string;
  afterMs: number;
};

export type MediaRepublishNotice = {
  room: Id;
  session: string;
  reason: "worker_died" | "taken_over";
};

export type MediaResumeAnswer = MediaPublishConnectAnswer;

export type MediaResumeCommand = {
  room: Id;
  session: string;
  consumerIds: string[];
};

export type MediaSource = "camera" | "screen" | "test" | "microphone";

export type Moderator = {
  accountId: Id;
  name: string;
  permissions: ModeratorPermission[];
};

export type ModeratorPermission = "chat" | "shelf";

export type Notification = {
  id: Id;
  kind: "shop_signed" | "shop_rejected" | "shop_approved" | "shop_frozen" | "product_rejected" | "product_approved" | "order_paid" | "order_shipped" | "order_refunded" | "room_closed";
  at: Instant;
  subject: {
    type: "shop" | "product" | "order" | "room";
    id: Id;
  };
  text: string;
  readAt?: Instant | undefined;
};

export type NotificationNewNotice = {
  notification: Notification;
};

export type OpeningTask = "verify_payout" | "publish_product" | "after_sale_address" | "confirm_opening";

export type Order = {
  id: Id;
  number: string;
  state: OrderState;
  buyerId: Id;
  shopId: Id;
  roomId: Id;
  channelName: string;
  itemId: Id;
  productId: Id;
  skuId: Id;
  title: string;
  skuName: string;
  picture?: Id | undefined;
  quantity: number;
  unitPrice: Fen;
  amount: Fen;
  placedAt: Instant;
  holdUntil: Instant;
  paidAt?: Instant | undefined;
  shippedAt?: Instant | undefined;
  completedAt?: Instant | undefined;
  cancelledAt?: Instant | undefined;
  cancelReason?: CancelReason | undefined;
  refundedAt?: Instant | undefined;
  address?: Address | undefined;
  carrier?: string | undefined;
  trackingNumber?: string | undefined;
  seen: {
    pinned: boolean;
    priceVersion: number;
    seq: number;
    mediaMs?: number | undefined;
    source: TrafficSource;
  };
};

export type OrderChangedNotice = {
  order: Order;
};

export type OrderState = "placed" | "paid" | "shipped" | "completed" | "cancelled" | "refunding" | "refunded" | "void";

export type PageInput = {
  cursor?: Id | undefined;
  limit?: number | undefined;
};

export type PartStatus = {
  status: "missing";
} | {
  status: "filled";
} | {
  status: "in_review";
} | {
  status: "approved";
} | {
  status: "rejected";
  reason: string;
};

export type Password = string;

export type PastPurchase = {
  outcome: "order";
  ticket: Id;
  order: Order;
} | {
  ticket: Id;
  roomId: Id;
  itemId: Id;
  title: string;
  skuName: string;
  picture?: Id | undefined;
  quantity: number;
  at: Instant;
  outcome: "void";
  amount: Fen;
  holdUntil: Instant;
} | {
  ticket: Id;
  roomId: Id;
  itemId: Id;
  title: string;
  skuName: string;
  picture?: Id | undefined;
  quantity: number;
  at: Instant;
  outcome: "refused";
  code: "INVALID_INPUT" | "UNKNOWN_COMMAND" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "ORIGIN_REFUSED" | "RATE_LIMITED" | "BUSY" | "INTERNAL" | "CONFLICT" | "SIGN_IN_REQUIRED" | "SESSION_ENDED" | "WRONG_CREDENTIALS" | "EMAIL_TAKEN" | "FORBIDDEN" | "ACCOUNT_BANNED" | "SHOP_TYPE_REFUSED" | "SHOP_CAP_REACHED" | "PAPERS_MISSING" | "PAPERS_SURPLUS" | "SHOP_STATE" | "NOT_APPROVED" | "SHOP_NOT_OPEN" | "OPENING_TASK_UNFINISHED" | "CHANNEL_EXISTS" | "NO_CHANNEL" | "SHOP_NOT_LINKABLE" | "SHOP_NOT_LINKED" | "PRODUCT_LOCKED" | "PRODUCT_INVALID" | "PRODUCT_NOT_ONLINE" | "PRODUCT_STATE" | "FOREIGN_PRODUCT" | "SUBMISSION_QUOTA" | "STOCK_SHORT" | "ROOM_RULES" | "ROOM_STATE" | "CHANNEL_LIVE" | "CHECK_FAILED" | "NOT_LIVE" | "ROOM_FULL" | "SHELF_FULL" | "ITEM_EXISTS" | "ITEM_NOT_FOUND" | "SWITCHED_OFF" | "MUTED" | "ROOM_MUTED" | "FOLLOWERS_ONLY" | "BUYERS_ONLY" | "CHAT_BANNED" | "SLOW_MODE" | "WORD_REFUSED" | "REVIEW_FULL" | "MESSAGE_ID_STALE" | "WARMING_UP" | "SOLD_OUT" | "LIMIT_REACHED" | "TOO_MANY_HOLDS" | "HOLD_SHARE" | "HOLD_BACK_OFF" | "NOT_DRAWN" | "ALREADY_ENTERED" | "DRAW_FULL" | "PRICE_CHANGED" | "NOT_FOR_SALE" | "TICKET_REUSED" | "UNKNOWN_TICKET" | "ADDRESS_REQUIRED" | "ORDER_STATE" | "HOLD_ENDED" | "RECEIPT_LIMIT" | "SIGNATURE_INVALID" | "AMOUNT_MISMATCH" | "MEDIA_FULL" | "MEDIA_UNAVAILABLE" | "MEDIA_REJECTED" | "MEDIA_SESSION_UNKNOWN";
};

export type PaymentDeclinedNotice = {
  ticket: Id;
};

export type PaymentStart = {
  paymentId: Id;
  url: string;
  amount: Fen;
  holdUntil: Instant;
};

export type PlacePurchaseInput = {
  room: Id;
  item: Id;
  sku: Id;
  quantity: number;
  priceVersion: number;
  ticket: Id;
  seen?: SeenInput | undefined;
};

export type PostAuthRefreshResponse = SignedIn;

export type PostAuthRegisterBody = {
  email: Email;
  password: Password;
  name: DisplayName;
};

export type PostAuthRegisterResponse = SignedIn;

export type PostAuthSignInBody = {
  email: Email;
  password: string;
};

export type PostAuthSignInResponse = SignedIn;

export type PostAuthSignOutEverywhereResponse = PostAuthSignOutResponse;

export type PostAuthSignOutResponse = {};

export type PostAuthSocketTokenResponse = {
  token: string;
  expiresAt: Instant;
};

export type PostChannelBody = {
  name: ChannelName;
  about?: string | undefined;
};

export type PostChannelResponse = {
  channel: Channel;
};

export type PostFilesQuery = {
  purpose: "picture" | "paper";
};

export type PostFilesResponse = {
  id: Id;
};

export type PostMeNotificationsIdReadParams = {
  id: Id;
};

export type PostMeNotificationsIdReadResponse = PostAuthSignOutResponse;

export type PostOpsAccountsIdBanBody = PostOpsRoomsIdCloseBody;

export type PostOpsAccountsIdBanParams = PostMeNotificationsIdReadParams;

export type PostOpsAccountsIdBanResponse = PostAuthSignOutResponse;

export type PostOpsChatReportsRoomMessageDecisionBody = {
  decision: "dismiss" | "remove" | "ban";
};

export type PostOpsChatReportsRoomMessageDecisionParams = {
  room: Id;
  message: Id;
};

export type PostOpsChatReportsRoomMessageDecisionResponse = PostAuthSignOutResponse;

export type PostOpsOrdersIdCancelParams = PostMeNotificationsIdReadParams;

export type PostOpsOrdersIdCancelResponse = {
  order: Order;
};

export type PostOpsProductsIdDecisionBody = ProductDecision;

export type PostOpsProductsIdDecisionParams = PostMeNotificationsIdReadParams;

export type PostOpsProductsIdDecisionResponse = {
  product: Product;
};

export type PostOpsRoomsIdCloseBody = {
  reason: string;
};

export type PostOpsRoomsIdCloseParams = PostMeNotificationsIdReadParams;

export type PostOpsRoomsIdCloseResponse = PostAuthSignOutResponse;

export type PostOpsRoomsIdWarnBody = {
  text: string;
};

export type PostOpsRoomsIdWarnParams = PostMeNotificationsIdReadParams;

export type PostOpsRoomsIdWarnResponse = PostAuthSignOutResponse;

export type PostOpsShopsIdDecisionBody = ShopDecision;

export type PostOpsShopsIdDecisionParams = PostMeNotificationsIdReadParams;

export type PostOpsShopsIdDecisionResponse = {
  shop: Shop;
};

export type PostOpsShopsIdFreezeBody = {
  reason: string;
};

export type PostOpsShopsIdFreezeParams = PostMeNotificationsIdReadParams;

export type PostOpsShopsIdFreezeResponse = {
  shop: Shop;
};

export type PostOpsShopsIdUnfreezeParams = PostMeNotificationsIdReadParams;

export type PostOpsShopsIdUnfreezeResponse = {
  shop: Shop;
};

export type PostOrdersIdCancelParams = PostMeNotificationsIdReadParams;

export type PostOrdersIdCancelResponse = {
  order: Order;
};

export type PostOrdersIdCompleteParams = PostMeNotificationsIdReadParams;

export type PostOrdersIdCompleteResponse = {
  order: Order;
};

export type PostOrdersIdRefundParams = PostMeNotificationsIdReadParams;

export type PostOrdersIdRefundResponse = {
  order: Order;
};

export type PostOrdersIdShipBody = {
  carrier: string;
  trackingNumber: string;
};

export type PostOrdersIdShipParams = PostMeNotificationsIdReadParams;

export type PostOrdersIdShipResponse = {
  order: Order;
};

export type PostPaymentsWebhookProviderParams = {
  provider: string;
};

export type PostPaymentsWebhookProviderResponse = PostAuthSignOutResponse;

export type PostProductsIdStockBody = {
  skuId: Id;
  delta: number;
  key: Id;
};

export type PostProductsIdStockParams = PostMeNotificationsIdReadParams;

export type PostProductsIdStockResponse = {
  product: Product;
};

export type PostProductsIdSubmitParams = PostMeNotificationsIdReadParams;

export type PostProductsIdSubmitResponse = {
  product: Product;
};

export type PostRoomsBody = {
  title: RoomTitle;
  startsAt: Instant;
  endsAt: Instant;
  cover?: Id | undefined;
  switches?: {
    likes?: boolean | undefined;
    shelf?: boolean | undefined;
    comments?: boolean | undefined;
    replay?: boolean | undefined;
    share?: boolean | undefined;
    customerService?: boolean | undefined;
  } | undefined;
};

export type PostRoomsIdModeratorsBody = {
  email: string;
  permissions: ModeratorPermission[];
};

export type PostRoomsIdModeratorsParams = PostMeNotificationsIdReadParams;

export type PostRoomsIdModeratorsResponse = {
  room: Room;
};

export type PostRoomsResponse = {
  room: Room;
};

export type PostSandboxIntentsIdBody = SandboxAct;

export type PostSandboxIntentsIdParams = PostMeNotificationsIdReadParams;

export type PostSandboxIntentsIdResponse = {
  intent: SandboxIntent;
};

export type PostShopsBody = {
  type: string;
  name: ShopName;
};

export type PostShopsIdProductsBody = ProductDraftInput;

export type PostShopsIdProductsParams = PostMeNotificationsIdReadParams;

export type PostShopsIdProductsResponse = {
  product: Product;
};

export type PostShopsIdSignParams = PostMeNotificationsIdReadParams;

export type PostShopsIdSignResponse = {
  shop: Shop;
};

export type PostShopsIdSubmitParams = PostMeNotificationsIdReadParams;

export type PostShopsIdSubmitResponse = {
  shop: Shop;
};

export type PostShopsIdTasksBody = {
  task: OpeningTask;
  afterSaleAddress?: string | undefined;
};

export type PostShopsIdTasksParams = PostMeNotificationsIdReadParams;

export type PostShopsIdTasksResponse = {
  shop: Shop;
};

export type PostShopsResponse = {
  shop: Shop;
};

export type Product = {
  id: Id;
  shopId: Id;
  draft: ProductCopy;
  draftState: DraftState;
  online?: ProductCopy | undefined;
  version: number;
  listed: boolean;
  stock: SkuStock[];
  createdAt: Instant;
  updatedAt: Instant;
};

export type ProductCard = {
  id: Id;
  shopId: Id;
  title: string;
  description: string;
  pictures: Id[];
  skus: SkuCopy[];
  perBuyerLimit?: number | undefined;
};

export type ProductCopy = {
  title: string;
  description: string;
  kind: ProductKind;
  pictures: Id[];
  skus: SkuCopy[];
  perBuyerLimit?: number | undefined;
  externalUrl?: string | undefined;
};

export type ProductDecision = {
  decision: "approve";
  submittedAt?: Instant | undefined;
} | {
  decision: "reject";
  submittedAt?: Instant | undefined;
  reason: string;
};

export type ProductDraftInput = {
  title: string;
  description?: string | undefined;
  kind: ProductKind;
  pictures: Id[];
  skus: SkuDraft[];
  externalUrl?: string | undefined;
  perBuyerLimit?: number | undefined;
};

export type ProductKind = "physical" | "virtual" | "course" | "service";

export type PublisherStats = {
  video: {
    bitrate: number;
    packetLoss: number;
    roundTripMs?: number | undefined;
    layers: number;
    score: number;
  } | null;
  audio: {
    bitrate: number;
    packetLoss: number;
    score: number;
  } | null;
};

export type PurchaseCancelAnswer = PurchaseStatus;

export type PurchaseCancelCommand = {
  ticket: Id;
};

export type PurchaseDrawnNotice = {
  ticket: Id;
  won: boolean;
  code?: string | undefined;
};

export type PurchasePayAnswer = PaymentStart;

export type PurchasePayCommand = {
  ticket: Id;
};

export type PurchasePlaceAnswer = AcceptedPurchase | EnteredDraw;

export type PurchasePlaceCommand = PlacePurchaseInput;

export type PurchaseStatus = {
  status: "accepted";
  accepted: AcceptedPurchase;
} | {
  status: "order";
  order: Order;
} | {
  status: "entered";
  ticket: Id;
  entered: {
    item: Id;
    number: number;
    endsAt: Instant;
  };
} | {
  status: "refused";
  ticket: Id;
  code: string;
} | {
  status: "void";
  ticket: Id;
};

export type PurchaseStatusAnswer = PurchaseStatus;

export type PurchaseStatusCommand = {
  ticket: Id;
  room?: Id | undefined;
};

export type PurchaseVoidNotice = {
  ticket: Id;
};

export type PutChannelShopBody = {
  shopId: Id;
};

export type PutChannelShopResponse = {
  channel: Channel;
};

export type PutChannelsIdFollowParams = PostMeNotificationsIdReadParams;

export type PutChannelsIdFollowResponse = {
  followers: number;
};

export type PutChatKitBody = ChatKit;

export type PutChatKitResponse = {
  kit: ChatKit;
};

export type PutMeAddressBody = Address;

export type PutMeAddressResponse = {
  address: Address;
};

export type PutOpsAccountsIdLiveBody = {
  enabled: boolean;
  reason: string;
};

export type PutOpsAccountsIdLiveParams = PostMeNotificationsIdReadParams;

export type PutOpsAccountsIdLiveResponse = PostAuthSignOutResponse;

export type PutOpsChatWordsBody = SharedWords;

export type PutOpsChatWordsResponse = SharedWords;

export type PutProductsIdBody = ProductDraftInput;

export type PutProductsIdListedBody = {
  listed: boolean;
};

export type PutProductsIdListedParams = PostMeNotificationsIdReadParams;

export type PutProductsIdListedResponse = {
  product: Product;
};

export type PutProductsIdParams = PostMeNotificationsIdReadParams;

export type PutProductsIdResponse = {
  product: Product;
};

export type PutRoomsIdPlanBody = {
  startsAt: Instant;
  endsAt: Instant;
};

export type PutRoomsIdPlanParams = PostMeNotificationsIdReadParams;

export type PutRoomsIdPlanResponse = {
  room: Room;
};

export type PutShopsIdFileBody = {
  owner?: {
    realName: string;
    idNumber: string;
  } | undefined;
  business?: {
    legalName: string;
    legalId: string;
  } | undefined;
  basics?: {
    name: ShopName;
    category: string;
    contact: string;
  } | undefined;
  payout?: {
    holder: string;
    account: string;
  } | undefined;
  papers?: Record<string, Id> | undefined;
};

export type PutShopsIdFileParams = PostMeNotificationsIdReadParams;

export type PutShopsIdFileResponse = {
  shop: Shop;
};

export type ReportReason = "insult" | "fraud" | "spam" | "other";

export type Restraint = {
  accountId: Id;
  name: string;
  kind: "mute" | "ban" | "shadow";
  until?: Instant | undefined;
  scope?: BanScope | undefined;
  reason?: string | undefined;
  liftable: boolean;
};

export type Review = {
  type: "shop";
  at: Instant;
  shop: Shop;
  file: {
    owner: {
      realName: string;
      idNumber: string;
    };
    business?: {
      legalName: string;
      legalId: string;
    } | undefined;
    basics: {
      name: ShopName;
      category: string;
      contact: string;
    };
    payout: {
      holder: string;
      account: string;
    };
  };
  papers: Record<string, Id>;
} | {
  type: "product";
  at: Instant;
  product: Product;
  shopName: string;
};

export type Role = "member" | "operator";

export type Room = {
  id: Id;
  title: string;
  state: RoomState;
  channel: ChannelCard;
  cover?: Id | undefined;
  startsAt: Instant;
  startedAt?: Instant | undefined;
  endedAt?: Instant | undefined;
  viewers: number;
  ownerId: Id;
  shopId?: Id | undefined;
  endsAt: Instant;
  switches: RoomSwitches;
  moderators: Moderator[];
  slowModeSeconds: number;
  mutedAll: boolean;
  followersOnly?: boolean | undefined;
  buyersOnly?: boolean | undefined;
  heldForReview?: boolean | undefined;
  notice?: string | undefined;
  blockedWords: string[];
  closedReason?: string | undefined;
};

export type RoomCard = {
  id: Id;
  title: string;
  state: RoomState;
  channel: ChannelCard;
  cover?: Id | undefined;
  startsAt: Instant;
  startedAt?: Instant | undefined;
  endedAt?: Instant | undefined;
  viewers: number;
};

export type RoomCatchUpAnswer = CaughtUp;

export type RoomCatchUpCommand = {
  room: Id;
  after: number;
  standing?: true | undefined;
};

export type RoomChangeAnswer = {
  room: Room;
};

export type RoomChangeCommand = {
  title?: RoomTitle | undefined;
  cover?: Id | undefined;
  switches?: {
    likes?: boolean | undefined;
    shelf?: boolean | undefined;
    comments?: boolean | undefined;
    replay?: boolean | undefined;
    share?: boolean | undefined;
    customerService?: boolean | undefined;
  } | undefined;
  slowModeSeconds?: number | undefined;
  mutedAll?: boolean | undefined;
  followersOnly?: boolean | undefined;
  buyersOnly?: boolean | undefined;
  heldForReview?: boolean | undefined;
  notice?: string | undefined;
  blockedWords?: string[] | undefined;
  room: Id;
};

export type RoomEndAnswer = RoomLeaveAnswer;

export type RoomEndCommand = RoomJoinCommand;

export type RoomEvent = ({
  seq: number;
}) & (RoomEventBody);

export type RoomEventBody = {
  kind: "room.reset";
  snapshot: RoomSnapshot;
} | {
  kind: "room.changed";
  change: {
    title?: string | undefined;
    state?: RoomState | undefined;
    startsAt?: Instant | undefined;
    startedAt?: Instant | undefined;
    endedAt?: Instant | undefined;
    closedReason?: string | undefined;
    switches?: RoomSwitches | undefined;
    slowModeSeconds?: number | undefined;
    mutedAll?: boolean | undefined;
    followersOnly?: boolean | undefined;
    buyersOnly?: boolean | undefined;
    heldForReview?: boolean | undefined;
    notice?: string | undefined;
    stage?: StageState | undefined;
  };
} | {
  kind: "item.added";
  item: ShelfItem;
} | {
  kind: "item.changed";
  itemId: Id;
  change: {
    title?: string | undefined;
    picture?: Id | undefined;
    priceVersion?: number | undefined;
    perBuyerLimit?: number | undefined;
    mode?: SaleMode | undefined;
    drawSeconds?: DrawSeconds | undefined;
    draw?: ItemDraw | undefined;
    state?: "on_sale" | "withdrawn" | undefined;
    skus?: ShelfSku[] | undefined;
  };
} | {
  kind: "item.removed";
  itemId: Id;
} | {
  kind: "shelf.sorted";
  itemIds: Id[];
} | {
  kind: "item.pinned";
  itemId: Id;
  at: Instant;
} | {
  kind: "item.unpinned";
} | {
  kind: "stock.changed";
  itemId: Id;
  skuId: Id;
  left: number;
} | {
  kind: "chat.said";
  message: ChatMessage;
} | {
  kind: "chat.removed";
  messageId: Id;
} | {
  kind: "chat.marked";
  messageId: Id;
  mark: ChatMark | null;
} | {
  kind: "likes.counted";
  total: number;
} | {
  kind: "viewers.counted";
  viewers: number;
};

export type RoomEventsNotice = RoomFrame;

export type RoomFrame = {
  room: Id;
  from: number;
  to: number;
  events: RoomEvent[];
  skipped?: number | undefined;
};

export type RoomGoLiveAnswer = RoomLeaveAnswer;

export type RoomGoLiveCommand = RoomJoinCommand;

export type RoomJoinAnswer = JoinedRoom;

export type RoomJoinCommand = {
  room: Id;
};

export type RoomLeaveAnswer = {};

export type RoomLeaveCommand = RoomJoinCommand;

export type RoomPauseAnswer = RoomLeaveAnswer;

export type RoomPauseCommand = RoomJoinCommand;

export type RoomReadOnlyNotice = {
  room: Id;
  readOnly: boolean;
};

export type RoomResumeAnswer = RoomLeaveAnswer;

export type RoomResumeCommand = RoomJoinCommand;

export type RoomResyncNotice = {
  room: Id;
  afterMs: number;
};

export type RoomSnapshot = {
  roomId: Id;
  channel: ChannelCard;
  title: string;
  state: RoomState;
  startsAt: Instant;
  startedAt?: Instant | undefined;
  endedAt?: Instant | undefined;
  closedReason?: string | undefined;
  switches: RoomSwitches;
  slowModeSeconds: number;
  mutedAll: boolean;
  followersOnly?: boolean | undefined;
  buyersOnly?: boolean | undefined;
  heldForReview?: boolean | undefined;
  notice?: string | undefined;
  stage: StageState;
  shelf: ShelfItem[];
  pinned: {
    itemId: Id;
    at: Instant;
    seq: number;
  } | null;
  chat: ChatMessage[];
  likes: number;
  viewers: number;
};

export type RoomState = "scheduled" | "live" | "paused" | "ended" | "closed";

export type RoomStatement = {
  size: number;
  sold: number;
  returned: number;
  orders: number;
  paidOrders: number;
  paidAmount: Fen;
  refundedAmount: Fen;
  roomId: Id;
  title: string;
  channelName: string;
  state: "ended" | "closed";
  startedAt?: Instant | undefined;
  endedAt?: Instant | undefined;
  settledAt?: Instant | undefined;
  now: {
    paidAmount: Fen;
    refundedAmount: Fen;
  };
  items: StatementItem[];
};

export type RoomStats = {
  roomId: Id;
  viewers: number;
  peakViewers: number;
  likes: number;
  messagesPerSecond: number;
  orders: number;
  paidOrders: number;
  ordersPerMinute: number;
  refusalsPerMinute: number;
  paidAmount: Fen;
  unitsLeft: number;
  unitsHeld: number;
  unitsSold: number;
  unitsReturned: number;
  pinned: {
    itemId: Id;
    since: Instant;
    orders: number;
    units: number;
  } | null;
};

export type RoomStatsAnswer = RoomStats;

export type RoomStatsCommand = RoomJoinCommand;

export type RoomSwitches = {
  likes: boolean;
  shelf: boolean;
  comments: boolean;
  replay: boolean;
  share: boolean;
  customerService: boolean;
};

export type RoomTitle = string;

export type RoomWarnedNotice = {
  room: Id;
  text: string;
  at: Instant;
};

export type RtpCapabilities = {
  codecs?: ({
    kind: MediaKind;
    preferredPayloadType?: number | undefined;
    mimeType: string;
    clockRate: number;
    channels?: number | undefined;
    parameters?: Record<string, string | number> | undefined;
    rtcpFeedback?: ({
      type: string;
      parameter?: string | undefined;
    })[] | undefined;
  })[] | undefined;
  headerExtensions?: ({
    kind: MediaKind;
    uri: string;
    preferredId: number;
    preferredEncrypt?: boolean | undefined;
    direction?: "sendrecv" | "sendonly" | "recvonly" | "inactive" | undefined;
  })[] | undefined;
};

export type RtpParameters = {
  mid?: string | undefined;
  msid?: string | undefined;
  codecs: ({
    payloadType: number;
    mimeType: string;
    clockRate: number;
    channels?: number | undefined;
    parameters?: Record<string, string | number> | undefined;
    rtcpFeedback?: ({
      type: string;
      parameter?: string | undefined;
    })[] | undefined;
  })[];
  headerExtensions?: ({
    uri: string;
    id: number;
    encrypt?: boolean | undefined;
    parameters?: Record<string, string | number> | undefined;
  })[] | undefined;
  encodings?: ({
    ssrc?: number | undefined;
    rid?: string | undefined;
    codecPayloadType?: number | undefined;
    rtx?: {
      ssrc: number;
    } | undefined;
    dtx?: boolean | undefined;
    scalabilityMode?: string | undefined;
    maxBitrate?: number | undefined;
    maxFramerate?: number | undefined;
    scaleResolutionDownBy?: number | undefined;
    active?: boolean | undefined;
    priority?: string | undefined;
    networkPriority?: string | undefined;
    adaptivePtime?: boolean | undefined;
  })[] | undefined;
  rtcp?: {
    cname?: string | undefined;
    reducedSize?: boolean | undefined;
    mux?: boolean | undefined;
  } | undefined;
};

export type SaleMode = "first_tap" | "first_paid" | "equal_chance";

export type SandboxAct = {
  act: "pay" | "decline" | "delay";
  delayMs?: number | undefined;
};

export type SandboxIntent = {
  id: Id;
  amount: Fen;
  currency: string;
  title: string;
  state: "open" | "delayed" | "captured" | "declined" | "cancelled" | "refunded";
};

export type SeenInput = {
  seq: number;
  mediaMs?: number | undefined;
  source?: TrafficSource | undefined;
};

export type Session = {
  id: Id;
  current: boolean;
  createdAt: Instant;
  lastSeenAt: Instant;
  agent: string;
  address: string;
};

export type SessionEndedNotice = {
  reason: "expired" | "signed_out" | "banned" | "displaced";
};

export type SessionRenewAnswer = {
  expiresAt: Instant;
};

export type SessionRenewCommand = {
  token: string;
};

export type SharedWords = {
  words: string[];
};

export type ShelfAddAnswer = {
  itemId: Id;
};

export type ShelfAddCommand = {
  room: Id;
  product: Id;
  units: {
    sku: Id;
    units: number;
  }[];
  mode?: SaleMode | undefined;
  drawSeconds?: DrawSeconds | undefined;
};

export type ShelfAddUnitsAnswer = RoomLeaveAnswer;

export type ShelfAddUnitsCommand = {
  room: Id;
  item: Id;
  sku: Id;
  units: number;
  key: Id;
};

export type ShelfItem = {
  itemId: Id;
  productId: Id;
  title: string;
  picture?: Id | undefined;
  priceVersion: number;
  perBuyerLimit?: number | undefined;
  mode?: SaleMode | undefined;
  drawSeconds?: DrawSeconds | undefined;
  draw?: ItemDraw | undefined;
  state: "on_sale" | "withdrawn";
  skus: ShelfSku[];
};

export type ShelfPinAnswer = RoomLeaveAnswer;

export type ShelfPinCommand = {
  room: Id;
  item: Id;
};

export type ShelfRemoveAnswer = RoomLeaveAnswer;

export type ShelfRemoveCommand = {
  room: Id;
  item: Id;
};

export type ShelfSku = {
  skuId: Id;
  poolId: Id;
  name: string;
  listPrice: Fen;
  price: Fen;
  size: number;
  left: number;
};

export type ShelfSortAnswer = RoomLeaveAnswer;

export type ShelfSortCommand = {
  room: Id;
  items: Id[];
};

export type ShelfUnpinAnswer = RoomLeaveAnswer;

export type ShelfUnpinCommand = RoomJoinCommand;

export type Shop = {
  id: Id;
  ownerId: Id;
  type: ShopType;
  name: ShopName;
  state: ShopState;
  signed: boolean;
  parts: Record<string, PartStatus>;
  tasks: {
    task: OpeningTask;
    done: boolean;
  }[];
  frozenReason?: string | undefined;
  createdAt: Instant;
};

export type ShopCard = {
  id: Id;
  name: ShopName;
  open: boolean;
};

export type ShopDecision = {
  decision: "approve";
  submittedAt?: Instant | undefined;
} | {
  decision: "reject";
  submittedAt?: Instant | undefined;
  reasons: Record<string, string>;
};

export type ShopName = string;

export type ShopState = "opened" | "in_review" | "rejected" | "approved" | "open" | "frozen";

export type ShopType = "personal" | "individual_business" | "enterprise";

export type SignedIn = {
  account: Account;
  accessToken: string;
  expiresAt: Instant;
};

export type SkuCopy = {
  id: Id;
  name: SkuName;
  listPrice: Fen;
  price: Fen;
};

export type SkuDraft = {
  id?: Id | undefined;
  name: SkuName;
  listPrice: Fen;
  price: Fen;
};

export type SkuName = string;

export type SkuStock = {
  skuId: Id;
  available: number;
  inRooms: number;
  received: number;
};

export type StageState = "off" | "on" | "reconnecting";

export type Standing = {
  role: "guest" | "viewer" | "moderator" | "host" | "operator";
  permissions: ModeratorPermission[];
  mutedUntil?: Instant | undefined;
  muteReason?: string | undefined;
  banned?: BanScope | undefined;
  banReason?: string | undefined;
  waiting?: ChatMessage[] | undefined;
  following: boolean;
};

export type Statement = {
  size: number;
  sold: number;
  returned: number;
  orders: number;
  paidOrders: number;
  paidAmount: Fen;
  refundedAmount: Fen;
  roomId: Id;
  title: string;
  channelName: string;
  state: "ended" | "closed";
  startedAt?: Instant | undefined;
  endedAt?: Instant | undefined;
  settledAt?: Instant | undefined;
  now: {
    paidAmount: Fen;
    refundedAmount: Fen;
  };
};

export type StatementItem = {
  size: number;
  sold: number;
  returned: number;
  orders: number;
  paidOrders: number;
  paidAmount: Fen;
  refundedAmount: Fen;
  itemId: Id;
  productId: Id;
  title: string;
  picture?: Id | undefined;
};

export type TrafficSource = "room" | "channel" | "article" | "friend_card" | "moments" | "qr_code";

export type TransportParameters = {
  id: string;
  iceParameters: unknown;
  iceCandidates: unknown[];
  dtlsParameters: unknown;
  iceServers: unknown[];
};

export type WallRoom = {
  room: RoomCard;
  stats: RoomStats;
  stage: "off" | "on" | "reconnecting";
  alarms: Alarm[];
};

/** Why a command or call was refused. */
export type ErrorCode =
  | 'INVALID_INPUT'
  | 'UNKNOWN_COMMAND'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'ORIGIN_REFUSED'
  | 'RATE_LIMITED'
  | 'BUSY'
  | 'INTERNAL'
  | 'CONFLICT'
  | 'SIGN_IN_REQUIRED'
  | 'SESSION_ENDED'
  | 'WRONG_CREDENTIALS'
  | 'EMAIL_TAKEN'
  | 'FORBIDDEN'
  | 'ACCOUNT_BANNED'
  | 'SHOP_TYPE_REFUSED'
  | 'SHOP_CAP_REACHED'
  | 'PAPERS_MISSING'
  | 'PAPERS_SURPLUS'
  | 'SHOP_STATE'
  | 'NOT_APPROVED'
  | 'SHOP_NOT_OPEN'
  | 'OPENING_TASK_UNFINISHED'
  | 'CHANNEL_EXISTS'
  | 'NO_CHANNEL'
  | 'SHOP_NOT_LINKABLE'
  | 'SHOP_NOT_LINKED'
  | 'PRODUCT_LOCKED'
  | 'PRODUCT_INVALID'
  | 'PRODUCT_NOT_ONLINE'
  | 'PRODUCT_STATE'
  | 'FOREIGN_PRODUCT'
  | 'SUBMISSION_QUOTA'
  | 'STOCK_SHORT'
  | 'ROOM_RULES'
  | 'ROOM_STATE'
  | 'CHANNEL_LIVE'
  | 'CHECK_FAILED'
  | 'NOT_LIVE'
  | 'ROOM_FULL'
  | 'SHELF_FULL'
  | 'ITEM_EXISTS'
  | 'ITEM_NOT_FOUND'
  | 'SWITCHED_OFF'
  | 'MUTED'
  | 'ROOM_MUTED'
  | 'FOLLOWERS_ONLY'
  | 'BUYERS_ONLY'
  | 'CHAT_BANNED'
  | 'SLOW_MODE'
  | 'WORD_REFUSED'
  | 'REVIEW_FULL'
  | 'MESSAGE_ID_STALE'
  | 'WARMING_UP'
  | 'SOLD_OUT'
  | 'LIMIT_REACHED'
  | 'TOO_MANY_HOLDS'
  | 'HOLD_SHARE'
  | 'HOLD_BACK_OFF'
  | 'NOT_DRAWN'
  | 'ALREADY_ENTERED'
  | 'DRAW_FULL'
  | 'PRICE_CHANGED'
  | 'NOT_FOR_SALE'
  | 'TICKET_REUSED'
  | 'UNKNOWN_TICKET'
  | 'ADDRESS_REQUIRED'
  | 'ORDER_STATE'
  | 'HOLD_ENDED'
  | 'RECEIPT_LIMIT'
  | 'SIGNATURE_INVALID'
  | 'AMOUNT_MISMATCH'
  | 'MEDIA_FULL'
  | 'MEDIA_UNAVAILABLE'
  | 'MEDIA_REJECTED'
  | 'MEDIA_SESSION_UNKNOWN';

export interface Commands {
  /** Takes a fresh socket token: prolongs the authority, or turns a guest into an account without leaving the room. */
  'session:renew': { input: SessionRenewCommand; output: SessionRenewAnswer };
  'room:join': { input: RoomJoinCommand; output: RoomJoinAnswer };
  'room:leave': { input: RoomLeaveCommand; output: RoomLeaveAnswer };
  /** Fills a hole, and brings a reconnected client back into the room in one small answer. */
  'room:catch-up': { input: RoomCatchUpCommand; output: RoomCatchUpAnswer };
  'room:go-live': { input: RoomGoLiveCommand; output: RoomGoLiveAnswer };
  'room:pause': { input: RoomPauseCommand; output: RoomPauseAnswer };
  'room:resume': { input: RoomResumeCommand; output: RoomResumeAnswer };
  'room:end': { input: RoomEndCommand; output: RoomEndAnswer };
  'room:change': { input: RoomChangeCommand; output: RoomChangeAnswer };
  'room:stats': { input: RoomStatsCommand; output: RoomStatsAnswer };
  'shelf:add': { input: ShelfAddCommand; output: ShelfAddAnswer };
  'shelf:add-units': { input: ShelfAddUnitsCommand; output: ShelfAddUnitsAnswer };
  'shelf:remove': { input: ShelfRemoveCommand; output: ShelfRemoveAnswer };
  'shelf:sort': { input: ShelfSortCommand; output: ShelfSortAnswer };
  'shelf:pin': { input: ShelfPinCommand; output: ShelfPinAnswer };
  'shelf:unpin': { input: ShelfUnpinCommand; output: ShelfUnpinAnswer };
  'chat:say': { input: ChatSayCommand; output: ChatSayAnswer };
  /** Takes a line away for everybody: moderators any of viewers and moderators, talkers their own, also one that waits. */
  'chat:remove': { input: ChatRemoveCommand; output: ChatRemoveAnswer };
  'chat:mute': { input: ChatMuteCommand; output: ChatMuteAnswer };
  /** Bans from talking without an end; `none` lifts every ban that holds in this room. Moderators ban from this show only, and lift what moderators placed. */
  'chat:ban': { input: ChatBanCommand; output: ChatBanAnswer };
  /** From now on (or no more) only the talker sees his lines in this room. */
  'chat:shadow': { input: ChatShadowCommand; output: ChatShadowAnswer };
  /** Who may not talk here, for moderators. */
  'chat:restraints': { input: ChatRestraintsCommand; output: ChatRestraintsAnswer };
  /** Lines that wait for a moderator, oldest first. */
  'chat:held': { input: ChatHeldCommand; output: ChatHeldAnswer };
  /** Lets a waiting line through, or refuses it. */
  'chat:decide': { input: ChatDecideCommand; output: ChatDecideAnswer };
  /** Marks a line as a question or answered; null takes the mark away. Moderators any line, a talker his own as a question. */
  'chat:mark': { input: ChatMarkCommand; output: ChatMarkAnswer };
  /** Tells the operators of a line; telling twice counts once. */
  'chat:report': { input: ChatReportCommand; output: ChatReportAnswer };
  /** Taps since the last send; counted, never listed. */
  'like:send': { input: LikeSendCommand; output: LikeSendAnswer };
  'purchase:place': { input: PurchasePlaceCommand; output: PurchasePlaceAnswer };
  'purchase:status': { input: PurchaseStatusCommand; output: PurchaseStatusAnswer };
  'purchase:pay': { input: PurchasePayCommand; output: PurchasePayAnswer };
  'purchase:cancel': { input: PurchaseCancelCommand; output: PurchaseCancelAnswer };
  /** Opens the host's sending transport; an older one of the same room is taken over. */
  'media:publish-open': { input: MediaPublishOpenCommand; output: MediaPublishOpenAnswer };
  'media:publish-connect': { input: MediaPublishConnectCommand; output: MediaPublishConnectAnswer };
  'media:produce': { input: MediaProduceCommand; output: MediaProduceAnswer };
  'media:produce-close': { input: MediaProduceCloseCommand; output: MediaProduceCloseAnswer };
  'media:produce-pause': { input: MediaProducePauseCommand; output: MediaProducePauseAnswer };
  'media:publish-stats': { input: MediaPublishStatsCommand; output: MediaPublishStatsAnswer };
  /** First of two round trips: a transport and paused consumers together. */
  'media:join': { input: MediaJoinCommand; output: MediaJoinAnswer };
  /** Second round trip: connects the transport and resumes all consumers. */
  'media:connect': { input: MediaConnectCommand; output: MediaConnectAnswer };
  /** Resumes consumers announced later by `media:consumers`. */
  'media:resume': { input: MediaResumeCommand; output: MediaResumeAnswer };
  'media:pause': { input: MediaPauseCommand; output: MediaPauseAnswer };
  'media:layers': { input: MediaLayersCommand; output: MediaLayersAnswer };
  'media:leave': { input: MediaLeaveCommand; output: MediaLeaveAnswer };
}

export interface Notices {
  /** To everybody in the room. */
  'room:events': RoomEventsNotice;
  /** The client was too slow or its place is too old: ask `room:join` again. */
  'room:resync': RoomResyncNotice;
  /** To everybody in the room: the service lost its way to the room's log, or has it again. */
  'room:read-only': RoomReadOnlyNotice;
  'order:changed': OrderChangedNotice;
  /** An accepted purchase came to nothing before an order was made; its units were given back. */
  'purchase:void': PurchaseVoidNotice;
  /** A draw this account took part in has been made: `code` says why nothing came of it, else `purchase:status` says what did. */
  'purchase:drawn': PurchaseDrawnNotice;
  /** The payment was declined; the hold goes on, and `purchase:pay` begins another. */
  'payment:declined': PaymentDeclinedNotice;
  'notification:new': NotificationNewNotice;
  /** To the host: words of an operator. */
  'room:warned': RoomWarnedNotice;
  /** The mute of this account in a room changed. */
  'chat:muted': ChatMutedNotice;
  /** This account may no longer talk in a room, or may again. */
  'chat:banned': ChatBannedNotice;
  /** To the talker: his waiting line was let through or refused. */
  'chat:decided': ChatDecidedNotice;
  /** To host and moderators: the lines that wait for them changed; at most once a second. */
  'chat:held-changed': ChatHeldChangedNotice;
  /** The socket is about to be closed for good, and why. */
  'session:ended': SessionEndedNotice;
  /** New streams for a viewer's session, paused until `media:resume`. */
  'media:consumers': MediaConsumersNotice;
  'media:consumer-closed': MediaConsumerClosedNotice;
  /** This session is gone: join again after the given time. */
  'media:rejoin': MediaRejoinNotice;
  /** To the host: the sending transport is gone; publish again. */
  'media:republish': MediaRepublishNotice;
}

export interface Routes {
  'POST /api/auth/register': { body: PostAuthRegisterBody; response: PostAuthRegisterResponse };
  'POST /api/auth/sign-in': { body: PostAuthSignInBody; response: PostAuthSignInResponse };
  /** Rotates the refresh cookie; a reused old one ends the whole session family. */
  'POST /api/auth/refresh': { response: PostAuthRefreshResponse };
  'POST /api/auth/sign-out': { response: PostAuthSignOutResponse };
  'POST /api/auth/sign-out-everywhere': { response: PostAuthSignOutEverywhereResponse };
  'POST /api/auth/socket-token': { response: PostAuthSocketTokenResponse };
  'GET /api/auth/sessions': { response: GetAuthSessionsResponse };
  /** Empty unless the installation is a demo. */
  'GET /api/auth/demo-accounts': { response: GetAuthDemoAccountsResponse };
  'GET /api/me': { response: GetMeResponse };
  'GET /api/me/address': { response: GetMeAddressResponse };
  'PUT /api/me/address': { body: PutMeAddressBody; response: PutMeAddressResponse };
  'GET /api/me/notifications': { query?: GetMeNotificationsQuery; response: GetMeNotificationsResponse };
  'POST /api/me/notifications/:id/read': { params: PostMeNotificationsIdReadParams; response: PostMeNotificationsIdReadResponse };
  /** An image of at most 2 MB as the raw body; papers are seen by owner and operators only. */
  'POST /api/files': { query?: PostFilesQuery; raw: Blob; response: PostFilesResponse };
  /** What media can be received and sent here; the same for every room, so pages ask before they know the room. */
  'GET /api/media/capabilities': { response: GetMediaCapabilitiesResponse };
  'POST /api/shops': { body: PostShopsBody; response: PostShopsResponse };
  'GET /api/shops': { response: GetShopsResponse };
  'GET /api/shops/:id': { params: GetShopsIdParams; response: GetShopsIdResponse };
  'GET /api/shops/:id/card': { params: GetShopsIdCardParams; response: GetShopsIdCardResponse };
  /** Saves any parts of the file while the shop is being edited. */
  'PUT /api/shops/:id/file': { params: PutShopsIdFileParams; body: PutShopsIdFileBody; response: PutShopsIdFileResponse };
  'POST /api/shops/:id/submit': { params: PostShopsIdSubmitParams; response: PostShopsIdSubmitResponse };
  'POST /api/shops/:id/sign': { params: PostShopsIdSignParams; response: PostShopsIdSignResponse };
  'POST /api/shops/:id/tasks': { params: PostShopsIdTasksParams; body: PostShopsIdTasksBody; response: PostShopsIdTasksResponse };
  'POST /api/channel': { body: PostChannelBody; response: PostChannelResponse };
  'GET /api/channel': { response: GetChannelResponse };
  /** Shops of this account that may be offered for linking, with what stands in the way. */
  'GET /api/channel/linkable': { response: GetChannelLinkableResponse };
  'PUT /api/channel/shop': { body: PutChannelShopBody; response: PutChannelShopResponse };
  'DELETE /api/channel/shop': { response: DeleteChannelShopResponse };
  'GET /api/channels/:id': { params: GetChannelsIdParams; response: GetChannelsIdResponse };
  'PUT /api/channels/:id/follow': { params: PutChannelsIdFollowParams; response: PutChannelsIdFollowResponse };
  'DELETE /api/channels/:id/follow': { params: DeleteChannelsIdFollowParams; response: DeleteChannelsIdFollowResponse };
  'POST /api/shops/:id/products': { params: PostShopsIdProductsParams; body: PostShopsIdProductsBody; response: PostShopsIdProductsResponse };
  'GET /api/shops/:id/products': { params: GetShopsIdProductsParams; query?: GetShopsIdProductsQuery; response: GetShopsIdProductsResponse };
  'GET /api/products/:id': { params: GetProductsIdParams; response: GetProductsIdResponse };
  'GET /api/products/:id/card': { params: GetProductsIdCardParams; response: GetProductsIdCardResponse };
  'PUT /api/products/:id': { params: PutProductsIdParams; body: PutProductsIdBody; response: PutProductsIdResponse };
  'POST /api/products/:id/submit': { params: PostProductsIdSubmitParams; response: PostProductsIdSubmitResponse };
  'PUT /api/products/:id/listed': { params: PutProductsIdListedParams; body: PutProductsIdListedBody; response: PutProductsIdListedResponse };
  'POST /api/products/:id/stock': { params: PostProductsIdStockParams; body: PostProductsIdStockBody; response: PostProductsIdStockResponse };
  'POST /api/rooms': { body: PostRoomsBody; response: PostRoomsResponse };
  'GET /api/rooms': { query?: GetRoomsQuery; response: GetRoomsResponse };
  'GET /api/rooms/mine': { query?: GetRoomsMineQuery; response: GetRoomsMineResponse };
  'GET /api/rooms/:id': { params: GetRoomsIdParams; response: GetRoomsIdResponse };
  'GET /api/rooms/:id/card': { params: GetRoomsIdCardParams; response: GetRoomsIdCardResponse };
  'PUT /api/rooms/:id/plan': { params: PutRoomsIdPlanParams; body: PutRoomsIdPlanBody; response: PutRoomsIdPlanResponse };
  'GET /api/rooms/:id/check': { params: GetRoomsIdCheckParams; response: GetRoomsIdCheckResponse };
  'POST /api/rooms/:id/moderators': { params: PostRoomsIdModeratorsParams; body: PostRoomsIdModeratorsBody; response: PostRoomsIdModeratorsResponse };
  'DELETE /api/rooms/:id/moderators/:account': { params: DeleteRoomsIdModeratorsAccountParams; response: DeleteRoomsIdModeratorsAccountResponse };
  /** How the show went; for its host and operators. */
  'GET /api/rooms/:id/stats': { params: GetRoomsIdStatsParams; response: GetRoomsIdStatsResponse };
  /** How a show that is over went, item by item; for its host, its moderators and operators. */
  'GET /api/rooms/:id/statement': { params: GetRoomsIdStatementParams; response: GetRoomsIdStatementResponse };
  /** The shows of this host that are over. */
  'GET /api/statements': { query?: GetStatementsQuery; response: GetStatementsResponse };
  /** What the newest draws of a room are bound to, and the seeds of those that were made. */
  'GET /api/rooms/:id/draws': { params: GetRoomsIdDrawsParams; response: GetRoomsIdDrawsResponse };
  /** How one of them was made: everything that is needed to draw again. */
  'GET /api/rooms/:id/draws/:item/:number': { params: GetRoomsIdDrawsItemNumberParams; response: GetRoomsIdDrawsItemNumberResponse };
  /** The archived log, for the room's host and operators: what can be shown again or is disputed. A running room's is a few seconds behind. Removed lines are without their text, except for operators. */
  'GET /api/rooms/:id/log': { params: GetRoomsIdLogParams; query?: GetRoomsIdLogQuery; response: GetRoomsIdLogResponse };
  /** The host's own refused words and canned answers. */
  'GET /api/chat/kit': { response: GetChatKitResponse };
  'PUT /api/chat/kit': { body: PutChatKitBody; response: PutChatKitResponse };
  'GET /api/orders': { query?: GetOrdersQuery; response: GetOrdersResponse };
  /** Every ticket of this buyer with what became of it: orders, tickets that came to nothing, refused ones. */
  'GET /api/purchases': { query?: GetPurchasesQuery; response: GetPurchasesResponse };
  /** What became of a buyer's tickets in this shop, for its owner; a page may have fewer rows than asked for. */
  'GET /api/shops/:id/buyers/:buyer/purchases': { params: GetShopsIdBuyersBuyerPurchasesParams; query?: GetShopsIdBuyersBuyerPurchasesQuery; response: GetShopsIdBuyersBuyerPurchasesResponse };
  'GET /api/orders/:id': { params: GetOrdersIdParams; response: GetOrdersIdResponse };
  'GET /api/shops/:id/orders': { params: GetShopsIdOrdersParams; query?: GetShopsIdOrdersQuery; response: GetShopsIdOrdersResponse };
  'POST /api/orders/:id/cancel': { params: PostOrdersIdCancelParams; response: PostOrdersIdCancelResponse };
  'POST /api/orders/:id/ship': { params: PostOrdersIdShipParams; body: PostOrdersIdShipBody; response: PostOrdersIdShipResponse };
  'POST /api/orders/:id/complete': { params: PostOrdersIdCompleteParams; response: PostOrdersIdCompleteResponse };
  'POST /api/orders/:id/refund': { params: PostOrdersIdRefundParams; response: PostOrdersIdRefundResponse };
  'POST /api/payments/webhook/:provider': { params: PostPaymentsWebhookProviderParams; raw: Blob; response: PostPaymentsWebhookProviderResponse };
  'GET /api/sandbox/intents/:id': { params: GetSandboxIntentsIdParams; response: GetSandboxIntentsIdResponse };
  'POST /api/sandbox/intents/:id': { params: PostSandboxIntentsIdParams; body: PostSandboxIntentsIdBody; response: PostSandboxIntentsIdResponse };
  'GET /api/ops/rooms': { response: GetOpsRoomsResponse };
  /** Every show that is over. */
  'GET /api/ops/statements': { query?: GetOpsStatementsQuery; response: GetOpsStatementsResponse };
  'GET /api/ops/reviews': { query?: GetOpsReviewsQuery; response: GetOpsReviewsResponse };
  'GET /api/ops/audit': { query?: GetOpsAuditQuery; response: GetOpsAuditResponse };
  'GET /api/ops/search': { query?: GetOpsSearchQuery; response: GetOpsSearchResponse };
  'POST /api/ops/shops/:id/decision': { params: PostOpsShopsIdDecisionParams; body: PostOpsShopsIdDecisionBody; response: PostOpsShopsIdDecisionResponse };
  'POST /api/ops/shops/:id/freeze': { params: PostOpsShopsIdFreezeParams; body: PostOpsShopsIdFreezeBody; response: PostOpsShopsIdFreezeResponse };
  'POST /api/ops/shops/:id/unfreeze': { params: PostOpsShopsIdUnfreezeParams; response: PostOpsShopsIdUnfreezeResponse };
  'POST /api/ops/products/:id/decision': { params: PostOpsProductsIdDecisionParams; body: PostOpsProductsIdDecisionBody; response: PostOpsProductsIdDecisionResponse };
  'POST /api/ops/rooms/:id/close': { params: PostOpsRoomsIdCloseParams; body: PostOpsRoomsIdCloseBody; response: PostOpsRoomsIdCloseResponse };
  'POST /api/ops/rooms/:id/warn': { params: PostOpsRoomsIdWarnParams; body: PostOpsRoomsIdWarnBody; response: PostOpsRoomsIdWarnResponse };
  /** Reported lines that no operator has decided yet, newest first. */
  'GET /api/ops/chat-reports': { response: GetOpsChatReportsResponse };
  /** `ban` removes the line and bans its author from all shows of the channel. */
  'POST /api/ops/chat-reports/:room/:message/decision': { params: PostOpsChatReportsRoomMessageDecisionParams; body: PostOpsChatReportsRoomMessageDecisionBody; response: PostOpsChatReportsRoomMessageDecisionResponse };
  /** Words refused in every room. */
  'GET /api/ops/chat-words': { response: GetOpsChatWordsResponse };
  'PUT /api/ops/chat-words': { body: PutOpsChatWordsBody; response: PutOpsChatWordsResponse };
  'POST /api/ops/orders/:id/cancel': { params: PostOpsOrdersIdCancelParams; response: PostOpsOrdersIdCancelResponse };
  'POST /api/ops/accounts/:id/ban': { params: PostOpsAccountsIdBanParams; body: PostOpsAccountsIdBanBody; response: PostOpsAccountsIdBanResponse };
  /** Every ticket of an account with what became of it. */
  'GET /api/ops/accounts/:id/purchases': { params: GetOpsAccountsIdPurchasesParams; query?: GetOpsAccountsIdPurchasesQuery; response: GetOpsAccountsIdPurchasesResponse };
  'PUT /api/ops/accounts/:id/live': { params: PutOpsAccountsIdLiveParams; body: PutOpsAccountsIdLiveBody; response: PutOpsAccountsIdLiveResponse };
}

