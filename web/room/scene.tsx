import { useRoom } from './page.ts';
import { AfterScene } from './scenes/after-scene.tsx';
import { BeforeScene } from './scenes/before-scene.tsx';
import { DoorScene } from './scenes/door-scene.tsx';
import { LiveScene } from './scenes/live-scene.tsx';

/** What the room is to its visitor right now. */
export function Scene() {
  const { room } = useRoom();
  switch (room.snapshot.value?.state) {
    case undefined:
      return <DoorScene failure={room.failure.value} onRetry={room.retry} />;
    case 'scheduled':
      return <BeforeScene />;
    case 'live':
    case 'paused':
      return <LiveScene />;
    case 'ended':
    case 'closed':
      return <AfterScene />;
  }
}
