/** Fen from an amount as people type it: `129`, `129.5`, `1,299.00`, `¥ 9`; undefined when it is none. */
export function parseYuan(text: string): number | undefined {
  const bare = text.replaceAll(/[\s,，¥￥]/g, '');
  const match = /^(\d{1,9})(?:\.(\d{0,2}))?$/.exec(bare);
  if (!match) return undefined;
  // Digits are joined instead of multiplied: 19.99 * 100 is not 1999.
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Fen as an amount to edit: `129`, `129.50`. */
export function yuanText(fen: number): string {
  const cents = fen % 100;
  const whole = String(Math.floor(fen / 100));
  return cents === 0 ? whole : `${whole}.${String(cents).padStart(2, '0')}`;
}
