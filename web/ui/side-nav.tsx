import type { IconNode } from 'lucide';
import { t } from '../i18n/i18n.ts';
import { Icon } from './icon.tsx';
import './side-nav.css';

export interface NavItem {
  value: string;
  label: string;
  icon: IconNode;
  /** Address of the place, usually a hash: `#orders`. */
  href: string;
  /** Things waiting there. */
  count?: string | number | undefined;
}

export interface SideNavProps {
  items: readonly NavItem[];
  /** `value` of the place one is in. */
  current: string;
}

/** The places of a back office: a column on a desktop, a bar at the bottom of a phone (five at most). */
export function SideNav({ items, current }: SideNavProps) {
  return (
    <nav class="ui-sidenav" aria-label={t('nav.main')}>
      <ul class="ui-sidenav-list">
        {items.map((item) => (
          <li key={item.value}>
            <a class="ui-sidenav-item" href={item.href} aria-current={item.value === current ? 'page' : undefined}>
              <Icon node={item.icon} size={20} />
              <span class="ui-sidenav-label">{item.label}</span>
              {item.count !== undefined && <span class="ui-sidenav-count tabular">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
