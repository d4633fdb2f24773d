import { roomLine } from './open-line.ts';
import { afterFirstPicture } from './first-picture.ts';
import { openVisit } from './visit.ts';
import './first-picture.css';

/** The picture comes first: everything else of the page is loaded once there is something to see. */
async function begin(): Promise<void> {
  const visit = roomLine && openVisit(roomLine);
  if (visit) await afterFirstPicture(visit);
  const { start } = await import('./start.tsx');
  start(visit);
}

// Not awaited here: parts of the page may share code with this file, and a module that waits for them would wait for itself.
void begin();
