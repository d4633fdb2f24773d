import type { DemoAccount } from '#src/contract/accounts.ts';

/** Who lives in a demo: made by its seed, offered at sign-in. Their passwords are no secret, so only demos may have them. */
export const demoAccounts: readonly DemoAccount[] = [
  { role: 'host', name: 'Mei Lin', email: 'host@demo.example', password: 'demo-host' },
  { role: 'buyer', name: 'Alex', email: 'buyer@demo.example', password: 'demo-buyer' },
  { role: 'buyer', name: '小雨', email: 'buyer2@demo.example', password: 'demo-buyer' },
  { role: 'operator', name: 'Operator', email: 'operator@demo.example', password: 'demo-operator' },
];
