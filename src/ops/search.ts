import { searchProducts } from '#src/catalog/search-products.ts';
import { searchChannels } from '#src/channels/search-channels.ts';
import { email, type AccountView } from '#src/contract/accounts.ts';
import { id as idSchema } from '#src/contract/ids.ts';
import type { Id } from '#src/contract/ids.ts';
import type { FoundThing } from '#src/contract/ops.ts';
import type { Deps } from '#src/deps.ts';
import { searchOrders } from '#src/orders/search-orders.ts';
import { searchShops } from '#src/shops/search-shops.ts';

type SearchDeps = Pick<Deps, 'accounts' | 'rooms' | 'orders' | 'products' | 'shops' | 'channels'>;

const NAMES_EACH = 10;

/** Whatever an operator has in hand: any id, an order number, an e-mail, or how a shop, product or channel begins. */
export async function search(deps: SearchDeps, words: string): Promise<FoundThing[]> {
  const id = idSchema.safeParse(words.toLowerCase());
  if (id.success) return findById(deps, id.data);
  const mail = email.safeParse(words);
  const prefix = { prefix: words, limit: NAMES_EACH };
  const found = await Promise.all([
    searchOrders(deps, { number: words.toUpperCase() }),
    mail.success ? findAccount(deps, { email: mail.data }) : [],
    searchShops(deps, prefix),
    searchProducts(deps, prefix),
    searchChannels(deps, prefix),
  ]);
  return found.flat();
}

/** Ids are unique over everything, so at most one feature knows it; a ticket is its order. */
async function findById(deps: SearchDeps, id: Id): Promise<FoundThing[]> {
  const found = await Promise.all([
    findRoom(deps, id),
    searchOrders(deps, { id }),
    findAccount(deps, { id }),
    searchShops(deps, { id }),
    searchProducts(deps, { id }),
    searchChannels(deps, { id }),
  ]);
  return found.flat();
}

async function findRoom(deps: Pick<Deps, 'rooms'>, id: Id): Promise<FoundThing[]> {
  const room = await deps.rooms.find(id);
  return room ? [{ type: 'room', id, title: room.title, state: room.state }] : [];
}

async function findAccount(
  deps: Pick<Deps, 'accounts'>,
  by: Pick<AccountView, 'id'> | Pick<AccountView, 'email'>,
): Promise<FoundThing[]> {
  const account = 'id' in by ? await deps.accounts.find(by.id) : await deps.accounts.findByEmail(by.email);
  if (!account) return [];
  const state = account.bannedAt ? 'banned' : account.role;
  return [{ type: 'account', id: account._id, title: `${account.name} <${account.email}>`, state }];
}
