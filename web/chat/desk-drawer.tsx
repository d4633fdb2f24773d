import { Check, X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { Restraint } from '../../src/contract/chat.ts';
import { formatDateTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { toFailure, type Failure } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ChatRules } from './chat-rules.tsx';
import { send, type Talk } from './talk.ts';
import { useHeld } from './use-held.ts';
import './chat.css';

/** A moderator's desk: lines that wait to be let through, talkers who were restrained, and how the chat runs. */
export function DeskDrawer({ talk, open, onClose }: { talk: Talk; open: boolean; onClose: () => void }) {
  const state = talk.room.snapshot.value?.state;
  const isOver = state === 'ended' || state === 'closed';
  return (
    <Drawer open={open} onClose={onClose} title={t('talk.desk')}>
      <div class="stack gap-6">
        {!isOver && <Held talk={talk} />}
        <Restraints talk={talk} />
        {!isOver && <ChatRules talk={talk} />}
      </div>
    </Drawer>
  );
}

function Held({ talk }: { talk: Talk }) {
  const held = useHeld(talk);
  useEffect(() => held.refresh(), [held]);
  const rows = held.rows.value;
  const decide = async (messageId: string, allow: boolean) => {
    if (await send(talk, 'chat:decide', { room: talk.roomId, messageId, allow })) held.drop(messageId);
    else held.refresh();
  };
  return (
    <section class="stack gap-2" aria-label={t('talk.waiting')}>
      <h3 class="strong">{t('talk.waiting')}</h3>
      <Unread rows={rows} failure={held.failure.value} onRetry={held.refresh} />
      {rows?.length === 0 && <p class="muted small">{t('talk.noneWaiting')}</p>}
      {rows?.map(({ messageId, name, text }) => (
        <div key={messageId} class="chat-desk-row">
          <p class="grow">
            <b>{name}</b> {text}
          </p>
          <IconButton
            icon={Check}
            label={t('talk.allow', { name })}
            variant="outline"
            onClick={() => void decide(messageId, true)}
          />
          <IconButton
            icon={X}
            label={t('talk.refuse', { name })}
            variant="outline"
            onClick={() => void decide(messageId, false)}
          />
        </div>
      ))}
    </section>
  );
}

function Restraints({ talk }: { talk: Talk }) {
  const [rows, setRows] = useState<readonly Restraint[] | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const room = talk.roomId;
  const load = async () => {
    try {
      setRows((await talk.connection.request('chat:restraints', { room })).rows);
      setFailure(undefined);
    } catch (error) {
      setFailure(toFailure(error));
    }
  };
  useEffect(() => void load(), [room]);
  const lift = async ({ kind, accountId: account }: Restraint) => {
    if (kind === 'mute') await send(talk, 'chat:mute', { room, account, seconds: 0 });
    else if (kind === 'ban') await send(talk, 'chat:ban', { room, account, scope: 'none' });
    else await send(talk, 'chat:shadow', { room, account, on: false });
    await load();
  };
  return (
    <section class="stack gap-2" aria-label={t('talk.restrained')}>
      <h3 class="strong">{t('talk.restrained')}</h3>
      <Unread rows={rows} failure={failure} onRetry={() => void load()} />
      {rows?.length === 0 && <p class="muted small">{t('talk.noneRestrained')}</p>}
      {rows?.map((row) => (
        <div key={`${row.kind}${row.accountId}${row.scope ?? ''}`} class="chat-desk-row">
          <p class="grow">
            <b>{row.name}</b> <span class="muted">{wordsOf(row)}</span>
            {row.reason && <span class="muted"> · {row.reason}</span>}
          </p>
          {row.liftable && (
            <Button size="s" onClick={() => void lift(row)}>
              {t('talk.lift')}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}

/** Stands where a list is being read, or could not be: an empty list would say that nothing is there. */
function Unread(props: { rows: unknown; failure: Failure | undefined; onRetry: () => void }) {
  const { rows, failure, onRetry } = props;
  if (failure) return <ErrorPanel inline {...failure} onRetry={onRetry} />;
  return rows === undefined ? <Skeleton shape="block" height="3.5rem" /> : null;
}

function wordsOf({ kind, until, scope }: Restraint): string {
  if (kind === 'mute') return t('talk.kind.mute', { until: until ? formatDateTime(until) : '' });
  return kind === 'shadow' ? t('talk.kind.shadow') : t(`talk.kind.${scope ?? 'show'}`);
}
