import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  /** What the button does; also its tooltip. */
  label: string;
}

export function IconButton({ icon: Icon, label, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cn(
        'relative inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-ink-2 transition-colors not-disabled:hover:bg-hover not-disabled:hover:text-ink disabled:opacity-40 max-md:size-11 pointer-coarse:size-11',
        className,
      )}
      {...rest}
    >
      <Icon className="size-[1.125rem]" aria-hidden />
    </button>
  );
}
