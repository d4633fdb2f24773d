import { Ellipsis } from 'lucide';
import { useMemo } from 'preact/hooks';
import { ChatMark, ChatQuote, ChatText } from '../../chat/chat-text.tsx';
import { t } from '../../i18n/i18n.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import type { ChatLine } from './chat.ts';

interface LineProps {
  line: ChatLine;
  /** Opens what can be done about it; absent for those who are not signed in. */
  onMore?: ((line: ChatLine) => void) | undefined;
}

/** One message: who, in what role, what it answers, and the words. */
export function Line({ line, onMore }: LineProps) {
  // A line that has not changed is not drawn again: a moderator's list has hundreds, and the room talks fast.
  return useMemo(() => <Words line={line} onMore={onMore} />, [line, onMore]);
}

function Words({ line, onMore }: LineProps) {
  const { role, isOwn, isPending, isHeld, name } = line;
  const isWaiting = isPending || isHeld;
  return (
    <div class={cx('room-line', `room-line-${role}`, isOwn && 'room-line-own', isWaiting && 'room-line-pending')}>
      <p class="room-line-words">
        <ChatQuote quote={line.replyTo} />
        <ChatMark mark={line.mark} />
        {role !== 'viewer' && <span class="room-line-role">{t(`room:chat.${role}`)}</span>}
        <b class="room-line-name">{name}</b>
        {isOwn && <span class="sr-only"> ({t('room:chat.you')})</span>} <ChatText message={line} />
        {isPending && <span class="sr-only"> ({t('room:chat.sending')})</span>}
        {isHeld && <span class="room-line-held"> {t('talk.heldNote')}</span>}
      </p>
      {onMore && !isWaiting && (
        <button
          type="button"
          class="room-line-more"
          aria-haspopup="dialog"
          aria-label={t('room:chat.actions', { name })}
          onClick={() => onMore(line)}
        >
          <Icon node={Ellipsis} size={16} />
        </button>
      )}
    </div>
  );
}
