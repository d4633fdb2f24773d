import type common from './en/common.json';
import type console from './en/console.json';
import type errors from './en/errors.json';
import type lobby from './en/lobby.json';
import type pay from './en/pay.json';
import type protocol from './en/protocol.json';
import type room from './en/room.json';
import type shop from './en/shop.json';
import type studio from './en/studio.json';

/** The English catalogues are the type of every text key. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      common: typeof common;
      errors: typeof errors;
      lobby: typeof lobby;
      room: typeof room;
      studio: typeof studio;
      shop: typeof shop;
      console: typeof console;
      pay: typeof pay;
      protocol: typeof protocol;
    };
  }
}
