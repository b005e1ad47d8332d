/** The file is not an export, or is so damaged that nothing more can be told; `message` is Russian. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}
