import { t } from '../i18n/i18n.ts';
import { formatClock } from '../i18n/format.ts';
import { LiveBadge, Badge } from '../ui/badge.tsx';
import { useNow } from '../ui/use-now.ts';
import { serverNow } from '../lib/server-clock.ts';
import { useStudio } from './studio.ts';

/** State and length of the show, large enough to be read from a few steps away. */
export function Clock() {
  const { watch } = useStudio();
  useNow(1_000);
  const now = watch.snapshot.value;
  if (!now) return null;
  const isOn = now.state === 'live' || now.state === 'paused';
  return (
    <div class="studio-clock">
      {now.state === 'live' ? (
        <LiveBadge />
      ) : (
        <Badge tone={now.state === 'paused' ? 'warning' : 'neutral'}>{t(`studio:state.${now.state}`)}</Badge>
      )}
      {isOn && now.startedAt && (
        <time class="studio-clock-time tabular">
          {formatClock(Math.max(0, serverNow() - Date.parse(now.startedAt)))}
        </time>
      )}
    </div>
  );
}
