import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabsProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  /** Content of the chosen one. */
  children: ReactNode;
}

/** Parts of a panel, one at a time. */
export function Tabs<Value extends string>({ label, value, options, onChange, children }: TabsProps<Value>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className="flex h-full min-h-0 flex-col"
    >
      <Radix.List aria-label={label} className="flex shrink-0 gap-1 border-line border-b px-2">
        {options.map((option) => (
          <Radix.Trigger
            key={option.value}
            value={option.value}
            className="-mb-px h-11 border-transparent border-b-2 px-2.5 text-ink-2 text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {option.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={value} tabIndex={-1} className="min-h-0 flex-1 outline-none">
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}
