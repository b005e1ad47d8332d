/** The translations of a compiled gettext catalogue (`.mo`), one after another. Throws when the bytes are none. */
export function messagesOf(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint32(0, true) === 0x950412de;
  if (!little && view.getUint32(0, false) !== 0x950412de) throw new Error('not a gettext catalogue');
  const count = view.getUint32(8, little);
  const table = view.getUint32(16, little);
  const messages: string[] = [];
  // The first message is the catalogue's own header.
  for (let entry = 1; entry < count; entry += 1) {
    const length = view.getUint32(table + entry * 8, little);
    const start = view.getUint32(table + entry * 8 + 4, little);
    messages.push(new TextDecoder().decode(bytes.subarray(start, start + length)).replaceAll('\0', '\n'));
  }
  return messages.join('\n');
}
