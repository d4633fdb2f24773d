import { demoAccounts } from '#src/accounts/demo-accounts.ts';
import { register } from '#src/accounts/register.ts';
import type { Address, DemoAccount } from '#src/contract/accounts.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';

const addresses: Address[] = [
  { name: 'Alex Morgan', phone: '+86 138 0000 1234', region: '上海市 徐汇区', street: '武康路 100 弄 3 号 201 室' },
  { name: '林小雨', phone: '+86 139 0000 5678', region: '浙江省 杭州市', street: '龙井路 88 号' },
];

/** The demo's accounts; buyers have their address saved, so that one tap is enough to buy. */
export async function provideAccounts(deps: Deps): Promise<{ host: Member; operator: Member; buyers: Member[] }> {
  const members = new Map<DemoAccount, Member>();
  for (const account of demoAccounts) members.set(account, await provideAccount(deps, account));
  const ofRole = (role: DemoAccount['role']) =>
    [...members].filter(([account]) => account.role === role).map(([, member]) => member);
  const buyers = ofRole('buyer');
  for (const [index, buyer] of buyers.entries())
    await provideAddress(deps, buyer, addresses[index % addresses.length]!);
  return { host: ofRole('host')[0]!, operator: ofRole('operator')[0]!, buyers };
}

async function provideAccount(deps: Deps, { role, email, name, password }: DemoAccount): Promise<Member> {
  const known = await deps.accounts.findByEmail(email);
  const wish = { email, name, password };
  const account = known ?? (await register(deps, wish, role === 'operator' ? 'operator' : 'member'));
  return { kind: 'member', id: account._id, name: account.name, role: account.role, sessionId: deps.newId() };
}

async function provideAddress(deps: Deps, buyer: Member, address: Address): Promise<void> {
  const account = await deps.accounts.find(buyer.id);
  if (!account?.address) await deps.accounts.setAddress(buyer.id, address);
}
