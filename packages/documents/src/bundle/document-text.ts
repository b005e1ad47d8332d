import type { PageModel } from '../model.ts';
import { plainPage } from '../page.ts';
import { type BlockMarker, type PageMarker, readBorder, readHeadLine, readSheetLine } from './markers.ts';
import type { Reporter } from './report.ts';
import { emptySource, type SourceBlock, type SourceDocument, sourceBlock } from './source.ts';

interface OpenBlock extends Pick<SourceBlock, 'code' | 'kind' | 'page' | 'line' | 'pageGuessed'> {
  start: number;
  /** Text under no block marker. */
  loose: boolean;
}

interface Line {
  text: string;
  number: number;
  start: number;
  end: number;
}

/** Reads the text of a bundle in one pass over its lines. */
export function readDocumentText(text: string, reporter: Reporter): SourceDocument {
  const reading = createReading(text, reporter);
  for (const line of linesOf(text)) reading.take(line);
  return reading.finish();
}

function* linesOf(text: string): Generator<Line> {
  let number = 1;
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    yield { text: text.slice(start, end), number, start, end };
    number += 1;
    start = end + 1;
  }
}

function createReading(text: string, reporter: Reporter) {
  const result = emptySource();
  let page: PageModel | null = null;
  let open: OpenBlock | null = null;

  function close(end: number) {
    if (open === null) return;
    const { start, loose: _, ...block } = open;
    result.blocks.push(sourceBlock({ ...block, text: text.slice(start, end).trim() }));
    open = null;
  }

  function openBlock(line: Line, marker: BlockMarker | null) {
    if (page === null) remarkNoPage(reporter, line.number);
    if (marker === null) remarkLooseText(reporter, line.number);
    else remarkMarker(reporter, line.number, marker);
    open = {
      code: marker?.code ?? null,
      kind: marker?.kind ?? 'text',
      page: page?.number ?? 1,
      pageGuessed: page === null,
      line: line.number,
      start: line.start + (marker?.length ?? 0),
      loose: marker === null,
    };
  }

  function takeLoose(line: Line) {
    const content = line.text.trim();
    if (content === '' || content === '---') return;
    const known = page === null ? takeHead(result, content) : takeSheet(result, page, content);
    if (!known && open === null) openBlock(line, null);
  }

  return {
    take(line: Line) {
      const border = readBorder(line.text);
      if (border === null) {
        if (open === null || open.loose) takeLoose(line);
        return;
      }
      close(line.start);
      if (border.type === 'page')
        page = enterPage(result, { marker: border, before: page }, line.number, reporter);
      else openBlock(line, border);
    },
    finish(): SourceDocument {
      close(text.length);
      return result;
    },
  };
}

function takeHead(result: SourceDocument, content: string): boolean {
  const head = readHeadLine(content);
  if (head === null) return false;
  if (head.type === 'title') result.title ??= head.title;
  else if (head.type === 'generated') result.generatedAt = head.at;
  else result.stamp = head.stamp;
  return true;
}

function takeSheet(result: SourceDocument, page: PageModel, content: string): boolean {
  const marker = readSheetLine(content);
  if (marker === null) return false;
  if (marker.type === 'sheet_title') {
    page.sheetTitle = marker.title || null;
    const sheet = result.sheets.at(-1);
    if (sheet?.page === page.number) sheet.title = page.sheetTitle;
  } else if (marker.number !== null) {
    page.sheet ??= marker.number;
    result.sheets.push({
      number: marker.number,
      total: marker.total,
      title: page.sheetTitle,
      page: page.number,
    });
  }
  return true;
}

interface PageTurn {
  marker: PageMarker;
  before: PageModel | null;
}

function enterPage(result: SourceDocument, turn: PageTurn, line: number, reporter: Reporter): PageModel {
  const { marker, before } = turn;
  const number = marker.number ?? (before?.number ?? 0) + 1;
  const known = result.pages.get(number);
  if (marker.number === null) {
    reporter.add({
      severity: 'warning',
      code: 'bad_page_number',
      line,
      message: `Номер страницы не читается; принят следующий по порядку — ${number}. Исправьте строку «## СТРАНИЦА N».`,
    });
  } else if (known !== undefined) {
    reporter.add({
      severity: 'warning',
      code: 'page_repeated',
      line,
      message: `Страница ${number} встречается повторно; её блоки добавлены к уже прочитанным. Проверьте номера страниц.`,
    });
  } else if (before !== null && number < before.number) {
    reporter.add({
      severity: 'warning',
      code: 'page_out_of_order',
      line,
      message: `Страница ${number} стоит после страницы ${before.number}. Блоки прочитаны в порядке файла; проверьте номера страниц.`,
    });
  }
  const page = known ?? plainPage(number);
  result.pages.set(number, page);
  return page;
}

function remarkNoPage(reporter: Reporter, line: number) {
  reporter.add({
    severity: 'warning',
    code: 'block_before_page',
    line,
    message:
      'Блок стоит до первой строки «## СТРАНИЦА N»; если его нет в указателе блоков, он отнесён к странице 1. Добавьте строку страницы.',
  });
}

function remarkLooseText(reporter: Reporter, line: number) {
  reporter.add({
    severity: 'warning',
    code: 'text_outside_block',
    line,
    message:
      'Текст стоит вне блоков; он сохранён отдельным блоком с новым кодом. Добавьте перед ним строку «### BLOCK [TEXT]: XXXX-XXXX-XXX».',
  });
}

function remarkMarker(reporter: Reporter, line: number, marker: BlockMarker) {
  if (marker.kind === null) {
    const seen = marker.kindWord === null ? 'не указан' : `«${marker.kindWord.slice(0, 40)}» неизвестен`;
    reporter.add({
      severity: 'warning',
      code: 'unknown_block_kind',
      line,
      message: `Вид блока ${seen}; блок прочитан как текст. Укажите [TEXT], [IMAGE] или [TABLE].`,
    });
  }
  if (marker.code !== null) return;
  const seen = marker.badCode === null ? 'отсутствует' : `«${marker.badCode.slice(0, 60)}» не читается`;
  reporter.add({
    severity: 'warning',
    code: marker.badCode === null ? 'block_without_id' : 'bad_block_id',
    line,
    message: `Код блока ${seen}; блоку дан новый код. Укажите код вида XXXX-XXXX-XXX или UUID.`,
  });
}
