import { idInAddress } from '../lib/links.ts';
import { afterFirstPicture } from './first-picture.ts';
import { openVisit } from './visit.ts';
import './first-picture.css';

// The picture comes first: everything else of the page is loaded meanwhile and started once there is something to see.
const roomId = idInAddress();
const visit = roomId ? openVisit(roomId) : undefined;
if (visit) await afterFirstPicture(visit);
const { start } = await import('./start.tsx');
start(visit);
