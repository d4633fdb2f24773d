import { PackageOpen } from 'lucide';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { EmptyState } from '../empty-state.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { Skeleton } from '../skeleton.tsx';

export function States() {
  return (
    <div class="tiles" style={{ '--column': '20rem' }}>
      <Card>
        <EmptyState
          icon={PackageOpen}
          title="No products yet"
          text="Products you add appear here once their review has passed."
          action={<Button variant="primary">Add a product</Button>}
        />
      </Card>
      <Card>
        <ErrorPanel code="ROOM_FULL" retryAfterMs={9000} onRetry={() => {}} />
      </Card>
      <Card>
        <div class="stack">
          <ErrorPanel inline code="PRICE_CHANGED" />
          <div class="row">
            <Skeleton shape="circle" width="44px" height="44px" />
            <span class="grow">
              <Skeleton width="60%" />
              <Skeleton width="35%" />
            </span>
          </div>
          <Skeleton shape="block" height="96px" />
        </div>
      </Card>
    </div>
  );
}
