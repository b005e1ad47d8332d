import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type RefObject, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describePlace } from '#features/citations/place.ts';
import { describeError } from '#shared/api/describe-error.ts';
import { cn } from '#shared/lib/cn.ts';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Notice } from '#shared/ui/notice.tsx';
import { TextSkeleton } from '#shared/ui/skeleton.tsx';
import { TextInput } from '#shared/ui/text-input.tsx';
import { Snippet } from './snippet.tsx';
import { type Hit, hitsQuery } from './viewer-queries.ts';

export interface SearchPanelProps {
  documentId: string;
  q: string;
  onQuery: (q: string) => void;
  /** Block that is shown now. */
  shown: string | undefined;
  onShow: (hit: Hit) => void;
  isCurrent: boolean;
  field: RefObject<HTMLInputElement | null>;
}

const PAUSE = 250;

/** Finds blocks of the document; Enter and the arrows walk through them while the sheet follows. */
export function SearchPanel(props: SearchPanelProps) {
  const { t } = useTranslation('viewer');
  const { documentId, q, shown, onShow } = props;
  const [typed, setTyped, tellNow] = useDelayed(q, props.onQuery);
  const hits = useQuery({
    ...hitsQuery(documentId, q),
    placeholderData: (before) => (q === '' ? undefined : before),
  });
  const found = q === '' ? [] : (hits.data?.items ?? []);
  const at = found.findIndex(({ block_id }) => block_id === shown);
  const id = useId();
  // Enter before the answer means its first place.
  const [isAwaited, setAwaited] = useState(false);
  const isSettled = typed.trim() === q && !hits.isPlaceholderData && !hits.isPending;
  const first = found[0];
  useEffect(() => {
    if (!isAwaited || !isSettled) return;
    setAwaited(false);
    if (first !== undefined) onShow(first);
  }, [isAwaited, isSettled, first, onShow]);

  function walk(step: 1 | -1) {
    const next = at < 0 ? (step === 1 ? 0 : found.length - 1) : (at + step + found.length) % found.length;
    const hit = found[next];
    if (hit !== undefined) onShow(hit);
  }

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="shrink-0 space-y-2 border-line border-b p-3">
        <label htmlFor={id} className="sr-only">
          {t('search.label')}
        </label>
        <div className="flex items-center gap-1">
          <TextInput
            id={id}
            ref={props.field}
            type="search"
            className="[&::-webkit-search-cancel-button]:hidden"
            autoComplete="off"
            spellCheck={false}
            placeholder={t('search.placeholder')}
            aria-describedby={`${id}-hint`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              const step = stepOf(event.key, event.shiftKey);
              if (step === null || typed.trim() === '') return;
              event.preventDefault();
              if (isSettled) return walk(step);
              tellNow();
              setAwaited(event.key === 'Enter');
            }}
          />
          {typed === '' ? null : (
            <IconButton icon={X} label={t('search.clear')} onClick={() => setTyped('')} />
          )}
        </div>
        <div className="flex min-h-9 items-center justify-between gap-2">
          <p id={`${id}-hint`} role="status" className="figures text-ink-3 text-xs">
            <Summary q={q} hits={hits} at={at} />
            {props.isCurrent ? null : ` ${t('search.oldVersion')}`}
          </p>
          {found.length === 0 ? null : (
            <span className="flex">
              <IconButton icon={ChevronUp} label={t('search.previous')} onClick={() => walk(-1)} />
              <IconButton icon={ChevronDown} label={t('search.next')} onClick={() => walk(1)} />
            </span>
          )}
        </div>
      </div>
      <Hits hits={hits} found={found} at={at} q={q} onShow={onShow} />
    </div>
  );
}

type Answer = ReturnType<typeof useQuery<{ items: Hit[]; next: string | null }>>;

function Summary({ q, hits, at }: { q: string; hits: Answer; at: number }) {
  const { t } = useTranslation('viewer');
  if (q === '') return t('search.hintEmpty');
  const count = hits.data?.items.length ?? 0;
  if (hits.data === undefined) return null;
  if (count === 0) return t('search.nothing');
  const total = hits.data.next === null ? t('search.found', { count }) : t('search.atLeast', { count });
  if (at >= 0) return `${at + 1} · ${total}`;
  return (
    <>
      {total}
      <span className="pointer-coarse:hidden">. {t('search.hint')}</span>
    </>
  );
}

interface HitsProps {
  hits: Answer;
  found: readonly Hit[];
  at: number;
  q: string;
  onShow: (hit: Hit) => void;
}

function Hits({ hits, found, at, q, onShow }: HitsProps) {
  const { t } = useTranslation('viewer');
  const { t: tCommon } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (hits.isError) {
    return (
      <Notice tone="danger" className="m-3">
        {t('search.failed')}. {describeError(hits.error, tCommon)}
      </Notice>
    );
  }
  if (q !== '' && hits.isPending) {
    return (
      <div className="p-4">
        <TextSkeleton label={tCommon('app.loading')} />
      </div>
    );
  }
  if (q !== '' && found.length === 0)
    return <p className="p-4 text-ink-2 text-sm">{t('search.nothingHint')}</p>;
  return (
    <ul ref={list} aria-label={t('tabs.search')} className="scroll-area min-h-0 flex-1 pb-6">
      {found.map((hit, index) => (
        <li key={hit.block_id}>
          <button
            type="button"
            aria-current={index === at ? 'true' : undefined}
            onClick={() => onShow(hit)}
            className={cn(
              'w-full border-line border-b px-4 py-2.5 text-left text-sm focus-visible:-outline-offset-2',
              index === at ? 'bg-accent-soft' : 'hover:bg-hover',
            )}
          >
            <span className="figures flex flex-wrap justify-between gap-x-2 text-xs">
              <span className="font-medium text-ink">{describePlace(hit, tCommon)}</span>
              {hit.match === 'text' ? null : (
                <span className={hit.match === 'mark' ? 'text-accent-ink' : 'text-warning'}>
                  {t(`search.match.${hit.match}`)}
                </span>
              )}
            </span>
            <span className="mt-0.5 line-clamp-3 text-ink-2 [overflow-wrap:anywhere]">
              <Snippet snippet={hit.snippet} highlights={hit.highlights} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function stepOf(key: string, shift: boolean): 1 | -1 | null {
  if (key === 'Enter') return shift ? -1 : 1;
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : null;
}

/** What is typed, told on after a pause; follows the address when Back changes it. */
function useDelayed(
  value: string,
  onChange: (value: string) => void,
): [string, (typed: string) => void, () => void] {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const change = useRef(onChange);
  change.current = onChange;
  const tell = useCallback((next: string) => {
    if (next === told.current) return;
    told.current = next;
    change.current(next);
  }, []);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    const next = typed.trim();
    if (next === told.current) return;
    const timer = setTimeout(() => tell(next), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, tell]);
  return [typed, setTyped, () => tell(typed.trim())];
}
