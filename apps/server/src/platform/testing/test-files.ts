import { readFileSync } from 'node:fs';

export interface TestFile {
  name: string;
  bytes: string | Uint8Array<ArrayBuffer>;
  type?: string;
}

/** A multipart body with the given files in the field `file`, text fields behind them. */
export async function multipart(
  files: readonly TestFile[],
  fields: Readonly<Record<string, string>> = {},
): Promise<{ payload: Buffer; contentType: string }> {
  const form = new FormData();
  for (const { name, bytes, type = 'application/octet-stream' } of files) {
    form.append('file', new File([bytes], name, { type }));
  }
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const response = new Response(form);
  return {
    payload: Buffer.from(await response.arrayBuffer()),
    contentType: response.headers.get('content-type') ?? '',
  };
}

/** A block of a bundle that a test makes up. */
export interface TestBlock {
  code: string;
  text: string;
  page?: number;
  kind?: 'TEXT' | 'IMAGE' | 'TABLE';
}

export interface TestBundle {
  stem: string;
  title?: string;
  cipher?: string;
  blocks: readonly TestBlock[];
}

/** `<stem>_document.md` and `<stem>_blocks.json` in the format that users really have. */
export function bundle({ stem, title = stem, cipher = '01-26-АР', blocks }: TestBundle): TestFile[] {
  const lines = [
    `# Проект / ${title} / ${stem}.pdf`,
    '',
    `**Штамп:** Шифр: ${cipher} | Стадия: РД | Объект: Дом | Организация: ООО «Проект»`,
    '',
    '---',
  ];
  let page = 0;
  for (const block of blocks) {
    if ((block.page ?? 1) !== page) {
      page = block.page ?? 1;
      lines.push(
        '',
        `## СТРАНИЦА ${page}`,
        `**Лист:** ${page} (из 9)`,
        `**Наименование листа:** Лист ${page}`,
      );
    }
    lines.push('', `### BLOCK [${block.kind ?? 'TEXT'}]: ${block.code}`, block.text);
  }
  const index = {
    blocks: blocks
      .filter((block) => block.kind === 'IMAGE')
      .map((block) => ({
        id: block.code,
        page_index: (block.page ?? 1) - 1,
        block_type: 'image',
        category_code: null,
        crop_url: null,
      })),
  };
  return [
    { name: `${stem}_document.md`, bytes: `${lines.join('\n')}\n` },
    { name: `${stem}_blocks.json`, bytes: JSON.stringify(index) },
  ];
}

/** The invented house that ships with the server. */
export function demoBundle(): TestFile[] {
  return ['document.md', 'blocks.json'].map((part) => {
    const name = `dom-na-sadovoy-AR_${part}`;
    return { name, bytes: readFileSync(new URL(`../../../demo/${name}`, import.meta.url), 'utf8') };
  });
}
