import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void } | undefined;
  /** Milliseconds on the screen. */
  life: number;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says that something happened away from where the reader looks; `action` may take it back. */
export function showToast(text: string, options: Partial<Pick<Toast, 'action' | 'life'>> = {}): void {
  lastId += 1;
  publish([...toasts, { id: lastId, text, life: 5_000, ...options }].slice(-3));
}

function dismiss(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <section
      aria-label={t('common.notifications')}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-6 z-60 flex flex-col items-center gap-2 px-4 max-md:bottom-24"
    >
      {shown.map((toast) => (
        <ToastItem key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastItem({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), toast.life);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className="pointer-events-auto flex max-w-lg animate-enter items-center gap-2 rounded-xl bg-ink py-1.5 pr-1.5 pl-4 text-paper text-sm shadow-raised">
      <span className="min-w-0 py-1.5 [overflow-wrap:anywhere]">{toast.text}</span>
      {toast.action === undefined ? null : (
        <Button
          look="inverse"
          size="small"
          onClick={() => {
            toast.action?.run();
            dismiss(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton icon={X} label={t('common.close')} inverse onClick={() => dismiss(toast.id)} />
    </div>
  );
}
