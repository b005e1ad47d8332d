import { cn } from '../lib/cn.ts';

export function Skeleton({ className }: { className: string }) {
  return <div className={cn('animate-pulse-soft bg-hover', className)} />;
}

/** Lines of text to come; `label` tells the screen reader what is loading. */
export function TextSkeleton({ label, lines = 4 }: { label: string; lines?: number }) {
  const widths = ['w-11/12', 'w-full', 'w-4/5', 'w-2/3'];
  return (
    <div role="status" className="space-y-3">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike and never move
        <Skeleton key={line} className={cn('h-4 rounded-md', widths[line % widths.length])} />
      ))}
    </div>
  );
}
