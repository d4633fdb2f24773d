import { demoAccounts } from '#src/accounts/demo-accounts.ts';
import { followChannel } from '#src/channels/follow-channel.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { ownChannel } from './channel.ts';
import { householdGoods, atticGoods, waitingGoods } from './goods.ts';
import { provideAccounts } from './people.ts';
import { provideProducts } from './products.ts';
import { provideRoom } from './room.ts';
import { businessFile, openShop, personalFile, waitingShop } from './shops.ts';

export interface Demo {
  accounts: { role: string; email: string; password: string }[];
  /** The room that is planned, stocked and may go live at once. */
  roomId: Id;
}

/** Makes whatever of the demo is not there yet, by the same verbs as people do, and answers where to look. */
export async function seedDemo(deps: Deps, say: (line: string) => void = () => {}): Promise<Demo> {
  const { host, operator, buyers } = await provideAccounts(deps);
  say('accounts');
  const home = { type: 'enterprise', name: '山野生活 Shanye Living' } as const;
  const attic = { type: 'personal', name: '小梅的阁楼 Mei’s Attic' } as const;
  const homeShop = await openShop(deps, { owner: host, operator, ...home, file: businessFile }, (shop) =>
    provideProducts(deps, { owner: host, operator, shop }, householdGoods),
  );
  await openShop(deps, { owner: host, operator, ...attic, file: personalFile }, (shop) =>
    provideProducts(deps, { owner: host, operator, shop }, atticGoods),
  );
  say('shops and products');
  await provideProducts(deps, { owner: host, shop: homeShop }, waitingGoods);
  const [, newcomer] = buyers;
  if (newcomer) await waitingShop(deps, newcomer, '小雨的书桌 Rain’s Desk', personalFile);
  say('reviews waiting');
  const channel = await ownChannel(deps, host, homeShop);
  for (const buyer of buyers) await followChannel(deps, buyer, channel, true);
  const roomId = await provideRoom(deps, host, homeShop, householdGoods);
  say('channel and room');
  return { accounts: demoAccounts.map(({ role, email, password }) => ({ role, email, password })), roomId };
}
