import { isApiError } from '@aizoomdoc/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '#features/auth/me-query.ts';
import { demoQuery, documentsQuery } from '#features/documents/documents-query.ts';
import { Skeleton } from '#shared/ui/skeleton.tsx';

const FirstImport = lazy(() =>
  import('./first-import.tsx').then((module) => ({ default: module.FirstImport })),
);

/** The empty screen: greets, then teaches by three questions or by the first import. */
export function Welcome({ onAsk }: { onAsk: (question: string) => void }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const greeting = t(`welcome.${partOfDay(new Date().getHours())}`, { name: me.data?.user.username ?? '' });
  return (
    <div className="mx-auto flex min-h-full w-full max-w-3xl flex-col justify-center px-5 py-10 md:px-8">
      <h1 className="font-semibold text-balance text-[1.75rem] text-ink leading-tight tracking-tight">
        {greeting}
      </h1>
      <p className="mt-2 max-w-xl text-ink-2 text-lg leading-7">{t('welcome.lead')}</p>
      <div className="mt-8">
        <Guide onAsk={onAsk} />
      </div>
    </div>
  );
}

function Guide({ onAsk }: { onAsk: (question: string) => void }) {
  const { t } = useTranslation();
  // The import stays with its report after the first document is there.
  const [importing, setImporting] = useState(false);
  const demo = useQuery(demoQuery);
  const documents = useInfiniteQuery(documentsQuery);
  const count = documents.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  if (!importing && (demo.isPending || documents.isPending)) return <ExamplesSkeleton />;
  if (demo.data !== undefined && demo.data.examples.length > 0) {
    return (
      <Examples
        title={t('welcome.demo', { name: demo.data.name })}
        questions={demo.data.examples}
        onAsk={onAsk}
      />
    );
  }
  const nothing = count === 0 && (isApiError(demo.error, 'project_not_found') || demo.data !== undefined);
  if (nothing && !importing) setImporting(true);
  return (
    <div className="space-y-6">
      {importing ? (
        <Suspense fallback={<ExamplesSkeleton />}>
          <FirstImport />
        </Suspense>
      ) : null}
      {count === 0 ? null : <p className="text-ink-2">{t('welcome.ready', { count })}</p>}
    </div>
  );
}

interface ExamplesProps {
  title: string;
  questions: readonly string[];
  onAsk: (question: string) => void;
}

function Examples({ title, questions, onAsk }: ExamplesProps) {
  return (
    <section aria-label={title}>
      <h2 className="mb-3 text-ink-3 text-sm">{title}</h2>
      <ul className="overflow-hidden rounded-2xl border border-line bg-surface">
        {questions.slice(0, 3).map((question) => (
          <li key={question} className="not-first:border-line not-first:border-t">
            <button
              type="button"
              onClick={() => onAsk(question)}
              className="group flex min-h-14 w-full items-center justify-between gap-4 px-5 py-3 text-left text-ink hover:bg-hover focus-visible:-outline-offset-2"
            >
              {question}
              <ArrowRight
                className="size-4 shrink-0 text-ink-3 transition-transform group-hover:translate-x-0.5 group-hover:text-accent"
                aria-hidden
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExamplesSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className="space-y-3">
      <span className="sr-only">{t('app.loading')}</span>
      <Skeleton className="h-4 w-64 rounded-md" />
      <Skeleton className="h-42 w-full rounded-2xl" />
    </div>
  );
}

function partOfDay(hour: number): 'morning' | 'day' | 'evening' | 'night' {
  if (hour < 5) return 'night';
  if (hour < 12) return 'morning';
  return hour < 18 ? 'day' : 'evening';
}
