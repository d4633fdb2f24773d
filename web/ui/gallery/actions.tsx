import { ArrowRight, Download, Heart, MicOff, Pin, Plus, Radio, Share2, ShoppingBag, Trash2 } from 'lucide';
import { useState } from 'preact/hooks';
import { Badge, LiveBadge } from '../badge.tsx';
import { Button, ButtonLink } from '../button.tsx';
import { Card } from '../card.tsx';
import { IconButton } from '../icon-button.tsx';
import { Tabs } from '../tabs.tsx';

export function Actions() {
  const [tab, setTab] = useState('ship');
  return (
    <Card title="Buttons, badges, tabs">
      <div class="stack gap-6">
        <div class="row row-wrap">
          <Button variant="primary" size="l" icon={Radio}>
            Go live
          </Button>
          <Button variant="primary">Buy now</Button>
          <Button icon={Plus}>Add product</Button>
          <Button variant="quiet" icon={Download}>
            Export
          </Button>
          <Button variant="danger" icon={Trash2}>
            End the show
          </Button>
          <ButtonLink href="#" iconAfter={ArrowRight}>
            Open the room
          </ButtonLink>
        </div>
        <div class="row row-wrap">
          <Button variant="primary" loading>
            Buy now
          </Button>
          <Button loading>Save</Button>
          <Button variant="primary" disabled>
            Sold out
          </Button>
          <Button disabled>Save</Button>
          <Button size="s" icon={Pin}>
            Pin
          </Button>
          <Button size="s" variant="primary">
            Approve
          </Button>
        </div>
        <div class="row row-wrap">
          <IconButton icon={ShoppingBag} label="Shelf" count={8} />
          <IconButton icon={Heart} label="Like" filled variant="outline" />
          <IconButton icon={Share2} label="Share" variant="accent" />
          <IconButton icon={MicOff} label="Unmute" disabled />
          <IconButton icon={MicOff} label="Working" loading />
        </div>
        <div class="row row-wrap gap-2">
          <LiveBadge />
          <Badge>Draft</Badge>
          <Badge tone="accent" icon={Pin}>
            Pinned
          </Badge>
          <Badge tone="success" dot>
            Online
          </Badge>
          <Badge tone="warning" dot>
            In review
          </Badge>
          <Badge tone="danger" dot>
            Rejected
          </Badge>
        </div>
        <Tabs
          label="Orders by state"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'ship', label: 'To ship', count: 12 },
            { value: 'shipped', label: 'Shipped', count: 3 },
            { value: 'done', label: 'Completed' },
            { value: 'refund', label: 'Refunds' },
          ]}
        >
          <p class="muted">Panel of “{tab}”.</p>
        </Tabs>
      </div>
    </Card>
  );
}
