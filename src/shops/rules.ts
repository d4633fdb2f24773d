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
import { shopPolicy } from './policy.ts';
import type { ShopRecord } from './model.ts';

/** A shop is exactly one of three types; the platform's old `weixin_xiaodian` and anything else is none. */
export function parseShopType(given: string): ShopType | undefined {
  const result = shopType.safeParse(given);
  return result.success ? result.data : undefined;
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

/** Parts of the file that have nothing in them yet. */
export function missingParts(type: ShopType, file: Partial<ShopFile>): ShopPart[] {
  return shopPolicy[type].parts.filter((part) => !file[part]);
}

/** A new shop's file: every part missing. */
export function emptyParts(type: ShopType): Partial<Record<ShopPart, PartStatus>> {
  return Object.fromEntries(shopPolicy[type].parts.map((part) => [part, { status: 'missing' }]));
}

/** What is filled in anew is no longer rejected. */
export function partsAfterEdit(parts: ShopRecord['parts'], given: readonly ShopPart[]): ShopRecord['parts'] {
  return {
    ...parts,
    ...Object.fromEntries(given.filter((part) => part in parts).map((part) => [part, { status: 'filled' }])),
  };
}

export function partsInReview(type: ShopType): ShopRecord['parts'] {
  return Object.fromEntries(shopPolicy[type].parts.map((part) => [part, { status: 'in_review' }]));
}

/** Each part keeps its own result; a rejection names its reason part by part. */
export function partsAfterDecision(type: ShopType, decision: ShopDecision): ShopRecord['parts'] {
  const reasons = decision.decision === 'reject' ? decision.reasons : {};
  return Object.fromEntries(
    shopPolicy[type].parts.map((part) => {
      const reason = reasons[part];
      return [part, reason ? { status: 'rejected', reason } : { status: 'approved' }];
    }),
  );
}

/** Only an open shop sells; orders already made are untouched by losing it. */
export function isSelling(shop: Pick<ShopRecord, 'state'>): boolean {
  return shop.state === 'open';
}

export function unfinishedTasks(shop: Pick<ShopRecord, 'type' | 'tasksDone'>): OpeningTask[] {
  return shopPolicy[shop.type].tasks.filter((task) => !shop.tasksDone.includes(task));
}

/** A signed shop opens when nothing is left to do; personal shops have no tasks and open on signing. */
export function mayOpen(shop: Pick<ShopRecord, 'type' | 'tasksDone' | 'signed' | 'state'>): boolean {
  return shop.state === 'approved' && shop.signed && unfinishedTasks(shop).length === 0;
}

/** What stands in the way of linking the shop to a channel. */
export type LinkObstacle = { why: 'frozen' } | { why: 'task'; task: OpeningTask };

/** A personal shop may be linked from the day it is opened; a business shop only when it is open for business. */
export function linkObstacle(shop: Pick<ShopRecord, 'type' | 'state' | 'tasksDone'>): LinkObstacle | undefined {
  if (shop.state === 'frozen') return { why: 'frozen' };
  if (shop.type === 'personal' || shop.state === 'open') return undefined;
  // Without its review a business shop can do no task, so the first of them is what is unfinished.
  return { why: 'task', task: unfinishedTasks(shop)[0] ?? 'confirm_opening' };
}

/** Parts may be changed while nobody reviews them and nothing was signed. */
export function isEditable(shop: Pick<ShopRecord, 'state'>): boolean {
  return shop.state === 'opened' || shop.state === 'rejected';
}
