import type { ReactNode } from 'react';

export interface PageProps {
  title: string;
  lead?: string;
  /** Over the title: the way here. */
  above?: ReactNode;
  children: ReactNode;
}

/** A page of sections that scrolls as a whole. */
export function Page({ title, lead, above, children }: PageProps) {
  return (
    <div className="scroll-area h-full">
      <div className="mx-auto w-full max-w-4xl space-y-6 px-4 pt-6 pb-16 md:px-10 md:pt-12">
        <header>
          {above}
          <h1 className="font-semibold text-[1.75rem] text-ink leading-tight tracking-tight">{title}</h1>
          {lead === undefined ? null : <p className="mt-1.5 text-ink-2">{lead}</p>}
        </header>
        {children}
      </div>
    </div>
  );
}
