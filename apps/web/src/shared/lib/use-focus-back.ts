import { useState } from 'react';

/**
 * Focus goes back to what had it when a layer without a trigger of its own opened; Radix gives it back to triggers only.
 * @returns for `onCloseAutoFocus`
 */
export function useFocusBack(open: boolean): (event: Event) => void {
  const [wasOpen, setWasOpen] = useState(false);
  const [opener, setOpener] = useState<Element | null>(null);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setOpener(document.activeElement);
  }
  return (event) => {
    if (!(opener instanceof HTMLElement) || !opener.isConnected) return;
    event.preventDefault();
    // What closed the layer may have led the focus elsewhere already.
    if (document.activeElement === null || document.activeElement === document.body) opener.focus();
  };
}
