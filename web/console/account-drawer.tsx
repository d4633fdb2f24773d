import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { Facts } from '../orders/facts.tsx';
import { PastTickets } from '../orders/past-tickets.tsx';
import { Drawer } from '../ui/drawer.tsx';

/** An account an operator has found, with everything it tried to buy. */
export function AccountDrawer(props: {
  of: { id: string; title: string; state?: string | undefined } | undefined;
  onClose: () => void;
}) {
  const { of, onClose } = props;
  return (
    <Drawer open={of !== undefined} onClose={onClose} title={t('console:kind.account')}>
      {of && (
        <div class="stack gap-6">
          <Facts
            facts={[
              [t('console:find.what'), of.title],
              [t('console:find.state'), of.state],
              [t('console:find.id'), of.id],
            ]}
          />
          <AccountTickets id={of.id} />
        </div>
      )}
    </Drawer>
  );
}

/** Every ticket of an account, in any shop. */
export function AccountTickets({ id }: { id: string }) {
  return (
    <PastTickets of={id} load={(query) => api('GET /api/ops/accounts/:id/purchases', { params: { id }, query })} />
  );
}
