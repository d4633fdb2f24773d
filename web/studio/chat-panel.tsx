import { EllipsisVertical, MessageSquare, ShieldCheck } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { ChatMark, ChatQuote, ChatText } from '../chat/chat-text.tsx';
import { CsvButton } from '../chat/csv-button.tsx';
import { DeskDrawer, useHeld } from '../chat/desk-drawer.tsx';
import { LineSheet } from '../chat/line-sheet.tsx';
import { formatTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Switch } from '../ui/checkbox.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { account } from '../lib/session.ts';
import { SayField } from './say-field.tsx';
import { useStudio } from './studio.ts';

/** The room's talk with one-tap moderation, and the host's own words. */
export function ChatPanel() {
  const { watch, roomId, connection } = useStudio();
  const [opened, setOpened] = useState<ChatMessage | undefined>(undefined);
  const [replyTo, setReplyTo] = useState<ChatMessage | undefined>(undefined);
  const chat = watch.snapshot.value?.chat ?? [];
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollTo({ top: box.current.scrollHeight }), [chat.at(-1)?.messageId]);
  return (
    <Card title={t('studio:chat.title')} flush class="studio-card studio-chat">
      <div>
        <Tools />
        <ChatRules />
      </div>
      <div ref={box} class="studio-chat-list" role="log" aria-label={t('studio:chat.title')} tabIndex={0}>
        {chat.length === 0 ? (
          <EmptyState icon={MessageSquare} title={t('studio:chat.empty')} text={t('studio:chat.emptyHelp')} />
        ) : (
          chat.map((message) => <Message key={message.messageId} message={message} onMore={setOpened} />)
        )}
      </div>
      <SayField replyTo={replyTo} onReplied={() => setReplyTo(undefined)} />
      <LineSheet
        talk={{ roomId, connection }}
        message={opened}
        canModerate
        isOwn={opened?.authorId === account.value?.id}
        onReply={setReplyTo}
        onClose={() => setOpened(undefined)}
      />
    </Card>
  );
}

function Message({ message, onMore }: { message: ChatMessage; onMore: (message: ChatMessage) => void }) {
  return (
    <div class="studio-message">
      <div class="grow">
        <ChatQuote quote={message.replyTo} />
        <p>
          <span class="muted small tabular">{formatTime(message.at)} </span>
          <ChatMark mark={message.mark} />
          {message.role !== 'viewer' && (
            <Badge tone={message.role === 'host' ? 'accent' : 'neutral'}>{t(`studio:role.${message.role}`)}</Badge>
          )}{' '}
          <span class="strong">{message.name}</span> <ChatText message={message} />
        </p>
      </div>
      <IconButton
        icon={EllipsisVertical}
        label={t('studio:chat.actions', { name: message.name })}
        onClick={() => onMore(message)}
      />
    </div>
  );
}

/** The chat desk with its count of waiting lines, the quick answers' drawer and the export. */
function Tools() {
  const { roomId, connection } = useStudio();
  const talk = { roomId, connection };
  const [open, setOpen] = useState(false);
  const { rows, refresh } = useHeld(talk);
  return (
    <div class="studio-chat-tools">
      <Button size="s" icon={ShieldCheck} onClick={() => setOpen(true)}>
        {rows.length > 0 ? t('studio:chat.deskCount', { count: rows.length }) : t('studio:chat.desk')}
      </Button>
      <CsvButton roomId={roomId} />
      <DeskDrawer
        talk={talk}
        open={open}
        onClose={() => {
          setOpen(false);
          refresh();
        }}
      />
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
      <Switch
        label={t('studio:chat.buyersOnly')}
        checked={now.buyersOnly ?? false}
        onChange={(buyersOnly) => void studio.act('room:change', { room: studio.roomId, buyersOnly })}
      />
      <Switch
        label={t('studio:chat.heldForReview')}
        checked={now.heldForReview ?? false}
        onChange={(heldForReview) => void studio.act('room:change', { room: studio.roomId, heldForReview })}
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
