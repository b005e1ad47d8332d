/** The same value with every text as databases store it: no NUL, which JSON can escape, and no half of a surrogate pair. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') {
    const whole = value.isWellFormed() ? value : value.toWellFormed();
    return (whole.includes('\0') ? whole.replaceAll('\0', '') : whole) as T;
  }
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) value[at] = storable(item);
    return value;
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const fields = value as Record<string, unknown>;
  for (const [name, field] of Object.entries(fields)) fields[name] = storable(field);
  return value;
}
