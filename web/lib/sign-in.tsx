import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { DemoAccount } from '../../src/contract/accounts.ts';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { SignInForm } from '../ui/sign-in-form.tsx';
import { toastError } from '../ui/toast.tsx';
import { account, register, signIn } from './session.ts';
import { send } from './transport.ts';
import './sign-in.css';

const asking = signal<{ answer: (signedIn: boolean) => void } | undefined>(undefined);

/**
 * Makes sure somebody is signed in: at once when so, else over the running page. Resolves with false when the visitor
 * closes the sheet, so `if (!(await askSignIn())) return;` goes before whatever needs an account. Needs `SignInHost`.
 */
export function askSignIn(): Promise<boolean> {
  if (account.peek()) return Promise.resolve(true);
  asking.peek()?.answer(false);
  return new Promise((resolve) => {
    asking.value = {
      answer: (signedIn) => {
        asking.value = undefined;
        resolve(signedIn);
      },
    };
  });
}

/** Where the sheet of `askSignIn` appears; once per page. */
export function SignInHost() {
  const question = asking.value;
  const signedIn = Boolean(account.value);
  useEffect(() => {
    // Also when it happened in another tab.
    if (signedIn) question?.answer(true);
  }, [signedIn, question]);
  if (!question) return null;
  return (
    <Drawer open onClose={() => question.answer(false)} title={t('signIn.title')}>
      <div class="stack">
        <p class="muted small">{t('signIn.lead')}</p>
        <Doors />
      </div>
    </Drawer>
  );
}

/** Signing in as a place of its own, for a back office that needs an account. */
export function SignInPlace() {
  return (
    <div class="ui-signin">
      <h1>{t('signIn.title')}</h1>
      <Doors />
    </div>
  );
}

function Doors() {
  return (
    <>
      <DemoDoors />
      <SignInForm onSignIn={signIn} onRegister={register} />
    </>
  );
}

/** One tap per demo account; nothing outside a demo. */
function DemoDoors() {
  const rows = useDemoAccounts();
  const [busy, setBusy] = useState<string | undefined>(undefined);
  if (rows.length === 0) return null;
  const enter = async ({ email, password }: DemoAccount) => {
    setBusy(email);
    const refusal = await signIn({ email, password });
    setBusy(undefined);
    if (refusal) toastError(refusal);
  };
  return (
    <section class="lib-demo" aria-labelledby="lib-demo-title">
      <h3 id="lib-demo-title" class="small strong">
        {t('signIn.demo')}
      </h3>
      <div class="lib-demo-doors">
        {rows.map((row) => (
          <Button key={row.email} size="s" loading={busy === row.email} onClick={() => void enter(row)}>
            {row.name} · {t(`signIn.demoRole.${row.role}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

function useDemoAccounts(): readonly DemoAccount[] {
  const [rows, setRows] = useState<readonly DemoAccount[]>([]);
  useEffect(() => {
    void send('GET /api/auth/demo-accounts', {}).then((result) => result.ok && setRows(result.data.rows));
  }, []);
  return rows;
}
