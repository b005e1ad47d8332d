import { useTranslation } from 'react-i18next';
import { useSourceActions } from '#features/citations/use-source.ts';
import type { Message } from '#features/conversation/chat-query.ts';
import { shortCode } from '#features/markdown/citation-syntax.ts';

type Row = Message['diff'][number];

/** What differs, row by row, each with the places on both sides. */
export function DiffTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <div className="mt-4">
      <h3 className="mb-1.5 font-medium text-ink-3 text-xs">{t('evidence.diff')}</h3>
      <section
        className="scroll-area overflow-x-auto rounded-xl border border-line bg-surface"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
        tabIndex={0}
        aria-label={t('evidence.diff')}
      >
        <table className="w-full min-w-[36rem] text-left text-sm">
          <thead className="bg-sunken text-ink-2 text-xs">
            <tr>
              {(['item', 'before', 'after', 'impact', 'places'] as const).map((column) => (
                <th key={column} scope="col" className="px-3 py-2 font-semibold">
                  {t(`evidence.diffColumns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows never change places
              <DiffLine key={at} row={row} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function DiffLine({ row }: { row: Row }) {
  const { open } = useSourceActions();
  return (
    <tr className="border-line border-t align-top">
      <th scope="row" className="px-3 py-2 font-medium text-ink">
        {row.item}
      </th>
      <td className="figures px-3 py-2 text-ink-2">{row.before ?? '—'}</td>
      <td className="figures px-3 py-2 text-ink">{row.after ?? '—'}</td>
      <td className="px-3 py-2 text-ink-2">{row.impact ?? ''}</td>
      <td className="space-x-1 px-3 py-2">
        {row.evidence.map(({ side, document_id, version, block_id }) =>
          block_id === null ? null : (
            <button
              key={`${side}${block_id}`}
              type="button"
              className="cite"
              onClick={() => open({ documentId: document_id, version, code: block_id })}
            >
              {side === 'a' ? 'А' : 'Б'}: {shortCode(block_id)}
            </button>
          ),
        )}
      </td>
    </tr>
  );
}
