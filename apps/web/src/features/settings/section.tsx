import type { ReactNode } from 'react';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-2xl border border-line bg-surface">
      <h2 className="border-line border-b px-5 py-3 font-semibold text-ink">{title}</h2>
      <div className="divide-y divide-line px-5">{children}</div>
    </section>
  );
}

export interface RowProps {
  title: string;
  hint?: string | undefined;
  children: ReactNode;
}

/** A setting: what it is on the left, its control on the right. */
export function Row({ title, hint, children }: RowProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3 py-4">
      <div className="min-w-56 max-w-md flex-1">
        <p className="font-medium text-ink text-sm">{title}</p>
        {hint === undefined ? null : <p className="mt-0.5 text-ink-2 text-sm">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
