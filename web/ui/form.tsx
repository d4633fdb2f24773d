import { signal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { ErrorDetails } from '../../src/contract/errors.ts';
import type { AnyErrorCode } from '../i18n/error-text.ts';
import { t } from '../i18n/i18n.ts';
import { cx } from './cx.ts';
import { ErrorPanel } from './error-panel.tsx';
import './form.css';

type Values = Record<string, string | boolean>;
type Errors<V> = Partial<Record<keyof V & string, string>>;
type TextName<V> = { [K in keyof V]: V[K] extends string ? K : never }[keyof V] & string;
type FlagName<V> = { [K in keyof V]: V[K] extends boolean ? K : never }[keyof V] & string;
/** A refusal of the service, or that no answer came. */
export type FormFailure = { code: AnyErrorCode; details?: ErrorDetails | undefined };

export interface FormOptions<V extends Values> {
  initial: V;
  /** Words per wrong field; an empty object lets it pass. */
  validate?: (values: V) => Errors<V>;
  /** Sends it; a refusal is returned, not thrown. Fields named in its details get marked. */
  submit: (values: V) => Promise<FormFailure | undefined | void>;
}

export interface FormState<V extends Values> {
  values: Signal<V>;
  errors: Signal<Errors<V>>;
  failure: Signal<FormFailure | undefined>;
  busy: Signal<boolean>;
  /** Props of a `TextField` or `TextAreaField`. */
  text: <N extends TextName<V>>(
    name: N,
  ) => { name: N; value: string; error: string | undefined; onInput: (value: string) => void };
  /** Props of a `Checkbox` or `Switch`. */
  flag: <N extends FlagName<V>>(name: N) => { name: N; checked: boolean; onChange: (checked: boolean) => void };
  set: (change: Partial<V>) => void;
  reset: () => void;
  submit: () => Promise<void>;
}

type FormSignals<V extends Values> = Pick<FormState<V>, 'values' | 'errors' | 'failure' | 'busy'>;

/** State of one form: values, what is wrong, whether it is being sent. */
export function useForm<V extends Values>(options: FormOptions<V>): FormState<V> {
  const latest = useRef(options);
  latest.current = options;
  return useMemo(() => createForm(() => latest.current), []);
}

function createForm<V extends Values>(options: () => FormOptions<V>): FormState<V> {
  const values = signal<V>(options().initial);
  const errors = signal<Errors<V>>({});
  const failure = signal<FormFailure | undefined>(undefined);
  const busy = signal(false);
  const set = (change: Partial<V>) => {
    values.value = { ...values.peek(), ...change };
    const kept = Object.entries(errors.peek()).filter(([name]) => !(name in change));
    errors.value = Object.fromEntries(kept) as Errors<V>;
  };
  const reset = () => {
    values.value = options().initial;
    errors.value = {};
    failure.value = undefined;
  };
  return {
    values,
    errors,
    failure,
    busy,
    set,
    reset,
    submit: () => sendForm({ values, errors, failure, busy }, options()),
    text: (name) => ({
      name,
      value: values.value[name] as string,
      error: errors.value[name],
      onInput: (value) => set({ [name]: value } as Partial<V>),
    }),
    flag: (name) => ({
      name,
      checked: values.value[name] as boolean,
      onChange: (checked) => set({ [name]: checked } as Partial<V>),
    }),
  };
}

/** Checks, then sends; a second press while it is under way does nothing. */
async function sendForm<V extends Values>(form: FormSignals<V>, options: FormOptions<V>): Promise<void> {
  if (form.busy.peek()) return;
  const values = form.values.peek();
  form.failure.value = undefined;
  form.errors.value = options.validate?.(values) ?? {};
  if (Object.keys(form.errors.peek()).length > 0) return;
  form.busy.value = true;
  try {
    const refusal = await options.submit(values);
    if (!refusal) return;
    form.errors.value = wrongFields(refusal, values);
    form.failure.value = refusal;
  } finally {
    form.busy.value = false;
  }
}

/** Fields the service named, as `details.fields`: names, or `{path}` entries. */
function wrongFields<V extends Values>({ details }: FormFailure, values: V): Errors<V> {
  const named = Array.isArray(details?.['fields']) ? details['fields'] : [];
  const names = named.map((entry: unknown) => {
    const path = typeof entry === 'object' && entry !== null && 'path' in entry ? entry.path : entry;
    return (
      String(Array.isArray(path) ? path.at(-1) : path)
        .split('.')
        .at(-1) ?? ''
    );
  });
  return Object.fromEntries(
    names.filter((name) => name in values).map((name) => [name, t('field.invalid')]),
  ) as Errors<V>;
}

export interface FormProps<V extends Values> {
  form: FormState<V>;
  /** The buttons at the foot, the sending one with `type="submit"` and `loading={form.busy.value}`. */
  actions?: ComponentChildren;
  class?: string | undefined;
  children: ComponentChildren;
}

/** A form over `useForm`: sends on Enter, puts the focus on the first wrong field, shows a refusal in words. */
export function Form<V extends Values>({ form, actions, class: className, children }: FormProps<V>) {
  const root = useRef<HTMLFormElement>(null);
  const send = async () => {
    await form.submit();
    // Wrong fields are marked by the render that follows.
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  const failure = form.failure.value;
  return (
    <form
      ref={root}
      class={cx('ui-form', className)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {failure && <ErrorPanel inline code={failure.code} details={failure.details} />}
      {children}
      {actions && <div class="ui-form-actions">{actions}</div>}
    </form>
  );
}
