import { pages } from '../lib/links.ts';
import type { RoomPage } from './page.ts';

const HOUR_MS = 3600_000;

/** Hands the browser a calendar entry of the show with an alarm five minutes before. */
export function saveReminder({ roomId, room }: RoomPage): void {
  const snapshot = room.snapshot.peek();
  if (!snapshot) return;
  const starts = Date.parse(snapshot.startsAt);
  const url = `${location.origin}${pages.room(roomId)}`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Shelfcast//Live room//EN',
    'BEGIN:VEVENT',
    `UID:${roomId}@shelfcast`,
    `DTSTAMP:${stamp(Date.now())}`,
    `DTSTART:${stamp(starts)}`,
    `DTEND:${stamp(starts + HOUR_MS)}`,
    `SUMMARY:${escape(`${snapshot.channel.name}: ${snapshot.title}`)}`,
    `DESCRIPTION:${escape(url)}`,
    `URL:${url}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escape(snapshot.title)}`,
    'TRIGGER:-PT5M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const file = URL.createObjectURL(new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/calendar' }));
  const link = document.createElement('a');
  link.href = file;
  link.download = 'shelfcast-live.ics';
  link.click();
  URL.revokeObjectURL(file);
}

function stamp(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

/** RFC 5545 text: backslash, comma, semicolon and line breaks are escaped. */
function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n');
}
