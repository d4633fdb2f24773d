import type { RoomStateName } from '#src/contract/rooms.ts';
import { roomPolicy } from './policy.ts';
import { titleColumns } from './title-columns.ts';

/** A plan as the rules read it; times in milliseconds since the epoch. */
export interface RoomPlan {
  startsAt: number;
  endsAt: number;
}

/** A broken scheduling rule with the facts that mend it. */
export type PlanProblem =
  | { rule: 'title_width'; columns: number; min: number; max: number }
  | { rule: 'starts_too_soon'; earliest: string }
  | { rule: 'starts_too_late'; latest: string }
  | { rule: 'too_short'; minMinutes: number }
  | { rule: 'too_long'; maxHours: number };

/** All rules that a plan breaks, not only the first. */
export function planProblems(plan: RoomPlan, now: number): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const earliest = now + roomPolicy.planAheadMinMs;
  const latest = addMonths(now, roomPolicy.planAheadMaxMonths);
  if (plan.startsAt < earliest) problems.push({ rule: 'starts_too_soon', earliest: iso(earliest) });
  if (plan.startsAt > latest) problems.push({ rule: 'starts_too_late', latest: iso(latest) });
  const length = plan.endsAt - plan.startsAt;
  if (length < roomPolicy.lengthMinMs)
    problems.push({ rule: 'too_short', minMinutes: roomPolicy.lengthMinMs / 60_000 });
  if (length > roomPolicy.lengthMaxMs)
    problems.push({ rule: 'too_long', maxHours: roomPolicy.lengthMaxMs / 3_600_000 });
  return problems;
}

/** A title has 3 to 17 Chinese characters, or as many narrow ones as fit the same width. */
export function titleProblems(title: string): PlanProblem[] {
  const columns = titleColumns(title);
  const { titleColumnsMin: min, titleColumnsMax: max } = roomPolicy;
  return columns < min || columns > max ? [{ rule: 'title_width', columns, min, max }] : [];
}

/** When a planned room may go live, in milliseconds since the epoch. */
export function goLiveWindow(plan: RoomPlan): { from: number; until: number } {
  return { from: plan.startsAt - roomPolicy.goLiveEarlyMs, until: plan.endsAt };
}

/** Facts of a room that chat moderators may change. */
export const chatFacts: ReadonlySet<string> = new Set([
  'slowModeSeconds',
  'mutedAll',
  'followersOnly',
  'buyersOnly',
  'heldForReview',
  'notice',
  'blockedWords',
]);

/** On air: viewers are addressed, the channel is taken. */
export const isOnAir = (state: RoomStateName): boolean => state === 'live' || state === 'paused';
export const isOver = (state: RoomStateName): boolean => state === 'ended' || state === 'closed';

/** Why a sweep ends a room, if it does. `hostSeenAt`: when the host's page was last connected. */
export function overdue(
  room: { state: RoomStateName; endsAt: number; hostSeenAt: number },
  now: number,
): 'past_end' | 'host_gone' | undefined {
  if (room.state === 'scheduled') return now > room.endsAt ? 'past_end' : undefined;
  if (!isOnAir(room.state)) return undefined;
  if (now > room.endsAt + roomPolicy.endGraceMs) return 'past_end';
  return now - room.hostSeenAt > roomPolicy.hostAbsentMs ? 'host_gone' : undefined;
}

/** The same day and time some calendar months later; the last day when that month is shorter. */
function addMonths(from: number, months: number): number {
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

const iso = (at: number): string => new Date(at).toISOString();
