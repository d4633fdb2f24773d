import { ExternalLink, Pause, Play, Radio, Square } from 'lucide';
import { useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { pages } from '../lib/links.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { confirm } from '../ui/confirm-dialog.tsx';
import { useStudio } from './studio.ts';

/** Go live, pause, go on, end. What cannot be done now says why beside it. */
export function ShowActions() {
  const studio = useStudio();
  const state = studio.watch.snapshot.value?.state;
  return (
    <>
      <ButtonLink variant="quiet" icon={ExternalLink} href={pages.room(studio.roomId)} target="_blank">
        {t('studio:actions.watch')}
      </ButtonLink>
      {state === 'scheduled' && <GoLive />}
      {(state === 'live' || state === 'paused') && <WhileLive isPaused={state === 'paused'} />}
    </>
  );
}

function GoLive() {
  const studio = useStudio();
  const [isBusy, setBusy] = useState(false);
  const hasSource = studio.publisher.source.value !== undefined;
  const check = studio.check.value;
  const why = !hasSource ? t('studio:golive.noSource') : check && !check.ok ? t('studio:golive.check') : undefined;
  const go = async () => {
    setBusy(true);
    const went = await studio.act('room:go-live', { room: studio.roomId });
    if (went) await studio.publisher.start();
    else await studio.recheck();
    setBusy(false);
  };
  return (
    <div class="studio-golive">
      <Button
        variant="primary"
        icon={Radio}
        loading={isBusy}
        disabled={why !== undefined || !check}
        onClick={() => void go()}
      >
        {t('studio:golive.go')}
      </Button>
      {why && <p class="small muted">{why}</p>}
    </div>
  );
}

function WhileLive({ isPaused }: { isPaused: boolean }) {
  const studio = useStudio();
  const end = async () => {
    const sure = await confirm({
      title: t('studio:end.title'),
      body: t('studio:end.body'),
      confirmLabel: t('studio:end.yes'),
      tone: 'danger',
    });
    if (sure && (await studio.act('room:end', { room: studio.roomId }))) studio.publisher.stop();
  };
  return (
    <>
      <Button
        icon={isPaused ? Play : Pause}
        onClick={() => void studio.act(isPaused ? 'room:resume' : 'room:pause', { room: studio.roomId })}
      >
        {isPaused ? t('studio:actions.resume') : t('studio:actions.pause')}
      </Button>
      <Button variant="danger" icon={Square} onClick={() => void end()}>
        {t('studio:actions.end')}
      </Button>
    </>
  );
}
