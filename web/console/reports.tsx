import { Flag } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { ChatReport } from '../../src/contract/chat.ts';
import { linesOf } from '../chat/words.ts';
import { problemText, WordsField } from '../chat/words-field.tsx';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { pages } from '../lib/links.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { confirm } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { whileSeen } from '../ui/while-seen.ts';
import { tell } from './console.ts';

/** Operators share the desk, so it follows what the others decide; milliseconds. */
const EVERY_MS = 15_000;

/** Chat lines that viewers reported, and the words that every room refuses. */
export function Reports() {
  const [rows, setRows] = useState<readonly ChatReport[] | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const load = async () => {
    const answer = await api('GET /api/ops/chat-reports', {});
    setFailure(answer.ok ? undefined : answer.error);
    if (answer.ok) setRows(answer.data.rows);
  };
  useEffect(() => {
    void load();
    return whileSeen(() => void load(), EVERY_MS);
  }, []);
  return (
    <div class="console-reports">
      <Card title={t('console:reports.title')}>
        <div class="stack gap-6">
          {failure && <ErrorPanel {...failure} onRetry={() => void load()} inline />}
          {!rows && !failure && <Skeleton shape="block" height="6rem" />}
          {rows?.length === 0 && <EmptyState icon={Flag} title={t('console:reports.empty')} />}
          {rows?.map((report) => (
            <Report key={`${report.roomId}${report.message.messageId}`} report={report} onDecided={load} />
          ))}
        </div>
      </Card>
      <SharedWords />
    </div>
  );
}

function Report({ report, onDecided }: { report: ChatReport; onDecided: () => Promise<void> }) {
  const { message, roomId } = report;
  const decide = async (decision: 'dismiss' | 'remove' | 'ban') => {
    const params = { room: roomId, message: message.messageId };
    const answer = await api('POST /api/ops/chat-reports/:room/:message/decision', { params, body: { decision } });
    tell(answer.ok ? undefined : answer.error, t('console:reports.done'));
    await onDecided();
  };
  const ban = async () => {
    const { name } = message;
    const title = t('console:reports.banSure', { name });
    const [body, confirmLabel] = [t('console:reports.banSureText', { name }), t('console:reports.ban')];
    if (await confirm({ title, body, confirmLabel, tone: 'danger' })) await decide('ban');
  };
  return (
    <article class="stack gap-2">
      <p class="console-report-line">
        <b>{message.name}</b> {message.text}
      </p>
      <p class="row-wrap gap-2 small muted">
        {report.reasons.map((reason) => (
          <Badge key={reason} tone="warning">
            {t(`talk.reason.${reason}`)}
          </Badge>
        ))}
        <span>{t('console:reports.by', { count: report.reporters })}</span>
        <RelativeTime at={report.firstAt} />
        <a href={pages.room(roomId)}>{report.roomTitle}</a>
      </p>
      <div class="console-actions">
        <Button size="s" onClick={() => void decide('dismiss')}>
          {t('console:reports.dismiss')}
        </Button>
        <Button size="s" variant="danger" onClick={() => void decide('remove')}>
          {t('console:reports.remove')}
        </Button>
        <Button size="s" variant="danger" onClick={() => void ban()}>
          {t('console:reports.ban')}
        </Button>
      </div>
    </article>
  );
}

const WORDS_MAX = 2_000;

function SharedWords() {
  const [words, setWords] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const load = async () => {
    const answer = await api('GET /api/ops/chat-words', {});
    setFailure(answer.ok ? undefined : answer.error);
    if (answer.ok) setWords(answer.data.words.join('\n'));
  };
  useEffect(() => void load(), []);
  const save = async (text: string) => {
    // The field says what is wrong.
    if (problemText(text, WORDS_MAX)) return;
    const answer = await api('PUT /api/ops/chat-words', { body: { words: linesOf(text) } });
    tell(answer.ok ? undefined : answer.error, t('state.saved'));
  };
  return (
    <Card title={t('console:reports.words')}>
      {failure && <ErrorPanel {...failure} onRetry={() => void load()} inline />}
      {words === undefined && !failure && <Skeleton shape="block" height="12rem" />}
      {words !== undefined && (
        <div class="stack gap-3">
          <WordsField
            label={t('console:reports.words')}
            hint={t('console:reports.wordsHelp')}
            rows={8}
            most={WORDS_MAX}
            value={words}
            onInput={setWords}
          />
          <Button onClick={() => void save(words)}>{t('action.save')}</Button>
        </div>
      )}
    </Card>
  );
}
