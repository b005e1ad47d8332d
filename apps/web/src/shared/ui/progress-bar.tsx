import { cn } from '../lib/cn.ts';

export interface ProgressBarProps {
  label: string;
  value: number;
  max: number;
  /** All is there, and work goes on whose end nobody knows. */
  busy?: boolean;
  className?: string;
}

export function ProgressBar({ label, value, max, busy = false, className }: ProgressBarProps) {
  const share = max <= 0 ? 0 : Math.min(1, value / max);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      className={cn('h-1 overflow-hidden rounded-full bg-hover', className)}
    >
      <div
        className={cn('h-full rounded-full bg-accent transition-[width]', busy && 'animate-pulse-soft')}
        style={{ width: `${Math.max(2, share * 100)}%` }}
      />
    </div>
  );
}
