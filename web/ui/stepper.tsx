import { Minus, Plus } from 'lucide';
import { useId } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { Icon } from './icon.tsx';
import './stepper.css';

export interface StepperProps {
  label?: string | undefined;
  value: number;
  min?: number | undefined;
  max: number;
  onChange: (value: number) => void;
  /** Why there is no more, shown once `value` reaches `max`. */
  reason?: string | undefined;
}

/** A quantity between two bounds: buttons, or typed. */
export function Stepper({ label = t('quantity.label'), value, min = 1, max, onChange, reason }: StepperProps) {
  const id = useId();
  const to = (next: number) => onChange(Math.min(max, Math.max(min, next)));
  const atMost = value >= max;
  return (
    <div class="ui-stepper">
      <label class="ui-stepper-label" for={id}>
        {label}
      </label>
      <div class="ui-stepper-box">
        <button type="button" aria-label={t('quantity.less')} disabled={value <= min} onClick={() => to(value - 1)}>
          <Icon node={Minus} size={18} />
        </button>
        <input
          id={id}
          class="tabular"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          value={value}
          aria-describedby={atMost && reason ? `${id}-why` : undefined}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            const typed = Number.parseInt(event.currentTarget.value, 10);
            const next = Number.isNaN(typed) ? value : typed;
            to(next);
            // What was typed may be out of bounds while the value stays the same, so nothing would render.
            event.currentTarget.value = String(Math.min(max, Math.max(min, next)));
          }}
        />
        <button type="button" aria-label={t('quantity.more')} disabled={atMost} onClick={() => to(value + 1)}>
          <Icon node={Plus} size={18} />
        </button>
      </div>
      {atMost && reason && (
        <p id={`${id}-why`} class="ui-stepper-why">
          {reason}
        </p>
      )}
    </div>
  );
}
