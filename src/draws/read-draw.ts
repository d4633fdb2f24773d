import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { DrawReport } from '#src/contract/draws.ts';
import type { Deps } from '#src/deps.ts';
import { toView } from './list-draws.ts';
import { ticketHash } from './lots.ts';

/** The public record of one draw: whoever has it can draw again. @throws NOT_FOUND */
export async function readDraw(
  deps: Pick<Deps, 'draws'>,
  { id: room, item, number }: { id: Id; item: Id; number: number },
): Promise<{ draw: DrawReport }> {
  const draw = await deps.draws.find(item, number);
  if (draw?.room !== room) throw new AppError('NOT_FOUND');
  if (draw.state !== 'drawn') return { draw: toView(draw) };
  const entered = new Map(draw.entries!.map((entry) => [entry.ticket, entry]));
  const entries = draw.results!.map(({ ticket, outcome }) => {
    const { sku, quantity } = entered.get(ticket)!;
    return { ticketHash: ticketHash(ticket), sku, quantity, outcome };
  });
  return { draw: { ...toView(draw), entries } };
}
