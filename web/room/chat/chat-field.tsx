import { CircleHelp, SendHorizontal, X } from 'lucide';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { formatDateTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { account } from '../../lib/session.ts';
import { askSignIn } from '../../lib/sign-in.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { toastError } from '../../ui/toast.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useRoom, type RoomPage } from '../page.ts';
import './chat-field.css';

/** Longest message the contract takes. */
const LENGTH_MAX = 200;

interface ChatFieldProps {
  /** Told whether there are words in the field, so that its neighbours can make room. */
  onTyping?: ((isTyping: boolean) => void) | undefined;
}

/** Where one talks; says why when one cannot. A guest types first and signs in on sending. */
export function ChatField({ onTyping }: ChatFieldProps) {
  const page = useRoom();
  const now = useNow(1_000);
  const closed = whyClosed(page, now);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const hasWords = text.trim() !== '';
  useEffect(() => onTyping?.(hasWords), [hasWords, onTyping]);
  const wait = Math.max(0, Math.ceil((page.chat.slowUntil.value - now) / 1000));
  const field = useRef<HTMLInputElement>(null);
  const waitId = useId();
  if (closed) {
    return (
      <p class="room-say room-say-closed" role="status">
        {closed}
      </p>
    );
  }

  const send = async (event: Event) => {
    event.preventDefault();
    const words = text.trim();
    if (!words || busy || wait > 0) return;
    if (!account.peek() && !(await askSignIn())) return;
    setBusy(true);
    setText('');
    const refusal = await page.chat.say(words);
    setBusy(false);
    if (!refusal) return;
    // What was typed is not lost with the refusal.
    setText((typed) => typed || words);
    // Slow mode is told beside the field, for as long as it lasts.
    if (refusal.code === 'SLOW_MODE') return;
    toastError(refusal);
    const { start, end } = refusal.details ?? {};
    if (typeof start === 'number' && typeof end === 'number') {
      requestAnimationFrame(() => field.current?.setSelectionRange(start, end));
    }
  };
  const quoted = page.chat.replyTo.value;
  const asks = page.chat.asks.value;
  return (
    <form class="room-say-form" onSubmit={(event) => void send(event)}>
      {wait > 0 && hasWords && (
        // A timer is not read aloud every second; it is when the field is come to.
        <p id={waitId} class="room-say-note" role="timer">
          {t('room:chat.slow', { count: wait })}
        </p>
      )}
      {quoted && (
        <p class="room-say-note room-say-reply">
          <span class="truncate">{t('talk.replying', { name: quoted.name })}</span>
          <button
            type="button"
            class="room-say-cancel"
            aria-label={t('action.cancel')}
            onClick={() => (page.chat.replyTo.value = undefined)}
          >
            <Icon node={X} size={16} />
          </button>
        </p>
      )}
      <div class="room-say">
        {hasWords && (
          <button
            type="button"
            class="room-say-ask"
            aria-label={t('talk.askHost')}
            aria-pressed={asks}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => (page.chat.asks.value = !asks)}
          >
            <Icon node={CircleHelp} size={20} />
          </button>
        )}
        <input
          ref={field}
          class="room-say-input"
          type="text"
          enterkeyhint="send"
          autocomplete="off"
          maxLength={LENGTH_MAX}
          aria-label={t('room:chat.field')}
          aria-describedby={wait > 0 && hasWords ? waitId : undefined}
          placeholder={wait > 0 ? t('room:chat.slow', { count: wait }) : t('room:chat.placeholder')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {hasWords && (
          <IconButton
            class="room-say-send"
            icon={SendHorizontal}
            label={t('room:chat.send')}
            type="submit"
            variant="accent"
            disabled={wait > 0}
            // Keeps the keyboard: a press on the button must not take the focus out of the field.
            onPointerDown={(event) => event.preventDefault()}
          />
        )}
      </div>
    </form>
  );
}

function whyClosed({ room }: RoomPage, now: number): string | undefined {
  const snapshot = room.snapshot.value;
  const standing = room.standing.value;
  if (!snapshot) return t('state.loading');
  if (snapshot.state === 'ended' || snapshot.state === 'closed') return t('room:chat.over');
  if (!snapshot.switches.comments) return t('room:chat.off');
  const mayAlways = standing && standing.role !== 'viewer' && standing.role !== 'guest';
  if (snapshot.mutedAll && !mayAlways) return t('room:chat.closed');
  if (standing?.banned)
    return withReason(t(standing.banned === 'show' ? 'talk.bannedShow' : 'talk.bannedChannel'), standing.banReason);
  const until = standing?.mutedUntil;
  if (until && Date.parse(until) > now)
    return withReason(t('room:chat.muted', { until: formatDateTime(until) }), standing.muteReason);
  return undefined;
}

function withReason(words: string, reason: string | undefined): string {
  return reason ? t('talk.because', { words, reason }) : words;
}
