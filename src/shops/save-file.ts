import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { PaperKind, ShopFile, ShopPart } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import { requireOwnFiles } from '#src/files/require-own-files.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findShop, requireOwnShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { isEditable, paperProblems, partsEdited, surplusParts } from './rules.ts';

/** Any parts of the file. */
type FileGiven = { [K in keyof ShopFile]?: ShopFile[K] | undefined };

/** Keeps parts of the file while the shop is being edited; what is not given stays. @throws NOT_FOUND (the shop, or a file that is no own paper) SHOP_STATE PAPERS_SURPLUS */
export async function saveShopFile(
  deps: Pick<Deps, 'shops' | 'files'>,
  actor: Pick<Member, 'id'>,
  shopId: Id,
  given: FileGiven,
): Promise<ShopRecord> {
  const shop = await requireOwnShop(deps, actor, shopId);
  if (!isEditable(shop)) throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  const { papers = {}, ...rest } = given;
  const file = Object.fromEntries(Object.entries(rest).filter(([, part]) => part !== undefined)) as ShopRecord['file'];
  const parts = Object.keys(file) as ShopPart[];
  const kinds = Object.keys(papers) as PaperKind[];
  if (parts.length + kinds.length === 0) return shop;
  refuseSurplus(shop, parts, kinds);
  await requireOwnFiles(deps, actor.id, 'paper', Object.values(papers));
  const edit = { file, papers, parts: partsEdited(shop.file, parts, kinds) };
  const saved = await deps.shops.saveFile(shopId, edit);
  const now = await findShop(deps, shopId);
  if (!saved) throw new AppError('SHOP_STATE', { details: { state: now.state } });
  return now;
}

function refuseSurplus(shop: ShopRecord, parts: readonly ShopPart[], kinds: readonly PaperKind[]): void {
  const papers = paperProblems(shop.type, kinds).surplus;
  const surplus = surplusParts(shop.type, parts);
  if (papers.length + surplus.length > 0) {
    throw new AppError('PAPERS_SURPLUS', { details: { papers, ...(surplus.length > 0 && { parts: surplus }) } });
  }
}
