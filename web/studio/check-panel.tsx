import { CircleCheck, CircleX } from 'lucide';
import type { CheckLine } from '../../src/contract/rooms.ts';
import { formatDateTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { pages } from '../lib/links.ts';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useStudio } from './studio.ts';

/** Where each rule is mended; rules without a place are mended right here. */
const places: Partial<Record<CheckLine['rule'], string>> = {
  shop_linked: `${pages.shop()}#channel`,
  shop_open: `${pages.shop()}#`,
  live_enabled: `${pages.shop()}#`,
  products_online: `${pages.shop()}#products`,
  stock: `${pages.shop()}#products`,
  price: `${pages.shop()}#products`,
};

/** What must be right before the show, each failing rule with its mend. */
export function CheckPanel() {
  const { check, room } = useStudio();
  const now = check.value;
  return (
    <Card
      title={t('studio:check.title')}
      note={room.value && t('studio:check.planned', { at: formatDateTime(room.value.startsAt) })}
    >
      {now ? (
        <ul class="studio-check">
          {now.lines.map((line) => (
            <Line key={line.rule} line={line} />
          ))}
        </ul>
      ) : (
        <Skeleton shape="block" height="10rem" />
      )}
    </Card>
  );
}

function Line({ line }: { line: CheckLine }) {
  const place = places[line.rule];
  return (
    <li class="studio-check-line" data-ok={line.ok}>
      <Icon
        node={line.ok ? CircleCheck : CircleX}
        size={20}
        label={line.ok ? t('studio:check.ok') : t('studio:check.failed')}
      />
      <div>
        <p class={line.ok ? 'muted' : 'strong'}>{t(`studio:check.${line.rule}.rule`)}</p>
        {!line.ok && <p class="small muted">{t(`studio:check.${line.rule}.mend`)}</p>}
      </div>
      {!line.ok && place && <a href={place}>{t('studio:check.mend')}</a>}
    </li>
  );
}
