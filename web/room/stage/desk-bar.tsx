import { ReceiptText } from 'lucide';
import { t } from '../../i18n/i18n.ts';
import { account } from '../../lib/session.ts';
import { askSignIn } from '../../lib/sign-in.tsx';
import { Button } from '../../ui/button.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { Logo } from '../../ui/logo.tsx';
import { pages } from '../../lib/links.ts';
import { leaveRoom } from '../leave.ts';
import { useRoom } from '../page.ts';
import { MoreMenu } from './top.tsx';

/** The bar over the three columns. */
export function DeskBar() {
  const page = useRoom();
  const leave = (event: Event) => {
    event.preventDefault();
    void leaveRoom(page);
  };
  return (
    <header class="room-desk-bar">
      <a class="room-desk-home" href={pages.lobby()} onClick={leave}>
        <Logo />
      </a>
      <h1 class="room-desk-title truncate">{page.room.snapshot.value?.title}</h1>
      <LanguageSwitch />
      <Button size="s" variant="quiet" icon={ReceiptText} onClick={() => void (page.panel.value = 'orders')}>
        {t('room:orders.open')}
      </Button>
      {account.value === null && (
        <Button size="s" onClick={() => void askSignIn()}>
          {t('action.signIn')}
        </Button>
      )}
      <MoreMenu />
    </header>
  );
}
