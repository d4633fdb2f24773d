import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';

/** How loud the microphone is, as a bar that moves; nothing to read aloud. */
export function LevelMeter({ stream }: { stream: MediaStream }) {
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (stream.getAudioTracks().length === 0) return undefined;
    const audio = new AudioContext();
    const analyser = audio.createAnalyser();
    analyser.fftSize = 256;
    audio.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples);
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0) / 128;
      if (bar.current) bar.current.style.transform = `scaleX(${Math.min(1, peak * 1.6).toFixed(2)})`;
    }, 80);
    return () => {
      clearInterval(timer);
      void audio.close();
    };
  }, [stream]);
  return (
    <span class="studio-level" role="img" aria-label={t('studio:preview.level')}>
      <span ref={bar} />
    </span>
  );
}
