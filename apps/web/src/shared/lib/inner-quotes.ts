/** A name that will stand in «ёлочках»: its own become „лапки“. */
export function innerQuotes(name: string): string {
  return name.replaceAll('«', '„').replaceAll('»', '“');
}
