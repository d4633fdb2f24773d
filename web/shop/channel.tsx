import { Link2, Link2Off, Tv } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { RouteResponse } from '../../sdk/src/index.ts';
import type { ChannelView } from '../../src/contract/shops.ts';
import { formatCount } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { pages } from '../lib/links.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { confirm } from '../ui/confirm-dialog.tsx';
import { TextAreaField, TextField } from '../ui/field.tsx';
import { Form, useForm } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { tell, type ShopState } from './shop.ts';

/** The channel shows belong to, and the shop linked to it. */
export function Channel({ state }: { state: ShopState }) {
  const channel = state.channel.value;
  if (channel === undefined) return <Skeleton shape="block" height="12rem" />;
  return channel === null ? <NewChannel state={state} /> : <Profile state={state} channel={channel} />;
}

function NewChannel({ state }: { state: ShopState }) {
  const form = useForm({
    initial: { name: '', about: '' },
    validate: ({ name }) => (name.trim().length < 2 ? { name: t('field.tooShort', { count: 2 }) } : {}),
    submit: async ({ name, about }) => {
      const answer = await api('POST /api/channel', { body: { name: name.trim(), about: about.trim() } });
      if (!answer.ok) return answer.error;
      state.takeChannel(answer.data.channel);
      return undefined;
    },
  });
  return (
    <>
      <PageHeader title={t('shop:channel.newTitle')} note={t('shop:channel.newNote')} />
      <Card>
        <Form
          form={form}
          actions={
            <Button type="submit" variant="primary" icon={Tv} loading={form.busy.value}>
              {t('shop:channel.create')}
            </Button>
          }
        >
          <TextField label={t('shop:channel.name')} maxLength={24} {...form.text('name')} />
          <TextAreaField label={t('shop:channel.about')} optional maxLength={200} {...form.text('about')} />
        </Form>
      </Card>
    </>
  );
}

function Profile({ state, channel }: { state: ShopState; channel: ChannelView }) {
  return (
    <>
      <PageHeader
        title={channel.name}
        note={channel.about || t('shop:channel.followers', { value: formatCount(channel.followers) })}
        actions={
          <ButtonLink variant="primary" href={pages.studio()}>
            {t('shop:channel.toStudio')}
          </ButtonLink>
        }
      />
      <LinkedShop state={state} channel={channel} />
    </>
  );
}

type Linkable = RouteResponse<'GET /api/channel/linkable'>['rows'];

function LinkedShop({ state, channel }: { state: ShopState; channel: ChannelView }) {
  const [rows, setRows] = useState<Linkable | undefined>(undefined);
  useEffect(() => {
    void api('GET /api/channel/linkable', {}).then((answer) => answer.ok && setRows(answer.data.rows));
  }, [channel.shop?.id]);
  const link = async (shopId: string) => {
    const answer = await api('PUT /api/channel/shop', { body: { shopId } });
    if (tell(answer.ok ? undefined : answer.error, t('shop:channel.linked')) && answer.ok)
      state.takeChannel(answer.data.channel);
  };
  const unlink = async () => {
    if (
      !(await confirm({
        title: t('shop:channel.unlinkTitle'),
        body: t('shop:channel.unlinkBody'),
        confirmLabel: t('shop:channel.unlink'),
        tone: 'danger',
      }))
    )
      return;
    const answer = await api('DELETE /api/channel/shop', {});
    if (tell(answer.ok ? undefined : answer.error, t('shop:channel.unlinked')) && answer.ok)
      state.takeChannel(answer.data.channel);
  };
  return (
    <Card title={t('shop:channel.shop')} note={t('shop:channel.shopNote')}>
      <ul class="shop-checklist">
        {(rows ?? []).map(({ shop, linkable, task }) => {
          const isLinked = channel.shop?.id === shop.id;
          return (
            <li key={shop.id} class="shop-check">
              <div class="grow">
                <p class="strong">
                  {shop.name} {shop.open && <Badge tone="success">{t('shop:state.open')}</Badge>}
                </p>
                {task && (
                  <p class="small muted">
                    {t('shop:channel.taskFirst', { task: t(`shop:task.${task as 'verify_payout'}.title`) })}
                  </p>
                )}
              </div>
              {isLinked ? (
                <Button size="s" icon={Link2Off} onClick={() => void unlink()}>
                  {t('shop:channel.unlink')}
                </Button>
              ) : (
                <Button size="s" variant="primary" icon={Link2} disabled={!linkable} onClick={() => void link(shop.id)}>
                  {t('shop:channel.link')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
