import { Trash2, UserCog } from 'lucide';
import { useState } from 'preact/hooks';
import type { RoomView } from '../../src/contract/rooms.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { ChipGroup } from '../ui/chips.tsx';
import { confirm } from '../ui/confirm-dialog.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { TextField } from '../ui/field.tsx';
import { Form, useForm } from '../ui/form.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { toastError } from '../ui/toast.tsx';
import { done, useStudio } from './studio.ts';

type Moderator = RoomView['moderators'][number];

/** The way to the people who help in this show. */
export function ModeratorsButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="s" icon={UserCog} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('studio:moderators.title')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('studio:moderators.title')}>
        <Moderators />
      </Drawer>
    </>
  );
}

function Moderators() {
  const { room, failure } = useStudio();
  const people = room.value?.moderators;
  if (!people)
    return failure.value ? <ErrorPanel inline {...failure.value} /> : <Skeleton shape="block" height="8rem" />;
  return (
    <div class="stack gap-6">
      <p class="muted small">{t('studio:moderators.note')}</p>
      {people.length > 0 && (
        <ul class="stack gap-2">
          {people.map((each) => (
            <Person key={each.accountId} person={each} />
          ))}
        </ul>
      )}
      <Appoint />
    </div>
  );
}

function Person({ person: { accountId: account, name, permissions } }: { person: Moderator }) {
  const { roomId, room } = useStudio();
  const remove = async () => {
    const question = { title: t('studio:moderators.removeTitle', { name }), confirmLabel: t('action.remove') };
    if (!(await confirm({ ...question, body: t('studio:moderators.removeText'), tone: 'danger' }))) return;
    const answer = await api('DELETE /api/rooms/:id/moderators/:account', { params: { id: roomId, account } });
    if (!answer.ok) return void toastError(answer.error);
    room.value = answer.data.room;
    done(t('studio:moderators.removed', { name }));
  };
  return (
    <li class="chat-desk-row">
      <p class="grow">
        <b>{name}</b>{' '}
        <span class="muted">
          {t(`studio:moderators.${permissions.length > 1 ? 'both' : (permissions[0] ?? 'chat')}`)}
        </span>
      </p>
      <IconButton icon={Trash2} label={t('studio:moderators.remove', { name })} onClick={() => void remove()} />
    </li>
  );
}

const rights = ['chat', 'shelf', 'both'] as const;

/** Takes an account by its e-mail; the same e-mail again replaces what it may do. */
function Appoint() {
  const { roomId, room } = useStudio();
  const [may, setMay] = useState<(typeof rights)[number]>('chat');
  const form = useForm({
    initial: { email: '' },
    validate: ({ email }) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? {} : { email: t('field.email') }),
    submit: async ({ email }) => {
      const permissions = may === 'both' ? (['chat', 'shelf'] as const) : [may];
      const body = { email: email.trim(), permissions: [...permissions] };
      const answer = await api('POST /api/rooms/:id/moderators', { params: { id: roomId }, body });
      if (!answer.ok) {
        const why = whyNot(answer.error);
        if (why === undefined) return answer.error;
        form.errors.value = { email: why };
        return undefined;
      }
      room.value = answer.data.room;
      done(t('studio:moderators.added'));
      form.reset();
      return undefined;
    },
  });
  return (
    <Form
      form={form}
      actions={
        <Button type="submit" variant="primary" full loading={form.busy.value}>
          {t('studio:moderators.add')}
        </Button>
      }
    >
      <TextField
        label={t('studio:moderators.email')}
        hint={t('studio:moderators.emailHint')}
        type="email"
        autocomplete="off"
        {...form.text('email')}
      />
      <ChipGroup
        label={t('studio:moderators.may')}
        value={may}
        onChange={setMay}
        options={rights.map((value) => ({ value, label: t(`studio:moderators.${value}`) }))}
      />
    </Form>
  );
}

/** Refusals that belong to the e-mail, in words. */
function whyNot({ code, details }: Failure): string | undefined {
  if (code === 'NOT_FOUND') return t('studio:moderators.unknown');
  if (code !== 'CONFLICT') return undefined;
  return details?.['host'] ? t('studio:moderators.isHost') : t('studio:moderators.full');
}
