import { cn } from '../lib/cn.ts';

export interface SpinnerProps {
  small?: boolean;
  className?: string;
}

/** Shows that work goes on; say what in text beside it. */
export function Spinner({ small = false, className }: SpinnerProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={cn('animate-spin', small ? 'size-3' : 'size-4', className)}
      aria-hidden="true"
    >
      <circle
        cx="8"
        cy="8"
        r="6.25"
        fill="none"
        stroke="currentColor"
        strokeOpacity="0.22"
        strokeWidth="1.75"
      />
      <path
        d="M14.25 8A6.25 6.25 0 0 0 8 1.75"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeWidth="1.75"
      />
    </svg>
  );
}
