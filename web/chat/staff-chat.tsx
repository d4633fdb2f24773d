import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { account } from '../lib/session.ts';
import { LineSheet } from './line-sheet.tsx';
import { NewLines } from './new-lines.tsx';
import { StaffLine } from './staff-line.tsx';
import type { Talk } from './talk.ts';
import { useFollowEnd } from './use-follow-end.ts';
import './chat.css';

interface StaffChatProps {
  talk: Talk;
  label: string;
  /** Stands there while nobody has said anything. */
  empty: ComponentChildren;
  onReply?: ((message: ChatMessage) => void) | undefined;
}

/** A room's talk with moderation, in the studio and in the console. */
export function StaffChat({ talk, label, empty, onReply }: StaffChatProps) {
  const lines = talk.lines.value;
  const { box, onScroll, unseen, toEnd } = useFollowEnd(lines);
  const [opened, setOpened] = useState<ChatMessage | undefined>(undefined);
  const shown = lines.find(({ messageId }) => messageId === opened?.messageId) ?? opened;
  return (
    <div class="chat-staff">
      <div ref={box} class="chat-staff-lines" role="log" aria-label={label} tabIndex={0} onScroll={onScroll}>
        {lines.length === 0 && empty}
        {lines.map((message) => (
          <StaffLine key={message.messageId} talk={talk} message={message} onMore={setOpened} onReply={onReply} />
        ))}
      </div>
      <NewLines count={unseen} onOpen={toEnd} />
      <LineSheet
        talk={talk}
        message={shown}
        isOwn={shown?.authorId === account.value?.id}
        onReply={onReply}
        onClose={() => setOpened(undefined)}
      />
    </div>
  );
}
