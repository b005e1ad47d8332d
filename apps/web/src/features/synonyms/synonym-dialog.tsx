import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError } from '#shared/api/describe-error.ts';
import { cn } from '#shared/lib/cn.ts';
import { Button } from '#shared/ui/button.tsx';
import { Dialog } from '#shared/ui/dialog.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { inputLook, TextInput } from '#shared/ui/text-input.tsx';
import { readTerms, type TermsMistake, termsMistake } from './read-terms.ts';
import { type Synonym, useSaveSynonym } from './use-synonyms.ts';

/** Words that search takes for one another: a new group, or one to change. */
export function SynonymDialog({ synonym, onClose }: { synonym: Synonym | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(synonym?.terms.join(', ') ?? '');
  const [note, setNote] = useState(synonym?.note ?? '');
  const [mistake, setMistake] = useState<TermsMistake | null>(null);
  const save = useSaveSynonym(synonym?.id ?? null);
  const ids = { terms: useId(), note: useId(), hint: useId(), error: useId() };
  const told =
    mistake === null
      ? save.isError
        ? describeError(save.error, t)
        : null
      : t(`synonyms.mistakes.${mistake}`);

  function submit(event: FormEvent) {
    event.preventDefault();
    const terms = readTerms(text);
    const found = termsMistake(terms);
    setMistake(found);
    if (found === null) save.mutate({ terms, note: note.trim() || null }, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(synonym === null ? 'synonyms.add' : 'synonyms.edit')}
      wide
    >
      <form onSubmit={submit} className="space-y-4">
        <div className="space-y-1.5">
          <label htmlFor={ids.terms} className="block font-medium text-ink text-sm">
            {t('synonyms.terms')}
          </label>
          <textarea
            id={ids.terms}
            rows={3}
            value={text}
            aria-invalid={told !== null}
            aria-describedby={`${ids.hint} ${ids.error}`}
            onChange={(event) => {
              setText(event.target.value);
              setMistake(null);
            }}
            className={cn(inputLook, 'resize-y py-2')}
          />
          <p id={ids.hint} className="text-ink-2 text-sm">
            {t('synonyms.termsHint')}
          </p>
        </div>
        <div className="space-y-1.5">
          <label htmlFor={ids.note} className="block font-medium text-ink text-sm">
            {t('synonyms.note')}
          </label>
          <TextInput
            id={ids.note}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <div id={ids.error}>{told === null ? null : <Notice tone="danger">{told}</Notice>}</div>
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
