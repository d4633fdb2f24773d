import { CircleCheck, CircleHelp } from 'lucide';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { t } from '../i18n/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import { splitLinks } from './split-links.ts';
import './chat.css';

/** What a line says. Links can be followed only when host, moderators or operators wrote them: others' may lead into a trap. */
export function ChatText({ message: { role, text } }: { message: Pick<ChatMessage, 'role' | 'text'> }) {
  if (role === 'viewer') return <span>{text}</span>;
  return (
    <span>
      {splitLinks(text).map((part) =>
        part.href ? (
          <a class="chat-link" href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </span>
  );
}

/** The line that is answered, shortened, above the answer. */
export function ChatQuote({ quote }: { quote: ChatMessage['replyTo'] }) {
  if (!quote) return null;
  return (
    <span class="chat-quote">
      <span class="sr-only">{t('talk.replyTo')} </span>
      <b>{quote.name}</b> {quote.text}
    </span>
  );
}

/** Marks a question to the host, ticked once it was answered. */
export function ChatMark({ mark }: { mark: ChatMessage['mark'] }) {
  if (!mark) return null;
  return (
    <span class={`chat-mark chat-mark-${mark}`}>
      <Icon node={mark === 'answered' ? CircleCheck : CircleHelp} size={14} />
      {t(`talk.${mark}`)}
    </span>
  );
}
