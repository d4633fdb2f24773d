import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { cx } from '../../ui/cx.ts';
import { HoldChip } from '../buy/hold-chip.tsx';
import { ChatField } from '../chat/chat-field.tsx';
import { ChatList } from '../chat/chat-list.tsx';
import { Connection } from '../connection.tsx';
import { guardTab } from '../leave.ts';
import { useRoom } from '../page.ts';
import { PinnedCard } from '../shelf/pinned-card.tsx';
import { ShelfList } from '../shelf/shelf-list.tsx';
import { BagButton, LikeButton, ShareButton } from '../stage/actions.tsx';
import { DeskBar } from '../stage/desk-bar.tsx';
import { Stage } from '../stage/stage.tsx';
import { SoundButton, StageMessage } from '../stage/stage-message.tsx';
import { ChannelPill, Top, Viewers } from '../stage/top.tsx';
import { useViewportHeight } from '../use-viewport-height.ts';
import { isWide } from '../use-wide.ts';
import './live-scene.css';

/** The running show. */
export function LiveScene() {
  const page = useRoom();
  useEffect(() => guardTab(page), [page]);
  return isWide.value ? <Desk /> : <Phone />;
}

/** The picture fills the screen; everything else lies over it. */
function Phone() {
  const [isTyping, setTyping] = useState(false);
  const height = useViewportHeight();
  return (
    <main class={cx('room-phone', isTyping && 'room-phone-typing')} style={{ height }}>
      <Stage />
      <div class="room-over">
        <div class="room-over-top">
          <Top />
          <Connection />
        </div>
        <StageMessage />
        <div class="room-over-bottom">
          <ChatList empty={t('room:chat.empty')} />
          <HoldChip />
          <PinnedCard />
          <div class="room-actions">
            <ChatField onTyping={setTyping} />
            <div class="room-actions-more">
              <BagButton />
              <LikeButton />
              <ShareButton />
            </div>
          </div>
        </div>
      </div>
    </main>
  );
}

/** Shelf, picture and chat side by side. */
function Desk() {
  return (
    <div class="room-desk">
      <DeskBar />
      <aside class="room-desk-column" aria-labelledby="room-shelf-title">
        <h2 id="room-shelf-title" class="room-desk-head">
          {t('room:shelf.title')}
        </h2>
        <div class="room-desk-scroll" tabIndex={0} role="group" aria-labelledby="room-shelf-title">
          <ShelfList />
        </div>
      </aside>
      <main class="room-desk-stage">
        <Stage />
        <div class="room-over">
          <div class="room-over-top">
            <div class="room-top-row">
              <ChannelPill />
              <Viewers />
            </div>
            <Connection />
          </div>
          <StageMessage />
          <div class="room-over-bottom">
            <div class="room-desk-foot">
              <div class="room-desk-pin">
                <HoldChip />
                <PinnedCard />
              </div>
              <div class="room-actions-more">
                <SoundButton />
                <ShareButton />
                <LikeButton />
              </div>
            </div>
          </div>
        </div>
      </main>
      <aside class="room-desk-column" aria-labelledby="room-chat-title">
        <h2 id="room-chat-title" class="room-desk-head">
          {t('room:chat.label')}
        </h2>
        <ChatList empty={t('room:chat.empty')} />
        <div class="room-desk-say">
          <ChatField />
        </div>
      </aside>
    </div>
  );
}
