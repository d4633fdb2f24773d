import { Eye, PackageCheck, ShoppingBag, Wallet } from 'lucide';
import { formatPrice } from '../../i18n/format.ts';
import { Badge, type Tone } from '../badge.tsx';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Count } from '../count.tsx';
import { Picture } from '../picture.tsx';
import { Price } from '../price.tsx';
import { RelativeTime } from '../relative-time.tsx';
import { Stat, StatRow } from '../stat.tsx';
import { Table } from '../table.tsx';
import { TextField } from '../field.tsx';

interface Row {
  id: string;
  title: string;
  buyer: string;
  amount: number;
  at: string;
  state: [Tone, string];
}

const rows: Row[] = [
  row('SC-20260131-7K3F9Q', '云南手工鲜花饼 · 礼盒装 12 枚', '周先生', 12900, 4, ['warning', 'To ship']),
  row('SC-20260131-1B8D2M', 'Linen summer shirt · M / Sand', 'Ada K.', 25900, 52, ['success', 'Shipped']),
  row('SC-20260130-9Z1X4C', 'Ceramic pour-over set · 2 cups', 'M. Okafor', 129900, 1440, ['neutral', 'Completed']),
  row('SC-20260130-5T6Y7U', '景德镇手绘茶杯 · 青花', '陈小姐', 8800, 2900, ['danger', 'Refunding']),
];

function row(id: string, title: string, buyer: string, amount: number, minutes: number, state: [Tone, string]): Row {
  return { id, title, buyer, amount, at: new Date(Date.now() - minutes * 60_000).toISOString(), state };
}

export function Data() {
  return (
    <>
      <StatRow>
        <Stat icon={Eye} label="Viewers" value={<Count value={12_400} />} note="peak 18.2K" />
        <Stat icon={ShoppingBag} label="Orders" value="384" note="+12 a minute" tone="success" />
        <Stat icon={Wallet} label="Paid" value={formatPrice(4_812_900)} note="3 refunds" />
        <Stat icon={PackageCheck} label="Units left" value="17" note="2 items short" tone="warning" />
      </StatRow>
      <Card
        title="Orders to ship"
        note="Newest first"
        flush
        actions={<TextField label="Search" hideLabel placeholder="Order number" value="" onInput={() => {}} />}
      >
        <Table
          caption="Orders to ship"
          columns={[
            {
              key: 'order',
              header: 'Order',
              primary: true,
              cell: (order) => (
                <span class="row">
                  <Picture alt="" size={44} />
                  <span>
                    <span class="clamp-2">{order.title}</span>
                    <span class="muted tiny tabular">{order.id}</span>
                  </span>
                </span>
              ),
            },
            { key: 'state', header: 'State', cell: ({ state: [tone, words] }) => <Badge tone={tone}>{words}</Badge> },
            { key: 'buyer', header: 'Buyer', cell: (order) => order.buyer, wideOnly: true },
            { key: 'at', header: 'Placed', cell: (order) => <RelativeTime at={order.at} /> },
            { key: 'amount', header: 'Amount', align: 'end', cell: (order) => <Price fen={order.amount} plain /> },
            {
              key: 'do',
              header: 'Actions',
              hideHeader: true,
              align: 'end',
              cell: () => (
                <span class="row gap-2">
                  <Button size="s" variant="quiet">
                    Refund
                  </Button>
                  <Button size="s">Ship</Button>
                </span>
              ),
            },
          ]}
          rows={rows}
          rowKey={(order) => order.id}
          onRowClick={() => {}}
          selected="SC-20260131-1B8D2M"
        />
      </Card>
      <Card title="Loading table" flush>
        <Table
          caption="Loading"
          loading
          rows={[]}
          rowKey={String}
          columns={['Title', 'State', 'Amount'].map((header) => ({ key: header, header, cell: () => null }))}
        />
      </Card>
    </>
  );
}
