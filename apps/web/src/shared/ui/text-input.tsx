import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

export const inputLook =
  'w-full rounded-lg border border-line-strong/60 bg-surface px-3 text-base text-ink transition-colors hover:border-line-strong focus-visible:border-accent aria-invalid:border-danger md:text-sm';

export interface TextInputProps extends ComponentProps<'input'> {
  tall?: boolean;
}

export function TextInput({ className, tall = false, ...rest }: TextInputProps) {
  return <input className={cn(inputLook, tall ? 'h-12' : 'h-11 md:h-10', className)} {...rest} />;
}
