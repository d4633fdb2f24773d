import { Heart, Share2, ShoppingBag, X } from 'lucide';
import { useMemo, useState } from 'preact/hooks';
import { Avatar } from '../avatar.tsx';
import { LiveBadge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { ChipGroup } from '../chips.tsx';
import { CountdownRing } from '../countdown-ring.tsx';
import { Count } from '../count.tsx';
import { IconButton } from '../icon-button.tsx';
import { LanguageSwitch } from '../language-switch.tsx';
import { Meter, StockBar } from '../meter.tsx';
import { Picture } from '../picture.tsx';
import { Price } from '../price.tsx';
import { Stepper } from '../stepper.tsx';

export function RoomPieces() {
  const [sku, setSku] = useState('m');
  const [quantity, setQuantity] = useState(1);
  const [soon, later] = useMemo(() => [28_000, 272_000].map((ms) => new Date(Date.now() + ms).toISOString()), []);
  return (
    <Card title="Pieces of the room">
      <div class="tiles gap-6">
        <div class="gallery-video stack" data-theme="dark">
          <div class="row gap-2">
            <Avatar name="林晓雨" live />
            <span class="grow strong truncate">晓雨的茶铺</span>
            <Count value={12_400} />
            <IconButton icon={X} label="Close" variant="overlay" />
          </div>
          <div class="row gap-2">
            <LiveBadge />
            <LanguageSwitch overlay />
          </div>
          <div class="row gap-2">
            <IconButton icon={ShoppingBag} label="Shelf" count={8} variant="overlay" />
            <IconButton icon={Heart} label="Like" variant="overlay" filled />
            <IconButton icon={Share2} label="Share" variant="overlay" />
            <Button variant="primary">Buy</Button>
          </div>
        </div>
        <div class="stack">
          <div class="row">
            <Picture alt="Ceramic set" size={88} />
            <div class="grow">
              <p class="strong clamp-2">Ceramic pour-over set with two cups, hand-thrown in Jingdezhen</p>
              <Price fen={12900} listFen={16900} size="l" />
              <StockBar left={7} size={100} />
            </div>
          </div>
          <Price fen={990} upToFen={2990} />
          <StockBar left={0} size={100} />
          <StockBar left={64} size={100} always />
          <Meter label="Level" value={0.6} max={1} tone="success" />
          <Meter label="Level" value={0.9} max={1} tone="warning" />
        </div>
        <div class="stack">
          <ChipGroup
            label="Size"
            value={sku}
            onChange={setSku}
            options={[
              { value: 's', label: 'S / Sand', note: '12 left' },
              { value: 'm', label: 'M / Sand', note: '3 left' },
              { value: 'l', label: 'L / Sand', note: 'Sold out', disabled: true },
              { value: 'xl', label: '特大码 / 青花蓝' },
            ]}
          />
          <Stepper value={quantity} max={3} onChange={setQuantity} reason="At most 3 for each buyer" />
        </div>
        <div class="row">
          <CountdownRing until={later ?? ''} totalMs={300_000} size={120} />
          <CountdownRing until={soon ?? ''} totalMs={300_000} />
        </div>
      </div>
    </Card>
  );
}
