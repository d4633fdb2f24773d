import { Plus, Trash2 } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { ChatKit } from '../../src/contract/chat.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { TextField } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { toast, toastError } from '../ui/toast.tsx';
import { send, type Talk } from './talk.ts';
import { useKit } from './use-kit.ts';
import { linesOf } from './words.ts';
import { problemText, WordsField } from './words-field.tsx';
import './chat.css';

const WORDS_MAX = 200;

interface KitDrawerProps {
  talk: Talk;
  open: boolean;
  onClose: () => void;
}

/** Where a host keeps canned answers and refused words for all shows, and the words refused in this one. */
export function KitDrawer({ talk, open, onClose }: KitDrawerProps) {
  return (
    <Drawer open={open} onClose={onClose} title={t('talk.kit')}>
      <Loaded talk={talk} onClose={onClose} />
    </Drawer>
  );
}

/** Saving replaces all there is, so nothing can be changed before it has been read. */
function Loaded({ talk, onClose }: Omit<KitDrawerProps, 'open'>) {
  const { kit, failure, load, save } = useKit();
  const room = useRoomWords(talk);
  const refused = failure ?? room.failure;
  const reload = () => void Promise.all([load(), room.load()]);
  if (refused) return <ErrorPanel inline {...refused} onRetry={reload} />;
  if (!kit || !room.words) return <Skeleton shape="block" height="16rem" />;
  return <Kit kit={kit} roomWords={room.words} save={save} saveRoomWords={room.save} onClose={onClose} />;
}

function useRoomWords(talk: Talk) {
  const [words, setWords] = useState<readonly string[] | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const load = async () => {
    const answer = await api('GET /api/rooms/:id', { params: { id: talk.roomId } });
    setFailure(answer.ok ? undefined : answer.error);
    if (answer.ok) setWords(answer.data.room.blockedWords);
  };
  useEffect(() => void load(), [talk.roomId]);
  const save = async (blockedWords: string[]) =>
    (await send(talk, 'room:change', { room: talk.roomId, blockedWords })) !== undefined;
  return { words, failure, load, save };
}

interface KitProps {
  kit: ChatKit;
  roomWords: readonly string[];
  save: (kit: ChatKit) => Promise<Failure | undefined>;
  saveRoomWords: (words: string[]) => Promise<boolean>;
  onClose: () => void;
}

function Kit({ kit, roomWords, save, saveRoomWords, onClose }: KitProps) {
  const [answers, setAnswers] = useState(kit.answers);
  const [words, setWords] = useState(kit.words.join('\n'));
  const [here, setHere] = useState(roomWords.join('\n'));
  const submit = async (event: Event) => {
    event.preventDefault();
    // The field says what is wrong.
    if (problemText(words, WORDS_MAX) || problemText(here, WORDS_MAX)) return;
    const written = answers.filter(({ title, text }) => title.trim() && text.trim());
    const failure = await save({ answers: written, words: linesOf(words) });
    if (failure) return void toastError(failure);
    if (here !== roomWords.join('\n') && !(await saveRoomWords(linesOf(here)))) return;
    toast({ text: t('state.saved'), tone: 'success' });
    onClose();
  };
  return (
    <form class="stack gap-6" onSubmit={(event) => void submit(event)}>
      <Answers answers={answers} onChange={setAnswers} />
      <WordsField
        label={t('talk.words')}
        hint={t('talk.wordsHelp')}
        rows={5}
        most={WORDS_MAX}
        value={words}
        onInput={setWords}
      />
      <WordsField
        label={t('talk.roomWords')}
        hint={t('talk.roomWordsHelp')}
        rows={3}
        most={WORDS_MAX}
        value={here}
        onInput={setHere}
      />
      <Button type="submit" variant="primary" full>
        {t('action.save')}
      </Button>
    </form>
  );
}

type AnswerList = ChatKit['answers'];

function Answers({ answers, onChange }: { answers: AnswerList; onChange: (answers: AnswerList) => void }) {
  const change = (index: number, part: Partial<AnswerList[number]>) =>
    onChange(answers.map((answer, at) => (at === index ? { ...answer, ...part } : answer)));
  return (
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
            onClick={() => onChange(answers.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        icon={Plus}
        disabled={answers.length >= 30}
        onClick={() => onChange([...answers, { title: '', text: '' }])}
      >
        {t('talk.addAnswer')}
      </Button>
    </section>
  );
}
