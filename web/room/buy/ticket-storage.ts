import type { TicketStore } from '../../../sdk/src/index.ts';

const STORED = 'shelfcast.tickets';

/** Tickets over reloads of this device; without storage a reload shows a purchase in the list of orders only. */
export const ticketStorage: TicketStore = {
  read() {
    try {
      return JSON.parse(localStorage.getItem(STORED) ?? '[]');
    } catch {
      return [];
    }
  },
  write(tickets) {
    try {
      localStorage.setItem(STORED, JSON.stringify(tickets));
    } catch {
      // See above.
    }
  },
};
