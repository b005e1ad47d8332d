import { MAX_MESSAGE_LENGTH } from '@aizoomdoc/contracts';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';

export interface QuestionEditorProps {
  content: string;
  onSend: (content: string) => void;
  onCancel: () => void;
}

/** A question put in other words; Ctrl+Enter sends it, Escape leaves it as it was. */
export function QuestionEditor({ content, onSend, onCancel }: QuestionEditorProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(content);
  const ready = text.trim() !== '' && text.length <= MAX_MESSAGE_LENGTH;
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) onSend(text.trim());
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onCancel();
  }
  return (
    <div className="w-full max-w-xl rounded-2xl border border-accent bg-surface p-2">
      <textarea
        aria-label={t('conversation.edit')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
        autoFocus
        rows={Math.min(12, text.split('\n').length + 1)}
        className="scroll-area w-full resize-none bg-transparent px-2 py-1.5 text-ink outline-none"
      />
      <div className="flex items-center justify-end gap-2">
        <span className="mr-auto pl-2 text-ink-3 text-xs max-md:hidden">{t('conversation.editHint')}</span>
        <Button size="small" look="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button size="small" look="primary" disabled={!ready} onClick={() => onSend(text.trim())}>
          {t('composer.send')}
        </Button>
      </div>
    </div>
  );
}
