import { shopType } from '#src/contract/shops.ts';
import type {
  OpeningTask,
  PaperKind,
  PartStatus,
  ShopDecision,
  ShopFile,
  ShopPart,
  ShopType,
} from '#src/contract/shops.ts';
import { legacyShopTypes, shopPolicy } from './policy.ts';
import type { ShopRecord } from './model.ts';

type Parts = ShopRecord['parts'];

/** Which part of the file a paper belongs to: a new paper mends that part. */
const partOfPaper: Record<PaperKind, ShopPart> = {
  id_card_front: 'owner',
  id_card_back: 'owner',
  business_licence: 'business',
};

/** A shop is exactly one of three types; the platform's old ones and anything else are refused. */
export function parseShopType(given: string): { type: ShopType } | { refused: 'legacy' | 'unknown' } {
  const result = shopType.safeParse(given);
  if (result.success) return { type: result.data };
  return { refused: legacyShopTypes.includes(given) ? 'legacy' : 'unknown' };
}

/** Under whose cap the shop falls: its account's, or that of the business it is of (once that is known). */
export function capHolder(shop: Pick<ShopRecord, 'type' | 'ownerId' | 'file'>): string | undefined {
  if (shopPolicy[shop.type].cap.per === 'account') return `${shop.type}:${shop.ownerId}`;
  const legalId = shop.file.business?.legalId;
  return legalId && `${shop.type}:${legalId.replaceAll(/[\s-]/g, '').toUpperCase()}`;
}

/** Papers by name that are missing, and those that this type does not need. */
export function paperProblems(
  type: ShopType,
  given: readonly PaperKind[],
): { missing: PaperKind[]; surplus: PaperKind[] } {
  const needed = shopPolicy[type].papers;
  return {
    missing: needed.filter((kind) => !given.includes(kind)),
    surplus: given.filter((kind) => !needed.includes(kind)),
  };
}

/** Parts that this type does not have. */
export function surplusParts(type: ShopType, given: readonly ShopPart[]): ShopPart[] {
  return given.filter((part) => !shopPolicy[type].parts.includes(part));
}

/** Parts of the file that have nothing in them yet. */
export function missingParts(type: ShopType, file: Partial<ShopFile>): ShopPart[] {
  return shopPolicy[type].parts.filter((part) => !file[part]);
}

/** A new shop's file: every part missing. */
export function emptyParts(type: ShopType): Parts {
  return sameStatus(type, { status: 'missing' });
}

/** Parts that an edit fills in, by their data or by a paper of theirs; what is filled in anew is no longer rejected. */
export function partsEdited(
  before: Partial<ShopFile>,
  given: readonly ShopPart[],
  papers: readonly PaperKind[],
): Parts {
  const mended = papers.map((kind) => partOfPaper[kind]).filter((part) => before[part]);
  return Object.fromEntries([...given, ...mended].map((part) => [part, { status: 'filled' }]));
}

export function partsInReview(type: ShopType): Parts {
  return sameStatus(type, { status: 'in_review' });
}

/** Each part keeps its own result; a rejection names its reason part by part. */
export function partsDecided(type: ShopType, decision: ShopDecision): Parts {
  const reasons = decision.decision === 'reject' ? decision.reasons : {};
  const parts = shopPolicy[type].parts;
  return Object.fromEntries(
    parts.map((part) => [
      part,
      reasons[part] === undefined ? { status: 'approved' } : { status: 'rejected', reason: reasons[part] },
    ]),
  );
}

/** The reasons of a rejection in one line, e.g. `owner: blurred; payout: other name`. */
export function rejectionText(parts: Parts): string {
  const reasons = Object.entries(parts).flatMap(([part, each]) =>
    each.status === 'rejected' ? `${part}: ${each.reason}` : [],
  );
  return reasons.join('; ');
}

/** The same result has been delivered before: nothing is left to decide. */
export function isDecidedAlike(shop: Pick<ShopRecord, 'state'>, decision: ShopDecision): boolean {
  if (decision.decision === 'reject') return shop.state === 'rejected';
  return shop.state === 'approved' || shop.state === 'open' || shop.state === 'frozen';
}

/** Only an open shop sells; orders already made are untouched by losing it. */
export function isSelling(shop: Pick<ShopRecord, 'state'>): boolean {
  return shop.state === 'open';
}

/** Parts may be changed while nobody reviews them and nothing was approved. */
export function isEditable(shop: Pick<ShopRecord, 'state'>): boolean {
  return shop.state === 'opened' || shop.state === 'rejected';
}

export function unfinishedTasks(shop: Pick<ShopRecord, 'type' | 'tasksDone'>): OpeningTask[] {
  return shopPolicy[shop.type].tasks.filter((task) => !shop.tasksDone.includes(task));
}

/** What a task still waits for; undefined when it may be ticked off. */
export function taskNeeds(
  task: OpeningTask,
  facts: { payout: PartStatus | undefined; signed: boolean; hasOnlineProduct: boolean; hasAddress: boolean },
): 'payout_approved' | 'product_online' | 'address' | 'signature' | undefined {
  switch (task) {
    case 'verify_payout':
      return facts.payout?.status === 'approved' ? undefined : 'payout_approved';
    case 'publish_product':
      return facts.hasOnlineProduct ? undefined : 'product_online';
    case 'after_sale_address':
      return facts.hasAddress ? undefined : 'address';
    case 'confirm_opening':
      return facts.signed ? undefined : 'signature';
  }
}

/** What stands in the way of linking the shop to a channel. */
export type LinkObstacle = { why: 'frozen' } | { why: 'task'; task: OpeningTask };

/** A personal shop may be linked from the day it is opened; a business shop only when it is open for business. */
export function linkObstacle(shop: Pick<ShopRecord, 'type' | 'state' | 'tasksDone'>): LinkObstacle | undefined {
  if (shop.state === 'frozen') return { why: 'frozen' };
  if (shop.type === 'personal' || shop.state === 'open') return undefined;
  // The last task is done by signing, so a shop without its signature always has one left.
  return { why: 'task', task: unfinishedTasks(shop)[0] ?? 'confirm_opening' };
}

function sameStatus(type: ShopType, status: PartStatus): Parts {
  return Object.fromEntries(shopPolicy[type].parts.map((part) => [part, status]));
}
