import type { ScriptedRequest } from '@aizoomdoc/models/testing';

/** What the last call of a tool gave, read. */
// biome-ignore lint/suspicious/noExplicitAny: tests read answers of tools freely
export function outputOf({ toolResults }: ScriptedRequest, name: string): any {
  return JSON.parse(toolResults.findLast((result) => result.name === name)?.output ?? 'null');
}

/** Labels of the pictures that the model has before it. */
export const labelsOf = ({ pictures }: ScriptedRequest): string[] => pictures.map(({ label }) => label);

/** How many times smaller than legible a label says its picture to be. */
export function shrinkOf(label: string): number {
  const [, factor = '1'] = /уменьшено в\s([\d,]+)\s/u.exec(label) ?? [];
  return Number(factor.replace(',', '.'));
}
