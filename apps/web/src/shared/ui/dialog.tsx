import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../lib/cn.ts';
import { useFocusBack } from '../lib/use-focus-back.ts';
import { IconButton } from './icon-button.tsx';

const overlay = 'fixed inset-0 z-40 bg-scrim data-[state=open]:animate-enter';

/** Into a form one types at once; elsewhere the focus starts at the first button. */
function focusField(event: Event) {
  const content = event.currentTarget as HTMLElement;
  const field = content.querySelector<HTMLElement>('form input, form textarea');
  if (field === null) return;
  event.preventDefault();
  field.focus();
}

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
  wide?: boolean;
}

/** A question or a form above the page; focus is kept inside and given back on close. */
export function Dialog({ open, onOpenChange, title, description, children, wide = false }: DialogProps) {
  const { t } = useTranslation();
  const focusBack = useFocusBack(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlay} />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          onOpenAutoFocus={focusField}
          onCloseAutoFocus={focusBack}
          className={cn(
            'fixed top-[12vh] left-1/2 z-50 max-h-[80dvh] -translate-x-1/2 overflow-y-auto rounded-2xl border border-line bg-surface p-5 shadow-raised focus:outline-none data-[state=open]:animate-enter',
            wide ? 'w-[min(34rem,calc(100vw-2rem))]' : 'w-[min(28rem,calc(100vw-2rem))]',
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
