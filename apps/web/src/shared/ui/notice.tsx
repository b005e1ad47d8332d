import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';

const looks = {
  danger: { box: 'border-danger/30 bg-danger-soft text-danger', Icon: CircleAlert },
  warning: { box: 'border-warning/30 bg-warning-soft text-warning', Icon: TriangleAlert },
  info: { box: 'border-line bg-sunken text-ink-2', Icon: Info },
} as const;

export interface NoticeProps {
  tone: keyof typeof looks;
  children: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
  className?: string;
  /** Not read out: what changes all the time is told elsewhere. */
  silent?: boolean;
}

/** A message in its place on the screen; what went wrong is read out at once, the rest politely. */
export function Notice({ tone, children, actions, className, silent = false }: NoticeProps) {
  const { box, Icon } = looks[tone];
  return (
    <div
      role={silent ? undefined : tone === 'danger' ? 'alert' : 'status'}
      className={cn(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border px-3.5 py-2.5 text-sm',
        box,
        className,
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      <div className="min-w-52 flex-1">{children}</div>
      {actions === undefined ? null : <div className="flex gap-2">{actions}</div>}
    </div>
  );
}
