import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { PaperKind, ShopFile, ShopPart } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireOwnFiles } from '#src/files/require-own-files.ts';
import { findShop, requireOwnShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { isEditable, paperProblems, partsAfterEdit } from './rules.ts';

/** Any parts of the file, as the edge parses them. */
export type GivenFile = { [K in keyof ShopFile]?: ShopFile[K] | undefined };

/** Keeps parts of the file while the shop is being edited. @throws NOT_FOUND (also for a paper that is no own upload) SHOP_STATE PAPERS_SURPLUS */
export async function saveShopFile(
  deps: Pick<Deps, 'shops' | 'files'>,
  actor: Pick<Member, 'id'>,
  shopId: Id,
  given: GivenFile,
): Promise<ShopRecord> {
  const shop = await requireOwnShop(deps, actor, shopId);
  if (!isEditable(shop)) throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  const { papers = {}, ...parts } = given;
  await checkPapers(deps, actor.id, shop, papers);
  const edited = [...Object.keys(parts), ...(papers.business_licence ? ['business'] : [])] as ShopPart[];
  const change = {
    file: { ...shop.file, ...parts } as ShopRecord['file'],
    papers: { ...shop.papers, ...papers },
    parts: partsAfterEdit(
      shop.parts,
      edited.filter((part) => part in parts || shop.file[part]),
    ),
    ...(parts.basics && { name: parts.basics.name }),
  };
  if (!(await deps.shops.change(shopId, ['opened', 'rejected'], change))) throw new AppError('SHOP_STATE');
  return findShop(deps, shopId);
}

async function checkPapers(
  deps: Pick<Deps, 'files'>,
  owner: Id,
  shop: ShopRecord,
  papers: Partial<Record<PaperKind, Id>>,
): Promise<void> {
  const kinds = Object.keys(papers) as PaperKind[];
  const { surplus } = paperProblems(shop.type, kinds);
  if (surplus.length > 0) throw new AppError('PAPERS_SURPLUS', { details: { papers: surplus } });
  await requireOwnFiles(deps, owner, 'paper', Object.values(papers));
}
