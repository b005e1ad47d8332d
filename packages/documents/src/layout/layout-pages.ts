import type { BlockFlag, PageModel, PageStamp, ReportEntry, TextLayerQuality } from '../model.ts';
import { LOW_CONFIDENCE, meanConfidence } from '../ocr/confidence.ts';
import type { PageContent, PageWord } from '../pdf/page-content.ts';
import {
  judgeTextLayer,
  type TextLayerJudgement,
  type TextLayerReason,
} from '../text-layer/judge-text-layer.ts';
import { layoutPage, type PageLayout } from './page-layout.ts';
import { imageCover } from './pictures.ts';
import { toBox } from './rect.ts';
import type { Region } from './region.ts';
import { runningLines } from './running-lines.ts';
import { sheetOf } from './sheet.ts';
import { type OcrReason, textNeed } from './text-need.ts';
import type { LayoutMemory, PageBlock, PagesLayout } from './types.ts';

export const emptyMemory: LayoutMemory = { running: { known: [], seen: [] }, textLayer: [] };

/** Takes consecutive pages apart. Pure; a document goes through it in parts, each with the memory of the part before. */
export function layoutPages(contents: readonly PageContent[], memory: LayoutMemory): PagesLayout {
  const reasons = new Set(memory.textLayer);
  const judged = contents.map((content) => {
    const cover = imageCover(sheetOf(content).images, content.page);
    const judgement = judge(content.words, cover, [...reasons]);
    for (const reason of judgement.reasons) reasons.add(reason);
    return { content: { ...content, words: [...judgement.words] }, cover, judgement };
  });
  const running = runningLines(
    judged.map(({ content }) => content),
    memory.running,
  );
  const result: PagesLayout = {
    pages: [],
    blocks: [],
    needsOcr: [],
    report: [],
    memory: { running: running.memory, textLayer: [...reasons] },
  };
  for (const { content, cover, judgement } of judged) {
    const { number } = content.page;
    const layout = layoutPage(content, running.words.get(number));
    const quality = content.words.some((word) => word.confidence !== undefined)
      ? 'recognised'
      : judgement.quality;
    const page = pageOf(content, layout, quality);
    const regions = [...layout.regions, ...(running.regions.get(number) ?? [])];
    result.pages.push(page);
    result.blocks.push(...regions.map((region) => blockOf(region, page)));
    noteNeed(result, number, textNeed(content, judgement, cover));
  }
  return result;
}

/** Recognised words are judged by the recogniser. */
function judge(words: readonly PageWord[], cover: number, document: TextLayerReason[]): TextLayerJudgement {
  if (words.some((word) => word.confidence !== undefined)) return { quality: 'good', words, reasons: [] };
  return judgeTextLayer(words, { imageCover: cover, document });
}

function pageOf(content: PageContent, { stamp }: PageLayout, quality: TextLayerQuality): PageModel {
  const { number, width, height } = content.page;
  const pageStamp: PageStamp | null =
    stamp === null ? null : { ...stamp.fields, bbox: toBox(stamp.rect, content.page) };
  return {
    number,
    sheet: pageStamp?.sheet ?? null,
    sheetTitle: pageStamp?.title ?? null,
    size: { width, height },
    stamp: pageStamp,
    textLayer: quality,
  };
}

function blockOf(region: Region, page: PageModel): PageBlock {
  const { width, height } = page.size ?? { width: 1, height: 1 };
  const recognised = region.words.flatMap(({ text, confidence }) =>
    confidence === null ? [] : { text, confidence },
  );
  const confidence = recognised.length === 0 ? null : meanConfidence(recognised);
  return {
    page: page.number,
    kind: region.kind,
    text: region.text,
    bbox: toBox(region.rect, { width, height }),
    category: region.category,
    textSource: confidence === null ? 'pdf' : 'ocr',
    confidence: confidence === null ? null : Math.round(confidence * 1000) / 1000,
    flags: region.words.length === 0 ? [] : flagsOf(page.textLayer, confidence),
  };
}

function flagsOf(quality: TextLayerQuality | null, confidence: number | null): BlockFlag[] {
  const flags: BlockFlag[] = [];
  if (quality === 'repaired') flags.push('repaired_text');
  if (quality === 'broken') flags.push('broken_text');
  if (confidence !== null && confidence < LOW_CONFIDENCE) flags.push('low_confidence');
  return flags;
}

function noteNeed(result: PagesLayout, page: number, need: OcrReason | 'blank' | null): void {
  if (need === 'blank') result.report.push(blankPage(page));
  else if (need !== null) result.needsOcr.push({ page, reason: need });
}

function blankPage(page: number): Omit<ReportEntry, 'file'> {
  return {
    line: null,
    severity: 'info',
    code: 'blank_page',
    message: `Страница ${page} пуста: на ней нет ни текста, ни линий, ни картинок. Если лист не должен быть пустым, напечатайте его в PDF заново.`,
  };
}
