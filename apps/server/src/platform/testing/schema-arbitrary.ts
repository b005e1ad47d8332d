import fc from 'fast-check';
import { z } from 'zod';

interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

/** What breaks parsers, databases and people who trust their input. */
export const nastyValues: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308],
  ...['', ' ', '\0', 'a\0b', '\ud800', 'x\udfff', '\u202e\u200b', 'я'.repeat(3000), '🏗️'.repeat(50)],
  ...["'; drop table users; --", '%00', '../../etc/passwd', '{{7*7}}', '1e309', 'NaN', '0x10'],
  ...['9999-99-99T99:99:99Z_x', '2026-01-01T00:00:00Z_x'],
  ...[[], [[[[]]]], {}, { length: 1e9 }, { toString: 'x', valueOf: 1, constructor: null }],
];

export const nasty = fc.constantFrom(...nastyValues);

/** Values that a zod schema mostly accepts, with bounds and odd members included. */
export function fromZod(schema: z.ZodType): fc.Arbitrary<unknown> {
  return fromJsonSchema(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
}

function fromJsonSchema(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fromJsonSchema));
  switch (schema.type) {
    case 'string':
      return fromString(schema);
    case 'integer':
      return fc.integer(bounds(schema));
    case 'number':
      return fc.double({ ...bounds(schema), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(fromJsonSchema(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case 'object':
      return fromObject(schema);
    default:
      return nasty;
  }
}

function fromString({ format, minLength = 0, maxLength = 200 }: JsonSchema): fc.Arbitrary<unknown> {
  if (format === 'uuid') return fc.uuid();
  return fc.string({ minLength, maxLength: Math.min(maxLength, 200), unit: 'grapheme' });
}

function bounds({ minimum, maximum }: JsonSchema) {
  return { min: Math.max(minimum ?? -1000, -(2 ** 31)), max: Math.min(maximum ?? 1000, 2 ** 31 - 1) };
}

function fromObject({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const members: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, fromJsonSchema(schema)]),
  );
  return fc.record(members, { requiredKeys: required });
}

/** The value with one of its members, or all of it, replaced by something nasty. */
export function spoiled(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(values, nasty, fc.nat()).map(([value, bad, at]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad;
    const names = Object.keys(value);
    const name = names[at % Math.max(1, names.length)] ?? 'extra';
    return { ...value, [name]: bad };
  });
}
