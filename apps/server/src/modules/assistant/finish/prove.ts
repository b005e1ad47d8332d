import type { Checks } from '@aizoomdoc/contracts';
import type { VerifyRequest } from '@aizoomdoc/documents/verify';
import type { z } from 'zod';
import type { AnswerWork, VersionTexts } from '#modules/documents';
import type { Logger } from '#platform/log.ts';
import { type Evidence, findCitations, type PresentedCitation } from '../citations.ts';
import type { Plan } from '../plan/plan.ts';
import type { ShownPicture } from '../tools/toolbox-types.ts';
import { foreignConflicts } from './foreign-text.ts';
import { withInventedPictures } from './invented-pictures.ts';
import { notExaminedHeading } from './not-examined.ts';

export interface ProveDeps {
  texts: VersionTexts;
  answerWork: AnswerWork;
  log: Logger;
}

interface Proof {
  citations: PresentedCitation[];
  checks: z.input<typeof Checks> | null;
}

/** UTF-16 units of an answer and of all that it cites; of more the check would not come to an end in time. */
const longestAnswer = 60_000;
const longestEvidence = 2_000_000;

/** Finds the evidence of an answer and checks its numbers against it. A check that fails leaves the answer unchecked. */
export async function prove(
  content: string,
  { plan, pictures }: { plan: Plan; pictures: readonly ShownPicture[] },
  { texts, answerWork, log }: ProveDeps,
): Promise<Proof> {
  const evidence = await findCitations(content, { plan, pictures }, texts);
  const { citations } = evidence;
  try {
    const checks = await check(content, plan.question, { evidence, answerWork });
    return { citations, checks: checks && withInventedPictures(checks, content, pictures) };
  } catch (error) {
    log.error({ err: error }, 'answer was not checked');
    return { citations, checks: null };
  }
}

async function check(
  content: string,
  question: string,
  { evidence, answerWork }: { evidence: Evidence; answerWork: AnswerWork },
): Promise<Proof['checks']> {
  const request = requestOf(claimedPart(content), question, evidence);
  const size = [...request.sources, ...request.pictures].reduce((sum, { text }) => sum + text.length, 0);
  if (content.length > longestAnswer || size > longestEvidence) return null;
  const { claims, confirmed, pictureOnly, notConfirmed, coverage, conflicts } =
    await answerWork.verify(request);
  return {
    claims,
    confirmed,
    picture_only: pictureOnly,
    not_confirmed: notConfirmed,
    coverage,
    conflicts: [...conflicts, ...foreignConflicts(claims, evidence.blocks)],
  };
}

/** Without the list of what was not looked at: it names places and claims nothing. */
function claimedPart(content: string): string {
  const end = content.lastIndexOf(notExaminedHeading);
  return end < 0 ? content : content.slice(0, end);
}

function requestOf(content: string, question: string, evidence: Evidence): VerifyRequest {
  const { citations, blocks, pictures } = evidence;
  const documentOf = ({ document_id, version }: { document_id: string; version: number }) =>
    `${document_id} ${version}`;
  const keyOf = (block: { document_id: string; version: number; block_id: string }) =>
    `${documentOf(block)} ${block.block_id}`;
  const sources = new Map([...blocks.values()].map((block) => [keyOf(block), block]));
  const seen = new Map([...pictures.values()].map((picture) => [picture.id, picture]));
  return {
    content,
    question,
    citations: citations
      .filter(({ end }) => end <= content.length)
      .map(({ n, start, end }) => {
        const block = blocks.get(n);
        return { n, start, end, sourceId: block && keyOf(block), pictureId: pictures.get(n)?.id };
      }),
    sources: [...sources].map(([id, block]) => ({
      id,
      text: block.reread === null ? block.text : `${block.text}\n\n${block.reread?.text ?? ''}`,
      page: block.page,
      sheet: block.sheet,
      sheetTitle: block.sheet_title,
      documentTitle: block.document_title,
      document: documentOf(block),
      code: block.block_id,
    })),
    pictures: [...seen.values()].map((picture) => ({
      id: picture.id,
      text: picture.text,
      page: picture.page,
      sheet: picture.sheet,
      label: picture.label,
      document: documentOf(picture),
    })),
  };
}
