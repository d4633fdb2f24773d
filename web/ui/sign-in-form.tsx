import { Eye, EyeOff } from 'lucide';
import { useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { Drawer } from './drawer.tsx';
import { TextField } from './field.tsx';
import { Form, useForm, type FormFailure } from './form.tsx';
import { IconButton } from './icon-button.tsx';
import './sign-in-form.css';

/** Bounds of the contract's account schemas. */
const PASSWORD_MIN = 8;
const NAME_MAX = 24;

export interface SignInFormProps {
  /** Resolves with the refusal, or with nothing when it worked. */
  onSignIn: (values: { email: string; password: string }) => Promise<FormFailure | undefined>;
  onRegister: (values: { email: string; password: string; name: string }) => Promise<FormFailure | undefined>;
}

/** Sign in, or make an account, in one small form. */
export function SignInForm({ onSignIn, onRegister }: SignInFormProps) {
  const [isNew, setIsNew] = useState(false);
  const form = useForm({
    initial: { email: '', password: '', name: '' },
    validate: ({ email, password, name }) => ({
      ...(!/^\S+@\S+\.\S+$/.test(email.trim()) && { email: t('field.email') }),
      ...(!password && { password: t('field.required') }),
      ...(isNew && password.length < PASSWORD_MIN && { password: t('field.tooShort', { count: PASSWORD_MIN }) }),
      ...(isNew && !name.trim() && { name: t('field.required') }),
    }),
    submit: ({ email, password, name }) =>
      isNew ? onRegister({ email, password, name: name.trim() }) : onSignIn({ email, password }),
  });
  const other = () => {
    form.failure.value = undefined;
    form.errors.value = {};
    setIsNew(!isNew);
  };
  return (
    <Form form={form}>
      <TextField label={t('signIn.email')} type="email" autocomplete="username" {...form.text('email')} />
      {isNew && (
        <TextField
          label={t('signIn.name')}
          hint={t('signIn.nameHint')}
          autocomplete="nickname"
          maxLength={NAME_MAX}
          {...form.text('name')}
        />
      )}
      <PasswordField isNew={isNew} {...form.text('password')} />
      <div class="stack gap-1">
        <Button type="submit" variant="primary" size="l" full loading={form.busy.value}>
          {isNew ? t('action.signUp') : t('action.signIn')}
        </Button>
        <Button variant="quiet" full onClick={other}>
          {isNew ? t('signIn.toSignIn') : t('signIn.toRegister')}
        </Button>
      </div>
    </Form>
  );
}

interface PasswordFieldProps {
  isNew: boolean;
  name: string;
  value: string;
  error: string | undefined;
  onInput: (value: string) => void;
}

function PasswordField({ isNew, ...field }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...field}
      label={t('signIn.password')}
      hint={isNew ? t('signIn.passwordHint', { count: PASSWORD_MIN }) : undefined}
      type={shown ? 'text' : 'password'}
      autocomplete={isNew ? 'new-password' : 'current-password'}
      suffix={
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? t('field.hidePassword') : t('field.showPassword')}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}

export interface SignInSheetProps extends SignInFormProps {
  open: boolean;
  onClose: () => void;
}

/** The form over a page that goes on behind it, e.g. a running show. */
export function SignInSheet({ open, onClose, ...form }: SignInSheetProps) {
  return (
    <Drawer open={open} onClose={onClose} title={t('signIn.title')}>
      <div class="stack">
        <p class="muted small">{t('signIn.lead')}</p>
        <SignInForm {...form} />
      </div>
    </Drawer>
  );
}

/** The form as a place of its own, for a back office that needs an account. */
export function SignInPlace(form: SignInFormProps) {
  return (
    <div class="ui-signin">
      <h1>{t('signIn.title')}</h1>
      <SignInForm {...form} />
    </div>
  );
}
