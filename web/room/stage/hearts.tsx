import { useEffect, useRef } from 'preact/hooks';
import { useRoom } from '../page.ts';
import './hearts.css';

const RISE_MS = 1_900;
/** More at once would hide the picture. */
const MOST = 24;
const reduced = matchMedia('(prefers-reduced-motion: reduce)');

/** Hearts that rise from the like button; none where motion is not wanted. */
export function Hearts() {
  const { likes } = useRoom();
  const place = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      likes.onHearts((count) => {
        if (reduced.matches || document.hidden || !place.current) return;
        for (let index = 0; index < count; index += 1) rise(place.current, index * 140);
      }),
    [likes],
  );
  return <div ref={place} class="room-hearts" aria-hidden="true" />;
}

function rise(place: HTMLElement, delay: number): void {
  if (place.childElementCount >= MOST) return;
  const heart = document.createElement('span');
  heart.className = `room-heart room-heart-${Math.floor(Math.random() * 4)}`;
  place.append(heart);
  const side = () => `${Math.round((Math.random() - 0.5) * 56)}px`;
  const motion = heart.animate(
    [
      { transform: 'translate(0, 0) scale(0.3)', opacity: 0 },
      { transform: `translate(${side()}, -3.5rem) scale(1)`, opacity: 1, offset: 0.2 },
      { transform: `translate(${side()}, -9rem) scale(1)`, opacity: 0.9, offset: 0.6 },
      { transform: `translate(${side()}, -15rem) scale(0.8)`, opacity: 0 },
    ],
    { duration: RISE_MS * (0.8 + Math.random() * 0.4), delay, easing: 'cubic-bezier(0.2, 0.6, 0.4, 1)', fill: 'both' },
  );
  motion.onfinish = () => heart.remove();
}
