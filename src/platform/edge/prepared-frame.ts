/** Opcode of a text frame that is whole in itself (RFC 6455, 5.2). */
const WHOLE_TEXT = 0x81;

/**
 * A text message of a websocket server, ready to be written to any number of connections: header and bytes in one buffer, so
 * that each connection costs one write of memory that all of them share. Only for connections without compression.
 */
export function prepareFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(header + length);
  frame[0] = WHOLE_TEXT;
  if (header === 2) {
    frame[1] = length;
  } else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, header);
  return frame;
}
