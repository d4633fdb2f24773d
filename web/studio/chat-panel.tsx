import { EllipsisVertical, MessageSquare, MicOff, Send, Trash2 } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { newId } from '../../sdk/src/index.ts';
import type { ChatMessage } from '../../src/contract/rooms.ts';
import { formatTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Switch } from '../ui/checkbox.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { done, useStudio } from './studio.ts';

/** The room's talk with one-tap moderation, and the host's own words. */
export function ChatPanel() {
  const { watch } = useStudio();
  const chat = watch.snapshot.value?.chat ?? [];
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollTo({ top: box.current.scrollHeight }), [chat.at(-1)?.messageId]);
  return (
    <Card title={t('studio:chat.title')} flush class="studio-card studio-chat">
      <ChatRules />
      <div ref={box} class="studio-chat-list" role="log" aria-label={t('studio:chat.title')} tabIndex={0}>
        {chat.length === 0 ? (
          <EmptyState icon={MessageSquare} title={t('studio:chat.empty')} text={t('studio:chat.emptyHelp')} />
        ) : (
          chat.map((message) => <Message key={message.messageId} message={message} />)
        )}
      </div>
      <SayField />
    </Card>
  );
}

function Message({ message }: { message: ChatMessage }) {
  const studio = useStudio();
  const room = studio.roomId;
  const mute = async (seconds: number) => {
    if (await studio.act('chat:mute', { room, account: message.authorId, seconds }))
      done(t('studio:chat.muted', { name: message.name }));
  };
  const items: MenuItem[] = [
    {
      label: t('studio:chat.remove'),
      icon: Trash2,
      onSelect: () => void studio.act('chat:remove', { room, messageId: message.messageId }),
    },
    { label: t('studio:chat.mute10'), icon: MicOff, onSelect: () => void mute(600) },
    { label: t('studio:chat.muteShow'), icon: MicOff, tone: 'danger', onSelect: () => void mute(86_400) },
  ];
  return (
    <div class="studio-message">
      <p class="grow">
        <span class="muted small tabular">{formatTime(message.at)} </span>
        {message.role !== 'viewer' && (
          <Badge tone={message.role === 'host' ? 'accent' : 'neutral'}>{t(`studio:role.${message.role}`)}</Badge>
        )}{' '}
        <span class="strong">{message.name}</span> {message.text}
      </p>
      {message.role === 'viewer' && (
        <Menu label={t('studio:chat.actions', { name: message.name })} items={items}>
          {(links) => (
            <IconButton {...links} icon={EllipsisVertical} label={t('studio:chat.actions', { name: message.name })} />
          )}
        </Menu>
      )}
    </div>
  );
}

function ChatRules() {
  const studio = useStudio();
  const now = studio.watch.snapshot.value!;
  const slow = ['0', '5', '10', '30', '60'] as const;
  return (
    <div class="studio-chat-rules">
      <Switch
        label={t('studio:chat.closed')}
        checked={now.mutedAll}
        onChange={(mutedAll) => void studio.act('room:change', { room: studio.roomId, mutedAll })}
      />
      <Switch
        label={t('studio:chat.followersOnly')}
        checked={now.followersOnly ?? false}
        onChange={(followersOnly) => void studio.act('room:change', { room: studio.roomId, followersOnly })}
      />
      <SelectField
        label={t('studio:chat.slow')}
        value={String(now.slowModeSeconds) as (typeof slow)[number]}
        onChange={(seconds) =>
          void studio.act('room:change', { room: studio.roomId, slowModeSeconds: Number(seconds) })
        }
        options={slow.map((seconds) => ({
          value: seconds,
          label: seconds === '0' ? t('state.off') : t('studio:chat.seconds', { count: Number(seconds) }),
        }))}
      />
      <NoticeField />
    </div>
  );
}

/** The pinned notice; sending it empty takes it away. */
function NoticeField() {
  const studio = useStudio();
  const [text, setText] = useState(studio.watch.snapshot.value?.notice ?? '');
  return (
    <form
      class="studio-say"
      onSubmit={(event) => {
        event.preventDefault();
        void studio.act('room:change', { room: studio.roomId, notice: text.trim() });
      }}
    >
      <TextField
        label={t('studio:chat.notice')}
        maxLength={100}
        autocomplete="off"
        value={text}
        onInput={setText}
        class="grow"
      />
      <Button type="submit">{t('action.save')}</Button>
    </form>
  );
}

function SayField() {
  const studio = useStudio();
  const [text, setText] = useState('');
  const say = async () => {
    const words = text.trim();
    if (!words) return;
    setText('');
    const said = await studio.act('chat:say', { room: studio.roomId, messageId: newId(), text: words });
    if (!said) setText(words);
  };
  return (
    <form
      class="studio-say"
      onSubmit={(event) => {
        event.preventDefault();
        void say();
      }}
    >
      <TextField
        label={t('studio:chat.say')}
        hideLabel
        placeholder={t('studio:chat.say')}
        maxLength={200}
        autocomplete="off"
        value={text}
        onInput={setText}
        class="grow"
      />
      <IconButton icon={Send} label={t('action.send')} variant="accent" type="submit" />
    </form>
  );
}
