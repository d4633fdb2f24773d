import { useState } from 'preact/hooks';
import type { CommandInput } from '../../sdk/src/index.ts';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Switch } from '../ui/checkbox.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { NOTICE_MAX } from './notice-of.ts';
import { send, type Talk } from './talk.ts';

const slow = ['0', '5', '10', '30', '60'] as const;
const switches = ['mutedAll', 'followersOnly', 'buyersOnly', 'heldForReview'] as const;

/** How the talk of this show runs, and its notice; the same for host, moderators and operators. */
export function ChatRules({ talk }: { talk: Talk }) {
  const now = talk.room.snapshot.value;
  if (!now) return null;
  const change = (facts: Omit<CommandInput<'room:change'>, 'room'>) =>
    void send(talk, 'room:change', { room: talk.roomId, ...facts });
  // Set by a program to something between: it is shown as it is.
  const seconds = [...new Set([...slow, String(now.slowModeSeconds)])].toSorted((a, b) => Number(a) - Number(b));
  return (
    <section class="stack gap-3" aria-label={t('talk.rules')}>
      <h3 class="strong">{t('talk.rules')}</h3>
      {switches.map((name) => (
        <Switch
          key={name}
          label={t(`talk.rule.${name}`)}
          checked={now[name] ?? false}
          onChange={(on) => change({ [name]: on })}
        />
      ))}
      <SelectField
        label={t('talk.rule.slow')}
        value={String(now.slowModeSeconds)}
        onChange={(value) => change({ slowModeSeconds: Number(value) })}
        options={seconds.map((value) => ({
          value,
          label: value === '0' ? t('state.off') : t('talk.seconds', { count: Number(value) }),
        }))}
      />
      <NoticeField talk={talk} notice={now.notice ?? ''} />
    </section>
  );
}

/** The pinned notice; saving it empty takes it away. Follows the room until one begins to change it. */
function NoticeField({ talk, notice }: { talk: Talk; notice: string }) {
  const [draft, setDraft] = useState<{ text: string; of: string } | undefined>(undefined);
  const save = async (event: Event) => {
    event.preventDefault();
    const text = (draft?.text ?? notice).trim();
    if (await send(talk, 'room:change', { room: talk.roomId, notice: text })) setDraft(undefined);
  };
  const isOld = draft !== undefined && draft.of !== notice;
  return (
    <form class="stack gap-2" onSubmit={(event) => void save(event)}>
      <TextField
        label={t('talk.notice')}
        hint={isOld && t('talk.noticeChanged', { text: notice || t('state.none') })}
        maxLength={NOTICE_MAX}
        autocomplete="off"
        value={draft?.text ?? notice}
        onInput={(text) => setDraft({ text, of: draft?.of ?? notice })}
      />
      <Button type="submit" disabled={draft === undefined}>
        {t('talk.saveNotice')}
      </Button>
    </form>
  );
}
