import type { ToolCall } from '../provider.ts';

const MALFORMED_LIMIT = 2000;

/** Arguments of a call as the model wrote them. A call without arguments may come as no text at all. */
export function parseArguments(written: string): Pick<ToolCall, 'arguments' | 'malformed'> {
  if (written.trim() === '') return { arguments: {} };
  try {
    const value: unknown = JSON.parse(written);
    if (isRecord(value)) return { arguments: value };
  } catch {
    // The orchestrator tells the model what it wrote.
  }
  return { arguments: {}, malformed: written.slice(0, MALFORMED_LIMIT) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
