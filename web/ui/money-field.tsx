import { useState } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { TextField, type TextFieldProps } from './field.tsx';
import { parseYuan, yuanText } from './yuan.ts';

export interface MoneyFieldProps extends Omit<TextFieldProps, 'value' | 'onInput' | 'type' | 'prefix' | 'inputmode'> {
  /** Integer fen; undefined while nothing valid is entered. */
  fen: number | undefined;
  onChange: (fen: number | undefined) => void;
}

/** An amount typed in yuan, handed out in fen; says so itself when it is no amount. */
export function MoneyField({ fen, onChange, error, ...field }: MoneyFieldProps) {
  const [text, setText] = useState(fen === undefined ? '' : yuanText(fen));
  // The owner may set another amount; what is being typed is left alone as long as it means the same.
  const shown = fen !== undefined && parseYuan(text) !== fen ? yuanText(fen) : text;
  const wrong = shown !== '' && parseYuan(shown) === undefined;
  return (
    <TextField
      {...field}
      prefix="¥"
      inputmode="decimal"
      autocomplete="off"
      value={shown}
      error={wrong ? t('field.amount') : error}
      onInput={(typed) => {
        setText(typed);
        onChange(parseYuan(typed));
      }}
    />
  );
}
