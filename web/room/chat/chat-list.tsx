import { ShieldCheck } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { DeskDrawer } from '../../chat/desk-drawer.tsx';
import { LineSheet } from '../../chat/line-sheet.tsx';
import { NewLines } from '../../chat/new-lines.tsx';
import { useFollowEnd } from '../../chat/use-follow-end.ts';
import { useHeld } from '../../chat/use-held.ts';
import { t } from '../../i18n/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { useRoom } from '../page.ts';
import type { ChatLine } from './chat.ts';
import { Line } from './chat-line.tsx';
import './chat-list.css';

/** How long the number of lines left out is shown. */
const SKIPPED_MS = 8_000;

/** The talk of the room: follows the newest line unless one has scrolled up, then says how many are new. */
export function ChatList({ empty }: { empty?: string | undefined }) {
  const { chat, room, talk } = useRoom();
  const lines = chat.lines.value;
  const isGuest = (room.standing.value?.role ?? 'guest') === 'guest';
  const [opened, setOpened] = useState<ChatLine | undefined>(undefined);
  const { box, onScroll, unseen, toEnd } = useFollowEnd(lines);
  const shown = lines.find(({ messageId }) => messageId === opened?.messageId) ?? opened;
  return (
    <div class="room-chat">
      <div class="room-chat-head">
        <Notice />
        {talk.canModerate.value && <ModeratorDesk />}
      </div>
      <div
        ref={box}
        class="room-chat-lines"
        role="log"
        aria-label={t('room:chat.label')}
        tabIndex={0}
        onScroll={onScroll}
      >
        <p class="room-chat-rule">{t('room:chat.welcome')}</p>
        {lines.length === 0 && empty && <p class="room-chat-rule">{empty}</p>}
        {lines.map((line) => (
          <Line key={line.messageId} line={line} onMore={isGuest ? undefined : setOpened} />
        ))}
      </div>
      <SkippedNote />
      <LineSheet
        talk={talk}
        message={shown}
        isOwn={shown?.isOwn ?? false}
        onReply={(message) => (chat.replyTo.value = message)}
        onClose={() => setOpened(undefined)}
      />
      <NewLines count={unseen} onOpen={toEnd} />
    </div>
  );
}

/** For moderators: the way to waiting lines, restrained talkers and the rules of the chat. */
function ModeratorDesk() {
  const { talk } = useRoom();
  const [open, setOpen] = useState(false);
  const waiting = useHeld(talk).rows.value?.length ?? 0;
  return (
    <>
      <button
        type="button"
        class="room-chat-desk"
        aria-haspopup="dialog"
        aria-label={waiting > 0 ? t('talk.deskCount', { count: waiting }) : t('talk.desk')}
        onClick={() => setOpen(true)}
      >
        <Icon node={ShieldCheck} size={18} />
        <span class="room-chat-desk-words">{t('talk.desk')}</span>
        {waiting > 0 && <span class="tabular">{waiting}</span>}
      </button>
      <DeskDrawer talk={talk} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

/** The host's pinned line, above the talk and out of its scrolling. */
function Notice() {
  const notice = useRoom().room.snapshot.value?.notice;
  if (!notice) return null;
  return (
    <p class="room-chat-rule room-chat-notice" role="status">
      {t('room:chat.notice', { text: notice })}
    </p>
  );
}

/** Says how many lines were left out while the room talks faster than anybody reads. */
function SkippedNote() {
  const skipped = useRoom().room.skipped.value;
  const [told, setTold] = useState(skipped);
  useEffect(() => {
    if (skipped === told) return undefined;
    const timer = setTimeout(() => setTold(skipped), SKIPPED_MS);
    return () => clearTimeout(timer);
  }, [skipped, told]);
  if (skipped === told) return null;
  return (
    <p class="room-chat-rule" data-testid="skipped">
      {t('room:chat.skipped', { count: skipped - told })}
    </p>
  );
}
