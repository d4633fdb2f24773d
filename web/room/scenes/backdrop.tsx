import { fileUrl } from '../../ui/picture.tsx';
import { useRoom } from '../page.ts';

/** The room's cover, out of focus, behind whatever is not video. */
export function Backdrop() {
  const { card } = useRoom();
  const cover = card.value?.cover;
  return <div class="room-backdrop">{cover && <img src={fileUrl(cover)} alt="" decoding="async" />}</div>;
}
