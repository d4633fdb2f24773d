import { MessageSquare } from 'lucide';
import { useState } from 'preact/hooks';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { CsvButton } from '../chat/csv-button.tsx';
import { DeskButton } from '../chat/desk-button.tsx';
import { StaffChat } from '../chat/staff-chat.tsx';
import { t } from '../i18n/i18n.ts';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ModeratorsButton } from './moderators.tsx';
import { SayField } from './say-field.tsx';
import { useStudio } from './studio.ts';

/** The room's talk with one-tap moderation, and the host's own words; of a show that is over, what can still be done. */
export function ChatPanel({ isOver = false }: { isOver?: boolean }) {
  const { talk, roomId } = useStudio();
  const [replyTo, setReplyTo] = useState<ChatMessage | undefined>(undefined);
  return (
    <Card title={t('studio:chat.title')} flush class="studio-card studio-chat">
      <div class="studio-chat-tools">
        <DeskButton talk={talk} />
        {!isOver && <ModeratorsButton />}
        <CsvButton roomId={roomId} />
      </div>
      <StaffChat
        talk={talk}
        label={t('studio:chat.title')}
        empty={
          <EmptyState
            icon={MessageSquare}
            title={t('studio:chat.empty')}
            text={isOver ? undefined : t('studio:chat.emptyHelp')}
          />
        }
        onReply={isOver ? undefined : setReplyTo}
      />
      {!isOver && <SayField replyTo={replyTo} onReplied={() => setReplyTo(undefined)} />}
    </Card>
  );
}
