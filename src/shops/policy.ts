import type { OpeningTask, PaperKind, ShopPart, ShopType } from '#src/contract/shops.ts';

/** What a platform owner tunes, per shop type; money in fen. */
export interface ShopPolicy {
  /** Shops of this type one owner may have; the owner is the account, or the legal id of a business. */
  cap: { shops: number; per: 'account' | 'legal_id' };
  /** Exactly these papers are needed; fewer or more are refused by name. */
  papers: readonly PaperKind[];
  parts: readonly ShopPart[];
  /** All must be done before the shop opens; empty: it opens on signing. */
  tasks: readonly OpeningTask[];
  /** Highest price of one SKU. */
  maxPrice?: number;
  /** Money of paid orders per day. */
  dailyReceiptLimit?: number;
  /** May sell live at all (the closed test's switch per type). */
  live: boolean;
}

const idCard = ['id_card_front', 'id_card_back'] as const;
const openingTasks = ['verify_payout', 'publish_product', 'after_sale_address', 'confirm_opening'] as const;

export const shopPolicy: Record<ShopType, ShopPolicy> = {
  personal: {
    cap: { shops: 1, per: 'account' },
    papers: idCard,
    parts: ['owner', 'basics', 'payout'],
    tasks: [],
    maxPrice: 250_000,
    dailyReceiptLimit: 10_000_000,
    live: true,
  },
  individual_business: {
    cap: { shops: 5, per: 'legal_id' },
    papers: [...idCard, 'business_licence'],
    parts: ['owner', 'business', 'basics', 'payout'],
    tasks: openingTasks,
    live: true,
  },
  enterprise: {
    cap: { shops: 50, per: 'legal_id' },
    papers: [...idCard, 'business_licence'],
    parts: ['owner', 'business', 'basics', 'payout'],
    tasks: openingTasks,
    live: true,
  },
};

/** Product submissions a shop may make; stock changes are free. */
export const submissionQuota = { perHour: 200, perDay: 1_000 } as const;

/** Money is settled this long after receipt when no after-sale is open, in milliseconds. */
export const SETTLEMENT_MS = 7 * 86_400_000;
