import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { watchRoom } from '../lib/room-client.ts';
import { createViewer } from '../media/viewer.ts';
import { useConsole } from './console.ts';

interface SmallPictureProps {
  roomId: string;
  /** With sound to be turned on, and in the best quality. */
  large?: boolean | undefined;
}

/** A room's live picture, muted and in the lowest layer, received only while it is on the screen. */
export function SmallPicture({ roomId, large }: SmallPictureProps) {
  const { connection } = useConsole();
  const video = useRef<HTMLVideoElement>(null);
  // Controls over nothing would promise a picture.
  const [hasPicture, setHasPicture] = useState(false);
  useEffect(() => {
    let stop: (() => void) | undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting && !stop) stop = play(connection, roomId, video.current!, large === true);
      else if (!entry?.isIntersecting) {
        stop?.();
        stop = undefined;
      }
    });
    observer.observe(video.current!);
    return () => {
      observer.disconnect();
      stop?.();
    };
  }, [roomId, connection]);
  return (
    <video
      ref={video}
      muted
      playsInline
      controls={large && hasPicture}
      onLoadedData={() => setHasPicture(true)}
      aria-label={t('console:wall.picture')}
    />
  );
}

/** Follows the room for its stage and plays it; answers how to stop. */
function play(
  connection: ReturnType<typeof useConsole>['connection'],
  roomId: string,
  video: HTMLVideoElement,
  large: boolean,
): () => void {
  const room = watchRoom(connection, roomId);
  const viewer = createViewer({ line: connection, room, video });
  if (!large) viewer.setQuality('lowest');
  return () => {
    viewer.close();
    room.close();
  };
}
