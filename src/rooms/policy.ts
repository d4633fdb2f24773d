const minute = 60_000;
const hour = 60 * minute;

/** Every number of the rooms feature that a platform owner would tune. Times in milliseconds. */
export const roomPolicy = {
  /** A room is planned at least this long ahead, and at most this many calendar months. */
  planAheadMinMs: 10 * minute,
  planAheadMaxMonths: 6,
  lengthMinMs: 30 * minute,
  lengthMaxMs: 24 * hour,
  /** Columns of a title; a Han character takes two. */
  titleColumnsMin: 6,
  titleColumnsMax: 34,
  /** How long before its planned start a room may go live. */
  goLiveEarlyMs: 60 * minute,
  /** A live room is ended this long after its planned end. */
  endGraceMs: 30 * minute,
  /** A live or paused room is ended when its host has been gone this long. */
  hostAbsentMs: 30 * minute,
  moderatorsMax: 20,
  defaultSwitches: {
    likes: true,
    shelf: true,
    comments: true,
    replay: true,
    share: true,
    customerService: false,
  },
  /** Viewers of one room on one node; beyond it `ROOM_FULL` is answered. */
  viewersPerNodeMax: 20_000,
  /** Rooms one connection may be in. */
  roomsPerSocket: 5,
  roomsPerOperatorSocket: 200,
  /** Keys of a room's log live this long in Redis after its end; later visits rebuild it from MongoDB. */
  endedLogMs: 24 * hour,
  alarms: {
    /** Share of the shelf's units below which stock is low. */
    stockLowShare: 0.1,
    refusalsPerMinute: 30,
  },
} as const;

/** How logs of rooms are kept for good. */
export const archivePolicy = {
  /** Events in one document. */
  batch: 500,
  /** Archived events that stay in Redis (about); older ones are answered with a snapshot. `LOG_LENGTH` bounds what is not archived. */
  keep: 10_000,
  /** Rooms archived at the same time by one sweep. */
  roomsAtOnce: 4,
  /** A room whose units are all accounted for gets its last events (removed lines) for this long; milliseconds. */
  closeAfterMs: 10 * minute,
  /** An export waits this long for the newest events, and then goes without them; milliseconds. */
  exportPatienceMs: 3_000,
} as const;

/** How feeds deliver. Times in milliseconds, sizes in bytes. */
export const feedPolicy = {
  flushMinMs: 50,
  flushMaxMs: 250,
  /** Viewers from which on the slowest tick is used. */
  flushSlowViewers: 1_000,
  /** Share of the event loop that flushing one room may take. */
  flushLoopShare: 0.1,
  /** Share above which even the slowest tick is stretched, and urgent frames wait. */
  flushLoopShareMax: 0.5,
  /** Chat lines of viewers that leave a room per second; above it they are sampled, each talker getting the same share. */
  chatPerSecond: 60,
  /** Lines that may leave at once after a quiet moment. */
  chatBurst: 120,
  /** What a talker had counts half after this long. */
  chatShareMs: 5_000,
  /** Recent events kept in memory for catch-up. */
  tailEvents: 2_000,
  /** Events in an answer to a catch-up; with more, a snapshot with its 60 lines of chat is the smaller one. */
  catchUpEvents: 100,
  /** Different answers to catch-ups kept at a time; those thrown out together ask for the same few. */
  catchUpAnswers: 50,
  /** Events before its start that a node reads of a room it did not follow, for viewers who come from another node. */
  readBackEvents: 500,
  checkpointEvents: 200,
  checkpointMs: 10_000,
  /** A socket with more unsent bytes than this leaves the room's channel until it has drained. */
  slowSocketBytes: 256 * 1024,
  /** Sockets told to resync wait a random part of this, so that they do not all ask at once. */
  resyncSpreadMs: 1_000,
  /** A feed without viewers is kept this long. */
  lingerMs: 30_000,
  /** A report that takes longer than this means that the log is out of reach. */
  reportPatienceMs: 2_500,
  /** A room that is new to this node must be ready within this. */
  startPatienceMs: 5_000,
  /** Counts are reported, and logged when changed, this often. */
  beatMs: 1_000,
} as const;
