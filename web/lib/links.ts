/** Addresses of the pages; the only place that knows them. */
export const pages = {
  lobby: () => '/',
  room: (roomId: string) => `/room.html?id=${encodeURIComponent(roomId)}`,
  /** Without a room: the host's list of rooms. */
  studio: (roomId?: string) => (roomId ? `/studio.html?id=${encodeURIComponent(roomId)}` : '/studio.html'),
  shop: () => '/shop.html',
  console: () => '/console.html',
} as const;

/** The id in this page's own address. */
export function idInAddress(): string | undefined {
  return new URLSearchParams(location.search).get('id') ?? undefined;
}
