import { ArrowDown, ShieldCheck } from 'lucide';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DeskDrawer, useHeld } from '../../chat/desk-drawer.tsx';
import { LineSheet } from '../../chat/line-sheet.tsx';
import type { Talk } from '../../chat/talk.ts';
import { t } from '../../i18n/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { useRoom } from '../page.ts';
import type { ChatLine } from './chat.ts';
import { Line } from './chat-line.tsx';
import './chat-list.css';

/** Within this of the end counts as being at the end, in px. */
const NEAR_PX = 24;
/** How long the number of lines left out is shown. */
const SKIPPED_MS = 8_000;

/** The talk of the room: follows the newest line unless one has scrolled up, then says how many are new. */
export function ChatList({ empty }: { empty?: string | undefined }) {
  const { chat, room, roomId, connection } = useRoom();
  const lines = chat.lines.value;
  const role = room.standing.value?.role ?? 'guest';
  const canModerate = role === 'moderator' || role === 'host' || role === 'operator';
  const [opened, setOpened] = useState<ChatLine | undefined>(undefined);
  const talk = { roomId, connection };
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const lastSeen = useRef<string | undefined>(undefined);
  const [unseen, setUnseen] = useState(0);
  const newest = lines.at(-1)?.messageId;

  const toEnd = () => {
    isAtEnd.current = true;
    lastSeen.current = newest;
    setUnseen(0);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };
  useLayoutEffect(() => {
    if (isAtEnd.current || lines.at(-1)?.isPending) toEnd();
    else setUnseen(lines.length - 1 - lines.findLastIndex(({ messageId }) => messageId === lastSeen.current));
  }, [newest, lines.length]);
  useResize(box, () => isAtEnd.current && toEnd());
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    const wasAtEnd = isAtEnd.current;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (isAtEnd.current) setUnseen(0);
    else if (wasAtEnd) lastSeen.current = newest;
  };

  return (
    <div class="room-chat">
      <Notice />
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
          <Line key={line.messageId} line={line} onMore={role === 'guest' ? undefined : setOpened} />
        ))}
      </div>
      <SkippedNote />
      {canModerate && <ModeratorDesk talk={talk} />}
      <LineSheet
        talk={talk}
        message={opened}
        canModerate={canModerate}
        isOwn={opened?.isOwn ?? false}
        onReply={(message) => (chat.replyTo.value = message)}
        onClose={() => setOpened(undefined)}
      />
      {unseen > 0 && (
        <button type="button" class="room-chat-new" onClick={toEnd}>
          <Icon node={ArrowDown} size={16} />
          {t('room:chat.newMessages', { count: unseen })}
        </button>
      )}
    </div>
  );
}

/** For moderators: the way to waiting lines and restrained talkers. */
function ModeratorDesk({ talk }: { talk: Talk }) {
  const [open, setOpen] = useState(false);
  const { rows, refresh } = useHeld(talk);
  return (
    <>
      <button type="button" class="room-chat-desk" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon node={ShieldCheck} size={16} />
        {t('talk.desk')}
        {rows.length > 0 && ` · ${rows.length}`}
      </button>
      <DeskDrawer
        talk={talk}
        open={open}
        onClose={() => {
          setOpen(false);
          refresh();
        }}
      />
    </>
  );
}

/** The host's pinned line, above the talk and out of its scrolling. */
function Notice() {
  const notice = useRoom().room.snapshot.value?.notice;
  if (!notice) return null;
  return (
    <p class="room-chat-rule" role="status">
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

function useResize(box: { current: HTMLElement | null }, onResize: () => void): void {
  const latest = useRef(onResize);
  latest.current = onResize;
  useLayoutEffect(() => {
    if (!box.current) return undefined;
    const observer = new ResizeObserver(() => latest.current());
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
}
