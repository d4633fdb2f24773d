import { CircleX, MessageSquareWarning, VolumeX } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { CsvButton } from '../chat/csv-button.tsx';
import { DeskButton } from '../chat/desk-button.tsx';
import { StaffChat } from '../chat/staff-chat.tsx';
import { createTalk, type Talk } from '../chat/talk.ts';
import { formatCount, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { toFailure } from '../lib/api-error.ts';
import { watchRoom, type RoomWatch } from '../lib/room-client.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { TextAreaField } from '../ui/field.tsx';
import { Form, useForm } from '../ui/form.tsx';
import { toastError } from '../ui/toast.tsx';
import { tell, useConsole } from './console.ts';
import { SmallPicture } from './small-picture.tsx';
import { Statement } from './statement.tsx';

/** One room opened beside the wall: picture, chat with moderation, shelf, and the means to step in. */
export function RoomDrawer() {
  const { opened, rooms } = useConsole();
  const entry = rooms.value?.find((each) => each.room.id === opened.value);
  return (
    <Drawer
      open={opened.value !== undefined}
      onClose={() => (opened.value = undefined)}
      title={entry?.room.title ?? t('console:room.title')}
      note={entry?.room.channel.name}
      wide
    >
      {opened.value && <Room key={opened.value} roomId={opened.value} />}
    </Drawer>
  );
}

function Room({ roomId }: { roomId: string }) {
  const { connection } = useConsole();
  const [watch] = useState(() => watchRoom(connection, roomId));
  const [talk] = useState(() => createTalk({ connection, room: watch }));
  useEffect(
    () => () => {
      talk.close();
      watch.close();
    },
    [talk, watch],
  );
  return (
    <div class="stack gap-6">
      <div class="console-large" data-theme="dark">
        <SmallPicture roomId={roomId} large />
      </div>
      <Statement roomId={roomId} />
      <StepIn roomId={roomId} watch={watch} />
      <Chat talk={talk} />
      <Shelf watch={watch} />
    </div>
  );
}

/** Sends a command for the room and shows a refusal. */
function useAct(): (...args: Parameters<ReturnType<typeof useConsole>['connection']['request']>) => Promise<void> {
  const { connection } = useConsole();
  return async (...args) => {
    await connection.request(...args).catch((error: unknown) => toastError(toFailure(error)));
  };
}

function StepIn({ roomId, watch }: { roomId: string; watch: RoomWatch }) {
  const [mode, setMode] = useState<'warn' | 'close' | undefined>(undefined);
  const act = useAct();
  const mutedAll = watch.snapshot.value?.mutedAll ?? false;
  return (
    <Card title={t('console:room.stepIn')}>
      <div class="stack gap-3">
        <div class="console-actions">
          <Button size="s" icon={MessageSquareWarning} onClick={() => setMode('warn')}>
            {t('console:room.warn')}
          </Button>
          <Button
            size="s"
            icon={VolumeX}
            onClick={() => void act('room:change', { room: roomId, mutedAll: !mutedAll })}
          >
            {mutedAll ? t('console:room.unmuteAll') : t('console:room.muteAll')}
          </Button>
          <Button size="s" variant="danger" icon={CircleX} onClick={() => setMode('close')}>
            {t('console:room.close')}
          </Button>
        </div>
        {mode && <Words key={mode} mode={mode} roomId={roomId} onDone={() => setMode(undefined)} />}
      </div>
    </Card>
  );
}

function Words({ mode, roomId, onDone }: { mode: 'warn' | 'close'; roomId: string; onDone: () => void }) {
  const desk = useConsole();
  const form = useForm({
    initial: { text: '' },
    validate: ({ text }) => (text.trim().length < 2 ? { text: t('field.required') } : {}),
    submit: async ({ text }) => {
      const params = { id: roomId };
      const answer =
        mode === 'warn'
          ? await api('POST /api/ops/rooms/:id/warn', { params, body: { text: text.trim() } })
          : await api('POST /api/ops/rooms/:id/close', { params, body: { reason: text.trim() } });
      if (!answer.ok) return answer.error;
      tell(undefined, t(`console:room.${mode}Done`));
      onDone();
      if (mode === 'close') desk.opened.value = undefined;
      await desk.refresh();
      return undefined;
    },
  });
  return (
    <Form
      form={form}
      actions={
        <Button type="submit" variant={mode === 'close' ? 'danger' : 'primary'} loading={form.busy.value}>
          {t(`console:room.${mode}`)}
        </Button>
      }
    >
      <TextAreaField
        label={t(`console:room.${mode}Label`)}
        hint={t(`console:room.${mode}Hint`)}
        maxLength={200}
        rows={3}
        {...form.text('text')}
      />
    </Form>
  );
}

function Chat({ talk }: { talk: Talk }) {
  return (
    <Card title={t('console:room.chat')} flush>
      <div class="console-chat-tools">
        <DeskButton talk={talk} />
        <CsvButton roomId={talk.roomId} />
      </div>
      <StaffChat talk={talk} label={t('console:room.chat')} empty={<EmptyState title={t('console:room.silent')} />} />
    </Card>
  );
}

function Shelf({ watch }: { watch: RoomWatch }) {
  const now = watch.snapshot.value;
  return (
    <Card title={t('console:room.shelf')}>
      <ul class="console-shelf">
        {now?.shelf.map((item) => (
          <li key={item.itemId}>
            <span class="grow truncate">{item.title}</span>
            {now.pinned?.itemId === item.itemId && <Badge tone="accent">{t('console:room.pinned')}</Badge>}
            <span class="tabular muted">{formatPrice(Math.min(...item.skus.map((sku) => sku.price)))}</span>
            <span class="tabular">
              {t('console:room.left', {
                left: formatCount(item.skus.reduce((sum, sku) => sum + sku.left, 0)),
                size: formatCount(item.skus.reduce((sum, sku) => sum + sku.size, 0)),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
