/** Google's own table of budgets to levels (`reasoning_effort` of its OpenAI-compatible endpoint). */
const LEVELS = [
  { upTo: 1024, level: 'low' },
  { upTo: 8192, level: 'medium' },
] as const;

/** The level of effort that a budget in tokens stands for, where a vendor takes no budgets. */
export function thinkingLevel(budget: number): 'low' | 'medium' | 'high' {
  return LEVELS.find(({ upTo }) => budget <= upTo)?.level ?? 'high';
}
