/**
 * A strip of black and white blocks at the foot of the test picture that carries a number, so that a program can read
 * from a decoded frame when it was drawn. 32 bits of value, most significant first, then 8 bits of checksum.
 */
export const STRIP_BLOCKS = 40;

/** Share of the picture's height the strip takes. */
export const STRIP_HEIGHT = 0.06;

/** @param value below 2^32, e.g. milliseconds since the broadcast began */
export function encodeStrip(value: number): boolean[] {
  const bits = (number: number, count: number) =>
    Array.from({ length: count }, (_, index) => ((number >>> (count - 1 - index)) & 1) === 1);
  return [...bits(value >>> 0, 32), ...bits(checksum(value >>> 0), 8)];
}

/** The number, or undefined when the blocks were damaged on the way. */
export function decodeStrip(blocks: readonly boolean[]): number | undefined {
  if (blocks.length !== STRIP_BLOCKS) return undefined;
  const read = (from: number, count: number) =>
    blocks.slice(from, from + count).reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0);
  const value = read(0, 32);
  return read(32, 8) === checksum(value) ? value : undefined;
}

function checksum(value: number): number {
  let sum = 0x5a;
  for (let shift = 0; shift < 32; shift += 8) sum = (sum * 31 + ((value >>> shift) & 0xff)) & 0xff;
  return sum;
}
