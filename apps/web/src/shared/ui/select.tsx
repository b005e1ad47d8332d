import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';
import { inputLook } from './text-input.tsx';

/** One of a few choices that need not be all in sight. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative inline-block', className)}>
      <select className={cn(inputLook, 'h-11 appearance-none pr-9 md:h-10')} {...rest}>
        {children}
      </select>
      <ChevronDown
        className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-ink-3"
        aria-hidden
      />
    </span>
  );
}
