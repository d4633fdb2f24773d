import { Ellipsis, MicOff, Trash2 } from 'lucide';
import { t } from '../../i18n/i18n.ts';
import { toFailure } from '../../lib/api-error.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { toast, toastError } from '../../ui/toast.tsx';
import { useRoom } from '../page.ts';
import type { ChatLine } from './chat.ts';

/** One message: who, in what role, and the words. */
export function Line({ line, canModerate }: { line: ChatLine; canModerate: boolean }) {
  const { role, isOwn, isPending, name, text } = line;
  return (
    <div class={cx('room-line', `room-line-${role}`, isOwn && 'room-line-own', isPending && 'room-line-pending')}>
      <p class="room-line-words">
        {role !== 'viewer' && <span class="room-line-role">{t(`room:chat.${role}`)}</span>}
        <b class="room-line-name">{name}</b>
        {isOwn && <span class="sr-only"> ({t('room:chat.you')})</span>} <span>{text}</span>
        {isPending && <span class="sr-only"> ({t('room:chat.sending')})</span>}
      </p>
      {canModerate && !isOwn && !isPending && <LineMenu line={line} />}
    </div>
  );
}

function LineMenu({ line }: { line: ChatLine }) {
  const { chat } = useRoom();
  const act = (work: Promise<void>, done?: string) =>
    void work.then(
      () => done && toast({ text: done }),
      (error: unknown) => toastError(toFailure(error)),
    );
  const muted = t('room:chat.muted_done', { name: line.name });
  const items = [
    { label: t('room:chat.remove'), icon: Trash2, onSelect: () => act(chat.remove(line.messageId)) },
    ...(line.role === 'viewer'
      ? [
          { label: t('room:chat.mute10'), icon: MicOff, onSelect: () => act(chat.mute(line.authorId, 600), muted) },
          { label: t('room:chat.mute24'), icon: MicOff, onSelect: () => act(chat.mute(line.authorId, 86_400), muted) },
        ]
      : []),
  ];
  return (
    <Menu label={t('room:chat.actions', { name: line.name })} items={items}>
      {(links) => (
        <button
          {...links}
          type="button"
          class="room-line-more"
          aria-label={t('room:chat.actions', { name: line.name })}
        >
          <Icon node={Ellipsis} size={16} />
        </button>
      )}
    </Menu>
  );
}
