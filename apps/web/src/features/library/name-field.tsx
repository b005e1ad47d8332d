import { useEffect, useRef, useState } from 'react';
import { TextInput } from '#shared/ui/text-input.tsx';

interface NameFieldProps {
  label: string;
  initial: string;
  /** The new name, or `null` when it stays as it was. */
  onEnd: (name: string | null) => void;
}

/** A name being typed in its place: Enter and leaving keep it, Escape does not. */
export function NameField({ label, initial, onEnd }: NameFieldProps) {
  const [name, setName] = useState(initial);
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  function end(kept: boolean) {
    if (ended.current) return;
    ended.current = true;
    const trimmed = name.trim();
    onEnd(kept && trimmed !== '' ? trimmed : null);
  }

  return (
    <TextInput
      ref={input}
      aria-label={label}
      value={name}
      maxLength={300}
      className="min-w-0 flex-1"
      onChange={(event) => setName(event.target.value)}
      onBlur={() => document.hasFocus() && end(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(true);
        if (event.key === 'Escape') end(false);
      }}
    />
  );
}
