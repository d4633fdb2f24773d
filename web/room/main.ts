import { roomLine } from './open-line.ts';
import { afterFirstPicture } from './first-picture.ts';
import { openVisit } from './visit.ts';
import './first-picture.css';

// The picture comes first: everything else of the page is loaded once there is something to see.
const visit = roomLine && openVisit(roomLine);
if (visit) await afterFirstPicture(visit);
const { start } = await import('./start.tsx');
start(visit);
