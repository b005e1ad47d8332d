import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  /** What the button does; also its tooltip. */
  label: string;
  /** On a dark ground. */
  inverse?: boolean;
}

export function IconButton({
  icon: Icon,
  label,
  inverse = false,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cn(
        'relative inline-flex size-9 shrink-0 items-center justify-center rounded-lg transition-colors disabled:opacity-40 max-md:size-11 pointer-coarse:size-11',
        inverse
          ? 'text-paper hover:bg-paper/15'
          : 'text-ink-2 not-disabled:hover:bg-hover not-disabled:hover:text-ink',
        className,
      )}
      {...rest}
    >
      <Icon className="size-[1.125rem]" aria-hidden />
    </button>
  );
}
