import { t } from '../../i18n/i18n.ts';
import type { NoSale } from './selling.ts';

/** Why nothing can be bought, in words. */
export function noSaleText(why: NoSale): string {
  return t(`room:buy.${why}`);
}
