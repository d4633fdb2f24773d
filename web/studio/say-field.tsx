import { Send, X, Zap } from 'lucide';
import { useState } from 'preact/hooks';
import { newId } from '../../sdk/src/index.ts';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { KitDrawer } from '../chat/kit-drawer.tsx';
import { withWord } from '../chat/with-word.ts';
import { useKit } from '../chat/use-kit.ts';
import { t } from '../i18n/i18n.ts';
import { toFailure } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { toastError } from '../ui/toast.tsx';
import { useStudio } from './studio.ts';

/** The host's own words, with an answer to a line if one was chosen. */
export function SayField({ replyTo, onReplied }: { replyTo: ChatMessage | undefined; onReplied: () => void }) {
  const studio = useStudio();
  const [text, setText] = useState('');
  const say = async (words: string) => {
    const { roomId: room, connection } = studio;
    const line = { room, messageId: newId(), text: words, ...(replyTo && { replyTo: replyTo.messageId }) };
    try {
      await connection.request('chat:say', line);
    } catch (error) {
      toastError(withWord(toFailure(error), words));
      return false;
    }
    onReplied();
    return true;
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const words = text.trim();
    if (!words) return;
    setText('');
    if (!(await say(words))) setText(words);
  };
  return (
    <div>
      <QuickAnswers onChoose={(words) => void say(words)} />
      {replyTo && (
        <p class="studio-replying">
          <span class="grow truncate">{t('talk.replying', { name: replyTo.name })}</span>
          <IconButton icon={X} label={t('action.cancel')} onClick={onReplied} />
        </p>
      )}
      <form class="studio-say" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('studio:chat.say')}
          hideLabel
          placeholder={t('studio:chat.say')}
          maxLength={200}
          autocomplete="off"
          value={text}
          onInput={setText}
          class="grow"
        />
        <IconButton icon={Send} label={t('action.send')} variant="accent" type="submit" />
      </form>
    </div>
  );
}

/** The host's canned answers, each said with one tap, and the way to change them. */
function QuickAnswers({ onChoose }: { onChoose: (text: string) => void }) {
  const { talk } = useStudio();
  const { kit, load } = useKit();
  const [open, setOpen] = useState(false);
  return (
    <div class="chat-quick">
      <Button size="s" icon={Zap} onClick={() => setOpen(true)}>
        {t('studio:chat.kit')}
      </Button>
      {kit?.answers.map(({ title, text }) => (
        <Button key={title} size="s" variant="secondary" onClick={() => onChoose(text)}>
          {title}
        </Button>
      ))}
      <KitDrawer
        talk={talk}
        open={open}
        onClose={() => {
          setOpen(false);
          void load();
        }}
      />
    </div>
  );
}
