import { Search } from 'lucide';
import { useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Checkbox, Switch } from '../checkbox.tsx';
import { SelectField, TextAreaField, TextField } from '../field.tsx';
import { Form, useForm } from '../form.tsx';
import { Icon } from '../icon.tsx';
import { MoneyField } from '../money-field.tsx';

const types = [
  { value: 'personal', label: 'Personal' },
  { value: 'individual_business', label: 'Individual business' },
  { value: 'enterprise', label: 'Enterprise' },
] as const;

export function Inputs() {
  const [type, setType] = useState<(typeof types)[number]['value']>('personal');
  const [fen, setFen] = useState<number | undefined>(12_900);
  const [likes, setLikes] = useState(true);
  const form = useForm({
    initial: { email: 'seller@example', password: '', about: '', agree: true },
    validate: ({ email, password }) => ({
      ...(email.includes('.') ? {} : { email: t('field.email') }),
      ...(password ? {} : { password: t('field.required') }),
    }),
    submit: () => Promise.resolve({ code: 'WRONG_CREDENTIALS' as const }),
  });
  return (
    <Card title="Form">
      <Form
        form={form}
        actions={
          <>
            <Button onClick={form.reset}>{t('action.cancel')}</Button>
            <Button type="submit" variant="primary" loading={form.busy.value}>
              {t('action.save')}
            </Button>
          </>
        }
      >
        <div class="tiles">
          <TextField label="E-mail" type="email" autocomplete="email" {...form.text('email')} />
          <TextField label="Password" type="password" hint="At least 8 characters" {...form.text('password')} />
          <SelectField label="Shop type" options={types} value={type} onChange={setType} />
          <MoneyField label="Price" fen={fen} onChange={setFen} />
          <TextField
            label="Search"
            prefix={<Icon node={Search} size={18} />}
            placeholder="Room, order, account …"
            value=""
            onInput={() => {}}
          />
          <TextField label="Locked" disabled value="In review" onInput={() => {}} />
        </div>
        <TextAreaField label="About" optional placeholder="Tell buyers who you are" {...form.text('about')} />
        <div class="tiles">
          <Checkbox label="I have read the agreement" hint="It opens the shop at once." {...form.flag('agree')} />
          <Switch label="Likes" hint="Viewers may send hearts" checked={likes} onChange={setLikes} />
          <Switch label="Replay" checked={false} disabled onChange={() => {}} />
        </div>
      </Form>
    </Card>
  );
}
