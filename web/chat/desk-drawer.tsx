import { Check, X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { Restraint } from '../../src/contract/chat.ts';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { formatDateTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { send, type Talk } from './talk.ts';
import './chat.css';

/** A moderator's desk: lines that wait to be let through, and talkers who were restrained. */
export function DeskDrawer({ talk, open, onClose }: { talk: Talk; open: boolean; onClose: () => void }) {
  return (
    <Drawer open={open} onClose={onClose} title={t('talk.desk')}>
      <div class="stack gap-6">
        <Held talk={talk} />
        <Restraints talk={talk} />
      </div>
    </Drawer>
  );
}

/** The waiting lines, read again whenever the service says that they changed. */
export function useHeld(talk: Talk): { rows: readonly ChatMessage[]; refresh: () => void } {
  const [rows, setRows] = useState<readonly ChatMessage[]>([]);
  const refresh = () =>
    void send(talk, 'chat:held', { room: talk.roomId }).then((answer) => answer && setRows(answer.rows));
  useEffect(() => {
    refresh();
    return talk.connection.on('chat:held-changed', ({ room }) => room === talk.roomId && refresh());
  }, [talk.roomId]);
  return { rows, refresh };
}

function Held({ talk }: { talk: Talk }) {
  const { rows, refresh } = useHeld(talk);
  const decide = (messageId: string, allow: boolean) =>
    void send(talk, 'chat:decide', { room: talk.roomId, messageId, allow }).then(refresh);
  return (
    <section class="stack gap-2" aria-label={t('talk.waiting')}>
      <h3 class="strong">{t('talk.waiting')}</h3>
      {rows.length === 0 && <p class="muted small">{t('talk.noneWaiting')}</p>}
      {rows.map(({ messageId, name, text }) => (
        <div key={messageId} class="chat-desk-row">
          <p class="grow">
            <b>{name}</b> {text}
          </p>
          <IconButton
            icon={Check}
            label={t('talk.allow', { name })}
            variant="outline"
            onClick={() => decide(messageId, true)}
          />
          <IconButton
            icon={X}
            label={t('talk.refuse', { name })}
            variant="outline"
            onClick={() => decide(messageId, false)}
          />
        </div>
      ))}
    </section>
  );
}

function Restraints({ talk }: { talk: Talk }) {
  const [rows, setRows] = useState<readonly Restraint[]>([]);
  const room = talk.roomId;
  const refresh = () => void send(talk, 'chat:restraints', { room }).then((answer) => answer && setRows(answer.rows));
  useEffect(refresh, [room]);
  const lift = async ({ kind, accountId: account }: Restraint) => {
    if (kind === 'mute') await send(talk, 'chat:mute', { room, account, seconds: 0 });
    else if (kind === 'ban') await send(talk, 'chat:ban', { room, account, scope: 'none' });
    else await send(talk, 'chat:shadow', { room, account, on: false });
    refresh();
  };
  return (
    <section class="stack gap-2" aria-label={t('talk.restrained')}>
      <h3 class="strong">{t('talk.restrained')}</h3>
      {rows.length === 0 && <p class="muted small">{t('talk.noneRestrained')}</p>}
      {rows.map((row) => (
        <div key={`${row.kind}${row.accountId}${row.scope ?? ''}`} class="chat-desk-row">
          <p class="grow">
            <b>{row.name}</b> <span class="muted">{wordsOf(row)}</span>
          </p>
          <Button size="s" onClick={() => void lift(row)}>
            {t('talk.lift')}
          </Button>
        </div>
      ))}
    </section>
  );
}

function wordsOf({ kind, until, scope }: Restraint): string {
  if (kind === 'mute') return t('talk.kind.mute', { until: until ? formatDateTime(until) : '' });
  return kind === 'shadow' ? t('talk.kind.shadow') : t(`talk.kind.${scope ?? 'show'}`);
}
