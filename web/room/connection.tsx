import { ConnectionChip, type Connection as ChipState } from '../ui/connection-chip.tsx';
import { useRoom } from './page.ts';

/** Says what is wrong with the line and what still works; nothing while all is well. */
export function Connection() {
  const { connection, room, video } = useRoom();
  return <ConnectionChip state={chipState(connection.state.value, room.readOnly.value, video.state.value)} />;
}

function chipState(line: string, isReadOnly: boolean, video: string): ChipState {
  if (line === 'offline') return 'offline';
  if (line === 'reconnecting') return 'reconnecting';
  if (isReadOnly) return 'readOnly';
  return video === 'reconnecting' ? 'video' : 'ok';
}
