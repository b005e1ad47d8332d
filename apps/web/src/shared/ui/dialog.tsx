import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../lib/cn.ts';
import { IconButton } from './icon-button.tsx';

const overlay = 'fixed inset-0 z-40 bg-scrim data-[state=open]:animate-enter';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
  className?: string;
}

/** A question or a form above the page; focus is kept inside and given back on close. */
export function Dialog({ open, onOpenChange, title, description, children, className }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlay} />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          className={cn(
            'fixed top-[12vh] left-1/2 z-50 max-h-[80dvh] w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 overflow-y-auto rounded-2xl border border-line bg-surface p-5 shadow-raised focus:outline-none data-[state=open]:animate-enter',
            className,
          )}
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <Radix.Title className="pt-1.5 font-semibold text-ink text-lg leading-6">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton icon={X} label={t('common.close')} className="-mt-0.5 -mr-1.5" />
            </Radix.Close>
          </div>
          {description === undefined ? null : (
            <Radix.Description className="mb-5 text-ink-2 text-sm">{description}</Radix.Description>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

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
        <Radix.Overlay className={overlay} />
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
