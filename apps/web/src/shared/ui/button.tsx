import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

const button = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium text-sm transition-colors select-none disabled:opacity-55 aria-disabled:opacity-55 max-md:min-h-11 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-accent text-on-accent not-disabled:hover:bg-accent-hover',
        outline:
          'border border-line bg-surface text-ink not-disabled:hover:border-line-strong not-disabled:hover:bg-hover',
        quiet: 'text-ink-2 not-disabled:hover:bg-hover not-disabled:hover:text-ink',
        danger: 'bg-danger text-paper not-disabled:hover:opacity-90',
        inverse: 'text-paper underline underline-offset-3',
        link: 'text-accent-ink underline decoration-line-strong underline-offset-3 not-disabled:hover:decoration-current',
      },
      size: {
        small: 'h-8 px-2.5',
        medium: 'h-10 px-4',
        large: 'h-11 px-5 text-base',
        inline: 'h-auto px-0',
      },
    },
    defaultVariants: { look: 'outline', size: 'medium' },
  },
);

export type ButtonProps = ComponentProps<'button'> & VariantProps<typeof button>;

export function Button({ look, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={cn(button({ look, size }), className)} {...rest} />;
}
