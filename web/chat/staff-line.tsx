import { EllipsisVertical, MicOff, Pin, Reply, Trash2 } from 'lucide';
import { useMemo } from 'preact/hooks';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { formatTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { language } from '../i18n/language.ts';
import { account } from '../lib/session.ts';
import { Badge } from '../ui/badge.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { toast } from '../ui/toast.tsx';
import { ChatMark, ChatQuote, ChatText } from './chat-text.tsx';
import { noticeOf } from './notice-of.ts';
import { mayRemove, mayRestrain } from './rights.ts';
import { send, type Talk } from './talk.ts';

export interface StaffLineProps {
  talk: Talk;
  message: ChatMessage;
  onMore: (message: ChatMessage) => void;
  onReply?: ((message: ChatMessage) => void) | undefined;
}

/** A line as those see it who look after the chat: when, who in what role, and with a mouse the usual acts in one press. */
export function StaffLine({ talk, message, onMore, onReply }: StaffLineProps) {
  const standing = talk.room.standing.value;
  // Hundreds of lines stand here while the room talks; only those that changed are rendered anew.
  return useMemo(
    () => (
      <div class="chat-staff-line">
        <ChatQuote quote={message.replyTo} />
        <div class="chat-staff-head">
          <p class="grow truncate">
            <span class="muted small tabular">{formatTime(message.at)} </span>
            <ChatMark mark={message.mark} />
            {message.role !== 'viewer' && (
              <Badge tone={message.role === 'host' ? 'accent' : 'neutral'}>{t(`talk.role.${message.role}`)}</Badge>
            )}{' '}
            <span class="strong">{message.name}</span>
          </p>
          {talk.canModerate.value && <QuickActs talk={talk} message={message} onReply={onReply} />}
          <IconButton
            icon={EllipsisVertical}
            label={t('talk.actions', { name: message.name })}
            onClick={() => onMore(message)}
          />
        </div>
        <p>
          <ChatText message={message} />
        </p>
      </div>
    ),
    [message, standing, language.value],
  );
}

const MUTE_SECONDS = 600;

function QuickActs({ talk, message, onReply }: Omit<StaffLineProps, 'onMore'>) {
  const { roomId: room } = talk;
  const { authorId, messageId, name } = message;
  const isOwn = authorId === account.peek()?.id;
  const pin = async () => {
    if (await send(talk, 'room:change', { room, notice: noticeOf(message.text) })) toast({ text: t('talk.pinned') });
  };
  const mute = async (seconds: number) => {
    if (!(await send(talk, 'chat:mute', { room, account: authorId, seconds }))) return;
    if (seconds === 0) return void toast({ text: t('talk.lifted', { name }) });
    const action = { label: t('talk.lift'), run: () => void mute(0) };
    toast({ text: t('talk.muted', { name }), note: t('talk.for.600'), tone: 'success', action });
  };
  return (
    <div class="chat-staff-quick">
      {onReply && <IconButton icon={Reply} label={t('talk.replyNow', { name })} onClick={() => onReply(message)} />}
      <IconButton icon={Pin} label={t('talk.pinNow', { name })} onClick={() => void pin()} />
      {!isOwn && mayRestrain(talk.room.standing.value, message.role) && (
        <IconButton icon={MicOff} label={t('talk.muteNow', { name })} onClick={() => void mute(MUTE_SECONDS)} />
      )}
      {(isOwn || mayRemove(talk.room.standing.value, message.role)) && (
        <IconButton
          icon={Trash2}
          label={t('talk.removeNow', { name })}
          onClick={() => void send(talk, 'chat:remove', { room, messageId })}
        />
      )}
    </div>
  );
}
