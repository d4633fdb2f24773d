import type { DemoAccount } from '#src/contract/accounts.ts';

/** No secret, so only demos may have accounts with it. */
const password = 'shelfcast-demo';

/** Who lives in a demo: made by its seed, offered at sign-in. */
export const demoAccounts: readonly DemoAccount[] = [
  { role: 'host', name: 'Mei Lin', email: 'host@demo.shelfcast.example', password },
  { role: 'buyer', name: 'Alex', email: 'viewer@demo.shelfcast.example', password },
  { role: 'buyer', name: '小雨', email: 'viewer2@demo.shelfcast.example', password },
  { role: 'operator', name: 'Operator', email: 'operator@demo.shelfcast.example', password },
];
