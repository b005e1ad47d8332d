import type { DiffRow } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { VersionTexts } from '#modules/documents';
import type { SideChange } from '../plan/compare-sides.ts';
import { openPlanned } from '../plan/open-planned.ts';
import type { Plan } from '../plan/plan.ts';
import type { ToolSession } from '../tools/toolbox-types.ts';

type Row = z.input<typeof DiffRow>;

/** Rows of a comparison: those that the model reported, with their evidence found; without any those of the engine. */
export async function diffRows(plan: Plan, session: ToolSession, texts: VersionTexts): Promise<Row[]> {
  if (!plan.isComparison) return [];
  if (session.diff.length === 0) return plan.changes.map(fromEngine);
  const versions = await openPlanned(plan, texts);
  const cited = session.diff.flatMap(({ block_ids }) => block_ids).map(readRef);
  const blocks = await texts.blocks(versions, [...new Set(cited.map(({ code }) => code))]);
  return session.diff.map(({ block_ids, ...row }) => ({
    ...row,
    evidence: block_ids.map(readRef).flatMap(({ code, number }) =>
      blocks.flatMap((block): Row['evidence'] => {
        const version = versions.find(
          (one) => one.document_id === block.document_id && one.number === block.version,
        );
        const side = version?.scoped.side;
        const isMeant = block.block_id === code && (number === null || number === version?.scoped.number);
        if (!isMeant || !side) return [];
        const { document_id, page, block_id } = block;
        return [{ side, document_id, version: block.version, page, block_id }];
      }),
    ),
  }));
}

/** `D2:CODE`, in brackets or not. */
function readRef(text: string): { code: string; number: number | null } {
  const [, number, code] = /^\[?(?:[DД](\d{1,4}):)?([^\]]+)\]?$/iu.exec(text.trim()) ?? [];
  return { code: code ?? text, number: number === undefined ? null : Number(number) };
}

function fromEngine({ item, was, became, before, after }: SideChange): Row {
  const of = (side: 'a' | 'b', place: SideChange['before']): Row['evidence'] =>
    place === null
      ? []
      : [
          {
            side,
            document_id: place.document_id,
            version: place.version,
            page: place.page,
            block_id: place.block_id,
          },
        ];
  return {
    item,
    before: was,
    after: became,
    impact: null,
    evidence: [...of('a', before), ...of('b', after)],
  };
}
