import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperKind, shopPart, shopType } from '#src/contract/shops.ts';
import type { PaperKind, ShopType } from '#src/contract/shops.ts';
import { legacyShopTypes, shopPolicy } from '#src/shops/policy.ts';
import {
  capHolder,
  emptyParts,
  isDecidedAlike,
  isEditable,
  isSelling,
  linkObstacle,
  missingParts,
  paperProblems,
  parseShopType,
  partsDecided,
  partsEdited,
  partsInReview,
  rejectionText,
  surplusParts,
  taskNeeds,
  unfinishedTasks,
} from '#src/shops/rules.ts';

const types = shopType.options;
const states = ['opened', 'in_review', 'rejected', 'approved', 'open', 'frozen'] as const;
const businesses = ['individual_business', 'enterprise'] as const;
const data = { realName: 'Ann Example', idNumber: '110101199001011234' };
const business = { legalName: 'Tea Ltd', legalId: '91310000MA1K3ABC4D' };
const shopLike = (over: object) => ({
  type: 'enterprise' as ShopType,
  ownerId: 'owner',
  state: 'opened' as (typeof states)[number],
  file: {},
  tasksDone: [],
  ...over,
});

describe('rule 1: a shop is exactly one of three types', () => {
  it('takes each of the three and nothing else', () => {
    expect(types).toEqual(['personal', 'individual_business', 'enterprise']);
    for (const type of types) expect(parseShopType(type)).toEqual({ type });
    fc.assert(
      fc.property(fc.string(), (given) => {
        fc.pre(!(types as readonly string[]).includes(given));
        expect(parseShopType(given)).toHaveProperty('refused');
      }),
    );
  });
});

describe('rule 2: each part carries its own status and its own reject reason', () => {
  it('begins with every part missing, and only the parts its type has', () => {
    expect(emptyParts('personal')).toEqual({
      owner: { status: 'missing' },
      basics: { status: 'missing' },
      payout: { status: 'missing' },
    });
    expect(Object.keys(emptyParts('enterprise'))).toEqual(['owner', 'business', 'basics', 'payout']);
  });

  it('puts a part right by its data or by a paper of its own, and no other part', () => {
    expect(partsEdited({}, ['owner'], [])).toEqual({ owner: { status: 'filled' } });
    expect(partsEdited({ owner: data }, [], ['id_card_back'])).toEqual({ owner: { status: 'filled' } });
    expect(partsEdited({ business }, [], ['business_licence'])).toEqual({ business: { status: 'filled' } });
    expect(partsEdited({}, [], ['id_card_back'])).toEqual({});
  });

  it('approves or rejects part by part, each with its own reason, in one line for people', () => {
    for (const type of types) {
      const all = Object.values(partsDecided(type, { decision: 'approve' }));
      expect(all).toEqual(shopPolicy[type].parts.map(() => ({ status: 'approved' })));
      expect(Object.keys(partsInReview(type))).toEqual(shopPolicy[type].parts);
    }
    const parts = partsDecided('enterprise', {
      decision: 'reject',
      reasons: { owner: 'blurred', payout: 'another name' },
    });
    expect(parts).toEqual({
      owner: { status: 'rejected', reason: 'blurred' },
      business: { status: 'approved' },
      basics: { status: 'approved' },
      payout: { status: 'rejected', reason: 'another name' },
    });
    expect(rejectionText(parts)).toBe('owner: blurred; payout: another name');
  });

  it('goes back to editing after a rejection, and is locked in every later state', () => {
    expect(states.filter((state) => isEditable({ state }))).toEqual(['opened', 'rejected']);
  });
});

describe('rule 3: missing or surplus papers are refused by name', () => {
  const papers = fc.uniqueArray(fc.constantFrom(...paperKind.options));

  it('wants the owner’s ID card of a person and nothing more, and a licence of a business', () => {
    expect(shopPolicy.personal.papers).toEqual(['id_card_front', 'id_card_back']);
    for (const type of businesses) {
      expect(shopPolicy[type].papers).toEqual(['id_card_front', 'id_card_back', 'business_licence']);
    }
  });

  it('names exactly the papers that differ from what the type needs', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), papers, (type, given) => {
        const { missing, surplus } = paperProblems(type, given);
        const mended = [...given.filter((kind) => !surplus.includes(kind)), ...missing];
        expect(new Set<PaperKind>(mended)).toEqual(new Set<PaperKind>(shopPolicy[type].papers));
        expect(missing.filter((kind) => given.includes(kind))).toEqual([]);
        expect(surplus.filter((kind) => !given.includes(kind))).toEqual([]);
      }),
    );
  });

  it('names parts that are missing, and parts that the type has not', () => {
    expect(missingParts('personal', { owner: data })).toEqual(['basics', 'payout']);
    expect(surplusParts('personal', ['owner', 'business'])).toEqual(['business']);
    expect(surplusParts('enterprise', shopPart.options)).toEqual([]);
  });
});

describe('rule 4: a review result delivered twice decides once', () => {
  it('knows the same result by the state it led to', () => {
    const alike = (decision: 'approve' | 'reject') =>
      states.filter((state) => isDecidedAlike({ state }, { decision, reasons: {} }));
    expect(alike('approve')).toEqual(['approved', 'open', 'frozen']);
    expect(alike('reject')).toEqual(['rejected']);
  });
});

describe('rule 6: business types have opening tasks, personal shops have none', () => {
  it('lists the four tasks for both business types', () => {
    expect(unfinishedTasks({ type: 'personal', tasksDone: [] })).toEqual([]);
    for (const type of businesses) {
      expect(unfinishedTasks({ type, tasksDone: [] })).toEqual([
        'verify_payout',
        'publish_product',
        'after_sale_address',
        'confirm_opening',
      ]);
    }
  });

  it('ticks a task off only when its condition is met, and says which is not', () => {
    const nothing = { payout: undefined, signed: false, hasOnlineProduct: false, hasAddress: false };
    const all = { payout: { status: 'approved' }, signed: true, hasOnlineProduct: true, hasAddress: true } as const;
    const needs = (facts: typeof nothing | typeof all) =>
      shopPolicy.enterprise.tasks.map((task) => taskNeeds(task, facts));
    expect(needs(nothing)).toEqual(['payout_approved', 'product_online', 'address', 'signature']);
    expect(needs(all)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('rule 7: caps per account and per legal id', () => {
  it('allows one personal shop per account, 5 per individual business, 50 per enterprise', () => {
    expect(shopPolicy.personal.cap).toEqual({ shops: 1, per: 'account' });
    expect(shopPolicy.individual_business.cap).toEqual({ shops: 5, per: 'legal_id' });
    expect(shopPolicy.enterprise.cap).toEqual({ shops: 50, per: 'legal_id' });
  });

  it('counts a person by account and a business by its legal id, however that is written', () => {
    expect(capHolder(shopLike({ type: 'personal' }))).toBe('personal:owner');
    expect(capHolder(shopLike({}))).toBeUndefined();
    const written = (legalId: string) => capHolder(shopLike({ file: { business: { ...business, legalId } } }));
    expect(written('91310000ma1k3abc4d')).toBe(written('9131-0000 MA1K3ABC4D'));
    expect(written('91310000MA1K3ABC4D')).not.toBe(
      capHolder(shopLike({ type: 'individual_business', file: { business } })),
    );
  });

  it('refuses the legacy type by its name', () => {
    expect(legacyShopTypes).toContain('weixin_xiaodian');
    expect(parseShopType('weixin_xiaodian')).toEqual({ refused: 'legacy' });
    expect(parseShopType('weixin_xiaodian2')).toEqual({ refused: 'unknown' });
  });
});

describe('rule 8: only an open shop sells', () => {
  it('sells in no other state', () => {
    expect(states.filter((state) => isSelling({ state }))).toEqual(['open']);
  });
});

describe('rule 10: what may be linked to a channel', () => {
  it('links a personal shop in every state but frozen', () => {
    for (const state of states) {
      const obstacle = linkObstacle(shopLike({ type: 'personal', state }));
      expect(obstacle).toEqual(state === 'frozen' ? { why: 'frozen' } : undefined);
    }
  });

  it('links a business shop only when open, and names the first unfinished task before', () => {
    for (const type of businesses) {
      expect(linkObstacle(shopLike({ type, state: 'open' }))).toBeUndefined();
      expect(linkObstacle(shopLike({ type, state: 'opened' }))).toEqual({ why: 'task', task: 'verify_payout' });
      const tasksDone = ['verify_payout', 'publish_product', 'after_sale_address'];
      const signed = shopLike({ type, state: 'approved', tasksDone });
      expect(linkObstacle(signed)).toEqual({ why: 'task', task: 'confirm_opening' });
    }
  });
});

describe('rules 12, 15, 17 and 27: the numbers of policy', () => {
  it('keeps the caps of personal shops, the quotas and the settlement of all', () => {
    expect(shopPolicy.personal).toMatchObject({ maxPrice: 250_000, dailyReceiptLimit: 10_000_000 });
    for (const type of types) {
      expect(shopPolicy[type]).toMatchObject({
        submissions: { perHour: 200, perDay: 1_000 },
        settlementDays: 7,
        live: true,
      });
    }
    for (const type of businesses)
      expect(shopPolicy[type].maxPrice ?? shopPolicy[type].dailyReceiptLimit).toBeUndefined();
  });
});
