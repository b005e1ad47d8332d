import { useCallback, useState } from 'react';
import { readStored, writeStored } from '#shared/lib/storage.ts';

/** An unsent message, kept in this browser for its chat. */
export function useDraft(chatId: string): [string, (text: string) => void] {
  const name = `draft.${chatId}`;
  const [draft, setDraft] = useState({ name, text: readStored(name) ?? '' });
  const current = draft.name === name ? draft.text : (readStored(name) ?? '');
  if (draft.name !== name) setDraft({ name, text: current });

  const write = useCallback(
    (text: string) => {
      setDraft({ name, text });
      writeStored(name, text === '' ? null : text);
    },
    [name],
  );
  return [current, write];
}

/** Puts a question into a chat's field before the person comes there. */
export function leaveDraft(chatId: string, text: string): void {
  writeStored(`draft.${chatId}`, text);
}
