import { Plus, Trash2 } from 'lucide';
import { useState } from 'preact/hooks';
import type { ChatKit } from '../../src/contract/chat.ts';
import { t } from '../i18n/i18n.ts';
import type { Failure } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { TextAreaField, TextField } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { toast, toastError } from '../ui/toast.tsx';
import { linesOf } from './lines-of.ts';
import './chat.css';

interface KitDrawerProps {
  open: boolean;
  onClose: () => void;
  kit: ChatKit;
  save: (kit: ChatKit) => Promise<Failure | undefined>;
}

/** Where a host keeps canned answers and refused words for all shows. */
export function KitDrawer({ open, onClose, ...props }: KitDrawerProps) {
  return (
    <Drawer open={open} onClose={onClose} title={t('talk.kit')}>
      <Kit {...props} onClose={onClose} />
    </Drawer>
  );
}

function Kit({ kit, save, onClose }: Omit<KitDrawerProps, 'open'>) {
  const [answers, setAnswers] = useState(kit.answers);
  const [words, setWords] = useState(kit.words.join('\n'));
  const change = (index: number, part: Partial<ChatKit['answers'][number]>) =>
    setAnswers(answers.map((answer, at) => (at === index ? { ...answer, ...part } : answer)));
  const submit = async (event: Event) => {
    event.preventDefault();
    const failure = await save({
      answers: answers.filter(({ title, text }) => title.trim() && text.trim()),
      words: linesOf(words),
    });
    if (failure) return toastError(failure);
    toast({ text: t('state.saved'), tone: 'success' });
    onClose();
  };
  return (
    <form class="stack gap-6" onSubmit={(event) => void submit(event)}>
      <section class="stack gap-3" aria-label={t('talk.answers')}>
        <h3 class="strong">{t('talk.answers')}</h3>
        <p class="muted small">{t('talk.answersHelp')}</p>
        {answers.map(({ title, text }, index) => (
          <div key={index} class="chat-desk-row">
            <div class="grow stack gap-2">
              <TextField
                label={t('talk.answerTitle')}
                maxLength={24}
                value={title}
                onInput={(value) => change(index, { title: value })}
              />
              <TextField
                label={t('talk.answerText')}
                maxLength={200}
                value={text}
                onInput={(value) => change(index, { text: value })}
              />
            </div>
            <IconButton
              icon={Trash2}
              label={t('action.remove')}
              onClick={() => setAnswers(answers.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        <Button
          icon={Plus}
          disabled={answers.length >= 30}
          onClick={() => setAnswers([...answers, { title: '', text: '' }])}
        >
          {t('talk.addAnswer')}
        </Button>
      </section>
      <TextAreaField label={t('talk.words')} hint={t('talk.wordsHelp')} rows={5} value={words} onInput={setWords} />
      <Button type="submit" variant="primary" full>
        {t('action.save')}
      </Button>
    </form>
  );
}
