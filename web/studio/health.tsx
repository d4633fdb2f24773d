import { formatNumber, formatPercent } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Badge } from '../ui/badge.tsx';
import { useStudio } from './studio.ts';

const tones = { good: 'success', fair: 'warning', poor: 'danger' } as const;

/** How the broadcast does, in words first and numbers after. */
export function Health() {
  const health = useStudio().publisher.health.value;
  if (!health) return null;
  const numbers = [
    t('studio:health.bitrate', { value: formatNumber(health.bitrate / 1_000_000, 1) }),
    t('studio:health.frames', { value: formatNumber(health.framesPerSecond) }),
    `${health.width}×${health.height}`,
    t('studio:health.loss', { value: formatPercent(health.loss) }),
    ...(health.roundTripMs === undefined
      ? []
      : [t('studio:health.roundTrip', { value: formatNumber(health.roundTripMs) })]),
  ];
  return (
    <div class="studio-health">
      <Badge tone={tones[health.level]} dot>
        {t(`studio:health.${health.level}`)}
      </Badge>
      <span class="small muted tabular">{numbers.join(' · ')}</span>
      {health.problem && <span class="small">{t(`studio:problem.${health.problem}.next`)}</span>}
    </div>
  );
}
