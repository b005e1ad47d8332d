import { useTranslation } from 'react-i18next';
import { useSourceActions } from '#features/citations/use-source.ts';
import type { Message } from '#features/conversation/chat-query.ts';
import { shortCode } from '#features/markdown/citation-syntax.ts';

type Row = Message['diff'][number];

export interface DiffTableProps {
  rows: readonly Row[];
  /** The answer has a table of its own: this one stands back. */
  folded: boolean;
}

/** What differs, row by row, each side with its places. */
export function DiffTable({ rows, folded }: DiffTableProps) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  if (folded) {
    return (
      <details className="mt-3 text-sm">
        <summary className="min-h-9 py-1.5 text-ink-2 max-md:min-h-11">
          {t('evidence.diffRows', { count: rows.length })}
        </summary>
        <Table rows={rows} />
      </details>
    );
  }
  return (
    <div className="mt-4">
      <h3 className="mb-1.5 font-medium text-ink-3 text-xs">{t('evidence.diff')}</h3>
      <Table rows={rows} />
    </div>
  );
}

function Table({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  const withImpact = rows.some(({ impact }) => impact !== null && impact !== '');
  const columns = (['item', 'before', 'after', 'impact'] as const).filter(
    (column) => column !== 'impact' || withImpact,
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table that scrolls is neither a form's part nor a landmark
    <div
      role="group"
      className="scroll-area overflow-x-auto rounded-xl border border-line bg-surface"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
      tabIndex={0}
      aria-label={t('evidence.diff')}
    >
      <table className="w-full min-w-[34rem] table-fixed text-left text-sm">
        <thead className="bg-sunken text-ink-2 text-xs">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 font-semibold">
                {t(`evidence.diffColumns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never change places
            <DiffLine key={at} row={row} withImpact={withImpact} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DiffLine({ row, withImpact }: { row: Row; withImpact: boolean }) {
  return (
    <tr className="border-line border-t align-top [overflow-wrap:anywhere]">
      <th scope="row" className="px-3 py-2 font-medium text-ink">
        {row.item}
      </th>
      <Side text={row.before} places={row.evidence.filter(({ side }) => side === 'a')} />
      <Side text={row.after} places={row.evidence.filter(({ side }) => side === 'b')} />
      {withImpact ? <td className="px-3 py-2 text-ink-2">{row.impact ?? ''}</td> : null}
    </tr>
  );
}

function Side({ text, places }: { text: string | null; places: Row['evidence'] }) {
  const { t } = useTranslation();
  const { open } = useSourceActions();
  return (
    <td className="figures px-3 py-2 text-ink">
      {text ?? '—'}
      <span className="mt-1 flex flex-wrap gap-1 empty:hidden">
        {places.map(({ document_id, version, block_id }) =>
          block_id === null ? null : (
            <button
              key={block_id}
              type="button"
              className="cite"
              aria-label={t('conversation.openSource', { code: shortCode(block_id) })}
              onClick={() => open({ documentId: document_id, version, code: block_id })}
            >
              {shortCode(block_id)}
            </button>
          ),
        )}
      </span>
    </td>
  );
}
