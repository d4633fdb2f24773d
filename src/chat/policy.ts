/** Every number and word of the chat that a platform owner would tune. */
export const chatPolicy = {
  /** How far the time in a message id may be from the service's. */
  idOffMs: 10 * 60_000,
  /**
   * A message id is remembered this long, so that a repeated `chat:say` answers the first message: for longer than the whole
   * span in which it is timely, by more than the clocks of two nodes differ.
   */
  repeatMs: 30 * 60_000,
  /** Lines of one room that may wait for a moderator; more are refused until some are decided. */
  heldMax: 300,
  /** Moderators are told of changes in what waits at most this often. */
  heldNoticeMs: 1_000,
  /** Lines of a shadowed talker that are kept for him. */
  ownMax: 20,
  /** Letters of a quoted line that are shown. */
  quoteLength: 60,
  /** Reported lines shown to operators at once. */
  reportsShown: 100,
  /** Words of hosts and operators are read again after this, so that other nodes hear of changes. */
  wordsAgeMs: 5_000,
  /** Messages are counted in buckets of this length for the rate shown to host and operators. */
  rateBucketMs: 10_000,
  rateBuckets: 3,
  archive: {
    flushMs: 500,
    batch: 200,
    /** Lines kept in memory while MongoDB does not answer; beyond it the oldest are dropped. */
    backlog: 10_000,
  },
  /** Words refused in every room until an operator saves a list: trade outside the platform, and insults. A room adds its own. */
  blockedWords: [
    '加微信',
    '加我微信',
    '加薇信',
    '加v信',
    '私下交易',
    '线下交易',
    '微信转账',
    '代刷单',
    '刷单兼职',
    '傻逼',
    '煞笔',
    '操你妈',
    '去死吧',
    'wechat pay me',
    'pay outside',
    'fuck',
    'fucking',
    'shit',
    'bitch',
    'asshole',
    'cunt',
    'nigger',
    'faggot',
  ],
} as const;
