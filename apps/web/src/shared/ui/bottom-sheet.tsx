import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';

export interface BottomSheetProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A panel over the lower half of a phone's screen; what is above stays in use, so the focus is not kept inside. */
export function BottomSheet({ title, onClose, children }: BottomSheetProps) {
  const { t } = useTranslation();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    section.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <section
      ref={section}
      aria-label={title}
      tabIndex={-1}
      className="absolute inset-x-0 bottom-0 z-20 flex h-[56%] animate-enter flex-col rounded-t-2xl border-line border-t bg-surface shadow-raised outline-none"
    >
      <IconButton
        icon={X}
        label={t('common.close')}
        onClick={onClose}
        className="absolute! top-0 right-1 z-10 bg-surface"
      />
      {children}
    </section>
  );
}
