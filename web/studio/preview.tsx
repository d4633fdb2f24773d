import { useSignalEffect } from '@preact/signals';
import { Mic, MicOff, MonitorUp, SquarePlay, Video, VideoOff } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import type { PublishProblem } from '../media/problems.ts';
import { listDevices, type SourceChoice } from '../media/sources.ts';
import type { Orientation } from '../media/test-picture.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Health } from './health.tsx';
import { LevelMeter } from './level-meter.tsx';
import { recallChoice, rememberChoice } from './remember.ts';
import { useStudio } from './studio.ts';

/** The host's own picture, what it is made of, and how it gets through. */
export function Preview() {
  const studio = useStudio();
  const { publisher } = studio;
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<PublishProblem | undefined>(undefined);
  const [orientation, setOrientation] = useState<Orientation>(() => recallChoice()?.orientation ?? 'landscape');
  useSignalEffect(() => {
    if (video.current) video.current.srcObject = publisher.source.value?.stream ?? null;
  });

  const use = async (choice: SourceChoice) => {
    const failed = await publisher.use(choice);
    setProblem(failed);
    if (failed) return;
    rememberChoice(choice);
    const isOn = ['live', 'paused'].includes(studio.watch.snapshot.peek()?.state ?? '');
    if (isOn && publisher.state.peek().status !== 'publishing') await publisher.start();
  };
  useResume(use);

  const source = publisher.source.value;
  const title = studio.watch.snapshot.value?.title ?? '';
  const state = publisher.state.value;
  return (
    <section class="studio-preview" aria-label={t('studio:preview.title')}>
      <div class="studio-screen" data-theme="dark" data-empty={source ? undefined : true}>
        <video ref={video} autoplay muted playsInline aria-label={t('studio:preview.own')} />
        {!source && <p class="studio-screen-words">{t('studio:preview.choose')}</p>}
        <div class="studio-screen-badges">
          {state.status === 'publishing' && (
            <Badge tone="success" dot>
              {t('studio:preview.onAir')}
            </Badge>
          )}
          {(state.status === 'connecting' || state.status === 'reconnecting') && (
            <Badge tone="warning" dot>
              {t('studio:preview.connecting')}
            </Badge>
          )}
        </div>
        {source && (
          <div class="studio-screen-tools">
            <LevelMeter stream={source.stream} />
            <SendSwitch />
            <IconButton
              variant="overlay"
              icon={publisher.muted.value ? MicOff : Mic}
              label={publisher.muted.value ? t('studio:preview.unmute') : t('studio:preview.mute')}
              onClick={() => publisher.setMuted(!publisher.muted.value)}
            />
          </div>
        )}
      </div>
      <Problem problem={problem ?? (state.status === 'failed' ? state.problem : undefined)} />
      <Health />
      <div class="studio-sources">
        <Button size="s" icon={Video} onClick={() => void use({ kind: 'camera', orientation })}>
          {t('studio:source.camera')}
        </Button>
        <Button size="s" icon={MonitorUp} onClick={() => void use({ kind: 'screen' })}>
          {t('studio:source.screen')}
        </Button>
        <Button size="s" icon={SquarePlay} onClick={() => void use({ kind: 'test', orientation, title })}>
          {t('studio:source.test')}
        </Button>
        <SelectField
          label={t('studio:source.orientation')}
          hideLabel
          value={orientation}
          onChange={setOrientation}
          options={[
            { value: 'landscape', label: t('studio:source.landscape') },
            { value: 'portrait', label: t('studio:source.portrait') },
          ]}
        />
      </div>
      {source?.kind === 'camera' && <DevicePickers orientation={orientation} onPick={use} />}
    </section>
  );
}

/** Stops the picture while the show goes on, and sends it again. */
function SendSwitch() {
  const { publisher, watch } = useStudio();
  const { status } = publisher.state.value;
  const state = watch.snapshot.value?.state;
  if (status === 'publishing') {
    return (
      <IconButton variant="overlay" icon={VideoOff} label={t('studio:preview.stop')} onClick={() => publisher.stop()} />
    );
  }
  if (status !== 'idle' || (state !== 'live' && state !== 'paused')) return null;
  return (
    <IconButton
      variant="overlay"
      icon={Video}
      label={t('studio:preview.again')}
      onClick={() => void publisher.start()}
    />
  );
}

/** A reload in the middle of a show takes the same source again by itself. */
function useResume(use: (choice: SourceChoice) => Promise<void>): void {
  const { watch, publisher } = useStudio();
  const [hasTried, setTried] = useState(false);
  const state = watch.snapshot.value?.state;
  useEffect(() => {
    const choice = recallChoice();
    if (hasTried || publisher.source.peek() || !choice || choice.kind === 'screen') return;
    if (state !== 'live' && state !== 'paused') return;
    setTried(true);
    void use(choice);
  }, [state]);
}

function Problem({ problem }: { problem: PublishProblem | undefined }) {
  const { publisher } = useStudio();
  if (!problem) return null;
  return (
    <div class="studio-problem" role="alert">
      <p class="strong">{t(`studio:problem.${problem}.title`)}</p>
      <p class="small">{t(`studio:problem.${problem}.next`)}</p>
      {publisher.state.value.status === 'failed' && publisher.source.value && (
        <Button size="s" onClick={() => void publisher.start()}>
          {t('studio:preview.again')}
        </Button>
      )}
    </div>
  );
}

function DevicePickers({
  orientation,
  onPick,
}: {
  orientation: Orientation;
  onPick: (choice: SourceChoice) => Promise<void>;
}) {
  const [devices, setDevices] = useState<{ cameras: MediaDeviceInfo[]; microphones: MediaDeviceInfo[] }>({
    cameras: [],
    microphones: [],
  });
  const [camera, setCamera] = useState<string | undefined>(undefined);
  const [microphone, setMicrophone] = useState<string | undefined>(undefined);
  useEffect(() => void listDevices().then(setDevices), []);
  const options = (list: MediaDeviceInfo[]) =>
    list.map((each, index) => ({ value: each.deviceId, label: each.label || `${index + 1}` }));
  if (devices.cameras.length + devices.microphones.length < 3) return null;
  return (
    <div class="studio-pickers">
      <SelectField
        label={t('studio:source.whichCamera')}
        value={camera ?? devices.cameras[0]?.deviceId ?? ''}
        options={options(devices.cameras)}
        onChange={(next) => {
          setCamera(next);
          void onPick({ kind: 'camera', camera: next, microphone, orientation });
        }}
      />
      <SelectField
        label={t('studio:source.whichMicrophone')}
        value={microphone ?? devices.microphones[0]?.deviceId ?? ''}
        options={options(devices.microphones)}
        onChange={(next) => {
          setMicrophone(next);
          void onPick({ kind: 'camera', camera, microphone: next, orientation });
        }}
      />
    </div>
  );
}
