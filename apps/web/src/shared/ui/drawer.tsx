import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';

export interface DrawerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  side: 'left' | 'right';
  children: ReactNode;
}

/** A panel over the page where there is no room beside it; from the right it takes the whole of a phone's screen. */
export function Drawer({ open, onOpenChange, title, side, children }: DrawerProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim data-[state=open]:animate-enter" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => side === 'right' && event.preventDefault()}
          className={cn(
            'fixed inset-y-0 z-50 flex flex-col bg-surface shadow-raised focus:outline-none',
            side === 'left' && 'left-0 w-[min(20rem,86vw)] bg-sunken data-[state=open]:animate-slide-left',
            side === 'right' && 'right-0 w-full data-[state=open]:animate-slide-right md:w-[min(36rem,72vw)]',
          )}
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
