import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { BackOffice } from '../lib/back-office.tsx';
import { idInAddress } from '../lib/links.ts';
import { Clock } from './clock.tsx';
import { RoomList } from './room-list.tsx';
import { StudioRoom } from './studio-room.tsx';
import { StudioContext, createStudio } from './studio.ts';
import './studio.css';

/** `/studio` lists the host's rooms, `/studio/<id>` is one of them. */
export function App() {
  const roomId = idInAddress();
  if (!roomId) {
    return <BackOffice place={t('studio:title')}>{() => <RoomList />}</BackOffice>;
  }
  return (
    <BackOffice place={t('studio:title')} wide>
      {() => <Opened roomId={roomId} />}
    </BackOffice>
  );
}

/** Connects once the host is known, so that the connection carries the account from the start. */
function Opened({ roomId }: { roomId: string }) {
  const [studio] = useState(() => createStudio(roomId));
  useEffect(() => () => studio.close(), [studio]);
  return (
    <StudioContext.Provider value={studio}>
      <StudioRoom head={<Clock />} />
    </StudioContext.Provider>
  );
}
