import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GitCompareArrows, Pencil, SquareDashed } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { shortTitle } from '#features/documents/document-title.ts';
import { documentQuery } from '#features/documents/documents-query.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Bubble } from './bubble.tsx';
import type { Message } from './chat-query.ts';
import { COMPOSER_ID } from './composer.tsx';
import { QuestionEditor } from './question-editor.tsx';
import { useBranches } from './use-branches.ts';
import { Variants } from './variants.tsx';

export interface QuestionProps {
  chatId: string;
  message: Message;
  /** Its place among those that wait for the answer in the making. */
  waiting: number | null;
}

export const Question = memo(function Question({ chatId, message, waiting }: QuestionProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const { edit } = useBranches(chatId);
  return (
    <article className="group/question flex flex-col items-end">
      <h2 className="sr-only">{t('conversation.question')}</h2>
      {editing ? (
        <QuestionEditor
          content={message.content}
          onCancel={() => {
            flushSync(() => setEditing(false));
            pencil.current?.focus();
          }}
          onSend={(content) => {
            flushSync(() => setEditing(false));
            document.getElementById(COMPOSER_ID)?.focus();
            if (content !== message.content) edit.mutate({ message, content });
          }}
        />
      ) : (
        <>
          <div className="flex w-full items-center justify-end gap-1">
            <IconButton
              icon={Pencil}
              label={t('conversation.edit')}
              disabled={edit.isPending}
              ref={pencil}
              onClick={() => setEditing(true)}
              className="opacity-0 focus-visible:opacity-100 group-focus-within/question:opacity-100 group-hover/question:opacity-100 pointer-coarse:opacity-100"
            />
            <Bubble content={message.content} />
          </div>
          <Along message={message} />
          {waiting === null ? null : (
            <p role="status" className="figures mt-1.5 text-ink-3 text-xs">
              {t('conversation.queue', { position: waiting })}
            </p>
          )}
          <Variants chatId={chatId} message={message} />
        </>
      )}
    </article>
  );
});

/** What went with the question: a comparison, places that were drawn. */
function Along({ message: { compare, regions } }: { message: Message }) {
  const { t } = useTranslation();
  if (compare === null && regions.length === 0) return null;
  return (
    <ul className="mt-1.5 flex flex-wrap justify-end gap-1.5 text-ink-2 text-xs">
      {compare === null ? null : (
        <li className="inline-flex items-center gap-1.5 rounded-md bg-sunken px-2 py-1">
          <GitCompareArrows className="size-3.5 shrink-0" aria-hidden />
          <span className="sr-only">{t('conversation.comparison')}: </span>
          <span>
            <SideName documents={compare.a} /> ↔ <SideName documents={compare.b} />
          </span>
        </li>
      )}
      {regions.map(({ document_id, page, box }) => (
        <li key={`${document_id}:${page}:${box.join()}`}>
          <Link
            to="/documents/$documentId"
            params={{ documentId: document_id }}
            search={{ page, box: box.map((share) => share.toFixed(4)).join(',') }}
            className="inline-flex items-center gap-1.5 rounded-md bg-sunken px-2 py-1 hover:bg-hover"
          >
            <SquareDashed className="size-3.5" aria-hidden />
            {t('conversation.region', { page })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

type Side = NonNullable<Message['compare']>['a'];

/** «План.pdf, версия 2»; of several documents the first, and how many more. */
function SideName({ documents }: { documents: Side }) {
  const { t } = useTranslation();
  const [first, ...others] = documents;
  const { data } = useQuery({ ...documentQuery(first?.document_id ?? ''), enabled: first !== undefined });
  const name = [
    data === undefined ? t('conversation.document') : shortTitle(data.title),
    first?.version === undefined ? null : t('place.version', { version: first.version }),
  ];
  return `${name.filter(Boolean).join(', ')}${others.length === 0 ? '' : ` +${others.length}`}`;
}
