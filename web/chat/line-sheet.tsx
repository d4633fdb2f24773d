import { Ban, CircleCheck, CircleHelp, EyeOff, Flag, MicOff, Pin, Reply, Trash2 } from 'lucide';
import { useState } from 'preact/hooks';
import type { CommandInput, CommandName } from '../../sdk/src/index.ts';
import type { ReportReason } from '../../src/contract/chat.ts';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { ChipGroup } from '../ui/chips.tsx';
import { confirm } from '../ui/confirm-dialog.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { TextField } from '../ui/field.tsx';
import { toast } from '../ui/toast.tsx';
import { ChatMark, ChatQuote } from './chat-text.tsx';
import { noticeOf } from './notice-of.ts';
import { mayRemove, mayRestrain } from './rights.ts';
import { send, type Talk } from './talk.ts';
import './chat.css';

interface LineSheetProps {
  talk: Talk;
  /** The line that was tapped; undefined = closed. */
  message: ChatMessage | undefined;
  isOwn: boolean;
  onReply?: ((message: ChatMessage) => void) | undefined;
  onClose: () => void;
}

/** Everything one can do about a line: answer and report it, or moderate it and its talker. */
export function LineSheet({ message, ...props }: LineSheetProps) {
  return (
    <Drawer open={message !== undefined} onClose={props.onClose} title={t('talk.title')}>
      {message && <Acts key={message.messageId} {...props} message={message} />}
    </Drawer>
  );
}

type ActsProps = Omit<LineSheetProps, 'message'> & { message: ChatMessage };

function Acts(props: ActsProps) {
  const { message, talk, isOwn, onReply, onClose } = props;
  const { act, room } = useActs(props);
  const canModerate = talk.canModerate.value;
  const line = { room, messageId: message.messageId };
  const mayMark = canModerate || (isOwn && message.mark !== 'answered');
  return (
    <div class="stack gap-6">
      <div class="chat-sheet-line">
        <ChatQuote quote={message.replyTo} />
        <p>
          <ChatMark mark={message.mark} />
          <b>{message.name}</b> {message.text}
        </p>
      </div>
      <div class="chat-sheet-acts">
        {onReply && (
          <Button
            icon={Reply}
            onClick={() => {
              onReply(message);
              onClose();
            }}
          >
            {t('talk.reply')}
          </Button>
        )}
        {mayMark && (
          <Button
            icon={CircleHelp}
            onClick={() => act('chat:mark', { ...line, mark: message.mark === 'question' ? null : 'question' })}
          >
            {t(message.mark === 'question' ? 'talk.noQuestion' : 'talk.markQuestion')}
          </Button>
        )}
        {canModerate && message.mark !== undefined && (
          <Button
            icon={CircleCheck}
            onClick={() => act('chat:mark', { ...line, mark: message.mark === 'answered' ? 'question' : 'answered' })}
          >
            {t(message.mark === 'answered' ? 'talk.notAnswered' : 'talk.markAnswered')}
          </Button>
        )}
        {canModerate && (
          <Button
            icon={Pin}
            onClick={() => act('room:change', { room, notice: noticeOf(message.text) }, t('talk.pinned'))}
          >
            {t('talk.pin')}
          </Button>
        )}
        {(isOwn || mayRemove(talk.room.standing.value, message.role)) && (
          <Button variant="danger" icon={Trash2} onClick={() => act('chat:remove', line, t('talk.removed'))}>
            {t('talk.remove')}
          </Button>
        )}
      </div>
      {!isOwn && mayRestrain(talk.room.standing.value, message.role) && <Talker {...props} />}
      {!isOwn && <Report {...props} />}
    </div>
  );
}

const durations = ['60', '600', '3600', '86400', '604800'] as const;

/** What a moderator can do about the talker. */
function Talker(props: ActsProps) {
  const { message } = props;
  const [seconds, setSeconds] = useState<(typeof durations)[number]>('600');
  const { act, room } = useActs(props);
  const [why, setWhy] = useState('');
  const [account, name] = [message.authorId, message.name];
  const reason = why.trim() || undefined;
  const ban = (scope: 'show' | 'channel') =>
    act('chat:ban', { room, account, scope, reason }, t('talk.banned', { name }));
  const banFromAll = async () => {
    const title = t('talk.banSure', { name });
    const question = {
      title,
      body: t('talk.banSureText'),
      confirmLabel: t('talk.banChannel'),
      tone: 'danger',
    } as const;
    if (await confirm(question)) ban('channel');
  };
  return (
    <>
      <div class="stack gap-3">
        <ChipGroup
          label={t('talk.muteFor', { name })}
          value={seconds}
          onChange={setSeconds}
          options={durations.map((value) => ({ value, label: t(`talk.for.${value}`) }))}
        />
        <TextField
          label={t('talk.why')}
          hint={t('talk.whyHint')}
          maxLength={100}
          autocomplete="off"
          optional
          value={why}
          onInput={setWhy}
        />
        <Button
          icon={MicOff}
          full
          onClick={() =>
            act('chat:mute', { room, account, seconds: Number(seconds), reason }, t('talk.muted', { name }))
          }
        >
          {t('talk.mute')}
        </Button>
      </div>
      <div class="chat-sheet-acts">
        <Button
          icon={EyeOff}
          onClick={() => act('chat:shadow', { room, account, on: true }, t('talk.shadowed', { name }))}
        >
          {t('talk.shadow')}
        </Button>
        <Button variant="danger" icon={Ban} onClick={() => ban('show')}>
          {t('talk.banShow')}
        </Button>
        {props.talk.room.standing.value?.role !== 'moderator' && (
          <Button variant="danger" icon={Ban} onClick={() => void banFromAll()}>
            {t('talk.banChannel')}
          </Button>
        )}
      </div>
    </>
  );
}

const reasons = ['insult', 'fraud', 'spam', 'other'] as const satisfies ReportReason[];

function Report(props: ActsProps) {
  const [reason, setReason] = useState<ReportReason | undefined>(undefined);
  const { act, room } = useActs(props);
  const { messageId } = props.message;
  return (
    <div class="stack gap-3">
      <ChipGroup
        label={t('talk.reportWhy')}
        value={reason}
        onChange={setReason}
        options={reasons.map((value) => ({ value, label: t(`talk.reason.${value}`) }))}
      />
      <Button
        icon={Flag}
        full
        disabled={reason === undefined}
        onClick={() => reason && act('chat:report', { room, messageId, reason }, t('talk.reported'))}
      >
        {t('talk.report')}
      </Button>
    </div>
  );
}

function useActs({ talk, onClose }: Pick<ActsProps, 'talk' | 'onClose'>) {
  /** Does it, says so and closes; a refusal is shown and leaves the sheet open. */
  const act = <N extends CommandName>(name: N, payload: CommandInput<N>, done?: string) =>
    void send(talk, name, payload).then((answer) => {
      if (!answer) return;
      if (done) toast({ text: done, tone: 'success' });
      onClose();
    });
  return { act, room: talk.roomId };
}
