/** Addresses of the pages, as the service answers them. */
export const pages = {
  lobby: () => '/',
  room: (roomId: string) => `/room/${encodeURIComponent(roomId)}`,
  /** Without a room: the host's list of rooms. */
  studio: (roomId?: string) => (roomId ? `/studio/${encodeURIComponent(roomId)}` : '/studio'),
  shop: () => '/shop',
  console: () => '/console',
  protocol: () => '/protocol',
  pay: (intentId: string) => `/pay/${encodeURIComponent(intentId)}`,
} as const;

/** The id in this page's own address, e.g. that of `/room/<id>`. */
export function idInAddress(): string | undefined {
  const id = location.pathname.split('/')[2];
  return id ? decodeURIComponent(id) : undefined;
}
