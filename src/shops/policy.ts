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
  /** Highest price of one SKU; absent: none but the contract's. */
  maxPrice?: number;
  /** Money of paid orders per day; absent: no limit. */
  dailyReceiptLimit?: number;
  /** Money is settled this many days after receipt when no after-sale is open. */
  settlementDays: number;
  /** Product submissions; stock changes are free. */
  submissions: { perHour: number; perDay: number };
  /** May sell live at all (the closed test's switch per type; accounts have one of their own). */
  live: boolean;
}

const idCard = ['id_card_front', 'id_card_back'] as const;
const businessPapers = [...idCard, 'business_licence'] as const;
const businessParts = ['owner', 'business', 'basics', 'payout'] as const;
const openingTasks = ['verify_payout', 'publish_product', 'after_sale_address', 'confirm_opening'] as const;
const submissions = { perHour: 200, perDay: 1_000 } as const;

/** Every number of shops that a platform owner would tune. */
export const shopPolicy: Record<ShopType, ShopPolicy> = {
  personal: {
    cap: { shops: 1, per: 'account' },
    papers: idCard,
    parts: ['owner', 'basics', 'payout'],
    tasks: [],
    maxPrice: 250_000,
    dailyReceiptLimit: 10_000_000,
    settlementDays: 7,
    submissions,
    live: true,
  },
  individual_business: {
    cap: { shops: 5, per: 'legal_id' },
    papers: businessPapers,
    parts: businessParts,
    tasks: openingTasks,
    settlementDays: 7,
    submissions,
    live: true,
  },
  enterprise: {
    cap: { shops: 50, per: 'legal_id' },
    papers: businessPapers,
    parts: businessParts,
    tasks: openingTasks,
    settlementDays: 7,
    submissions,
    live: true,
  },
};

/** Types of the platform's past, refused by their name. */
export const legacyShopTypes: readonly string[] = ['weixin_xiaodian'];
