import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  hint?: string | undefined;
  children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, hint, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      <Icon className="mb-2 size-8 text-ink-3" strokeWidth={1.4} aria-hidden />
      <p className="font-semibold text-ink text-lg">{title}</p>
      {hint === undefined ? null : <p className="max-w-md text-ink-2 text-sm">{hint}</p>}
      {children === undefined ? null : <div className="mt-4">{children}</div>}
    </div>
  );
}
