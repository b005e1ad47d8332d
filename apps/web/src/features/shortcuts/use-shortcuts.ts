import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { COMPOSER_ID } from '#features/conversation/composer.tsx';
import { openOverlay } from '#shared/lib/overlays.ts';

/** Keys that work on every page; single letters only outside of fields. */
export function useShortcuts(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const action = event.defaultPrevented ? null : actionOf(event);
      if (action === null) return;
      event.preventDefault();
      if (action === 'new-chat') navigate({ to: '/' });
      else if (action === 'composer') document.getElementById(COMPOSER_ID)?.focus();
      else openOverlay(action);
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, [navigate]);
}

type Action = 'palette' | 'shortcuts' | 'new-chat' | 'composer';

/** By the key's place too, so that the Russian layout works. */
function actionOf(event: KeyboardEvent): Action | null {
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.shiftKey && event.code === 'KeyK') return 'palette';
  if (command && event.shiftKey && event.code === 'KeyO') return 'new-chat';
  if (command || event.altKey || isField(event.target)) return null;
  if (event.key === '?' || (event.key === ',' && event.shiftKey && event.code === 'Digit7'))
    return 'shortcuts';
  return event.key === '/' || event.key === '.' ? 'composer' : null;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
