import type { Id } from '#src/contract/ids.ts';
import type { PaperKind, ShopFile, ShopType } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { createShop } from '#src/shops/create-shop.ts';
import { decideShop } from '#src/shops/decide-shop.ts';
import { doOpeningTask } from '#src/shops/do-task.ts';
import { findShop } from '#src/shops/look-up.ts';
import { shopPolicy } from '#src/shops/policy.ts';
import { isEditable, unfinishedTasks } from '#src/shops/rules.ts';
import { saveShopFile } from '#src/shops/save-file.ts';
import { signShop } from '#src/shops/sign-shop.ts';
import { submitShop } from '#src/shops/submit-shop.ts';
import { uploadPicture } from './pictures.ts';

type FileParts = Omit<ShopFile, 'papers' | 'basics'>;
interface ShopPlan {
  owner: Member;
  operator: Member;
  type: ShopType;
  name: string;
  file: FileParts;
}

export const personalFile: FileParts = {
  owner: { realName: '林小梅', idNumber: '110101199003077315' },
  payout: { holder: '林小梅', account: '6222020000001234567' },
};
export const businessFile: FileParts = {
  ...personalFile,
  business: { legalName: '山野生活（上海）贸易有限公司', legalId: '91310000MA1K3DEMO4' },
};

/** An open shop of this owner and type, brought there from wherever it is; `publish` fills it once it is approved. A frozen one stays so. */
export async function openShop(deps: Deps, plan: ShopPlan, publish: (shop: Id) => Promise<void>): Promise<Id> {
  const { owner, operator } = plan;
  const id = await handIn(deps, plan);
  if ((await findShop(deps, id)).state === 'in_review') {
    await decideShop(deps, operator, id, { decision: 'approve' });
  }
  const shop = await findShop(deps, id);
  if (shop.state === 'frozen') return id;
  await signShop(deps, owner, id);
  await publish(id);
  for (const task of unfinishedTasks(await findShop(deps, id))) {
    await doOpeningTask(deps, owner, id, { task, afterSaleAddress: '上海市 静安区 山野路 1 号 售后部' });
  }
  return id;
}

/** A shop that waits for its review. */
export async function waitingShop(deps: Deps, owner: Member, name: string, file: FileParts): Promise<void> {
  await handIn(deps, { owner, type: 'personal', name, file });
}

async function handIn(deps: Deps, { owner, type, name, file }: Omit<ShopPlan, 'operator'>): Promise<Id> {
  const known = (await deps.shops.findOwned(owner.id)).find((shop) => shop.type === type);
  const shop = known ?? (await createShop(deps, owner, { type, name }));
  // A shop that an operator rejected is for its owner to mend.
  if (!isEditable(shop) || shop.state === 'rejected') return shop._id;
  const papers: Partial<Record<PaperKind, Id>> = {};
  for (const kind of shopPolicy[type].papers) papers[kind] = await uploadPicture(deps, owner, 'paper', 'paper');
  const basics = { name, category: '家居生活 Home and living', contact: owner.name };
  await saveShopFile(deps, owner, shop._id, { ...file, basics, papers });
  await submitShop(deps, owner, shop._id);
  return shop._id;
}
