export const adminTabs = ['prompts', 'roles', 'models', 'runs'] as const;
export type AdminTab = (typeof adminTabs)[number];

/** Which part of the administration is shown, as the address says it. */
export interface AdminAddress {
  tab?: AdminTab;
  /** A run whose trace is open. */
  run?: string;
}

export function parseAdminAddress({ tab, run }: Record<string, unknown>): AdminAddress {
  const known = adminTabs.find((name) => name === tab);
  return {
    ...(known !== undefined && { tab: known }),
    ...(typeof run === 'string' && { run }),
  };
}
