import { ArrowDown } from 'lucide';
import { t } from '../i18n/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import './chat.css';

/** How many lines have come below those one is reading, and the way to them; nothing at the end. */
export function NewLines({ count, onOpen }: { count: number; onOpen: () => void }) {
  if (count <= 0) return null;
  return (
    <button type="button" class="chat-new" onClick={onOpen}>
      <Icon node={ArrowDown} size={16} />
      {t('talk.newLines', { count })}
    </button>
  );
}
