import { WifiOff } from 'lucide';
import { t } from '../i18n/i18n.ts';
import { Icon } from './icon.tsx';
import { Spinner } from './spinner.tsx';
import './connection-chip.css';

/** `ok` shows nothing; the others say what is wrong and what still works. */
export type Connection = 'ok' | 'reconnecting' | 'offline' | 'readOnly' | 'video';

const words = {
  reconnecting: () => [t('connection.reconnecting'), t('connection.reconnectingHelp')],
  offline: () => [t('connection.offline'), t('connection.offlineHelp')],
  readOnly: () => [t('connection.readOnly'), t('connection.readOnlyHelp')],
  video: () => [t('connection.video'), t('connection.videoHelp')],
} as const;

/** Appears only when something is wrong with the connection. */
export function ConnectionChip({ state }: { state: Connection }) {
  const [title, help] = state === 'ok' ? [] : words[state]();
  return (
    <div class="ui-connection" role="status">
      {title && (
        <span class="ui-connection-chip">
          {state === 'offline' ? <Icon node={WifiOff} size={16} /> : <Spinner size={16} />}
          <span>
            <b>{title}</b> <span class="ui-connection-help">{help}</span>
          </span>
        </span>
      )}
    </div>
  );
}
