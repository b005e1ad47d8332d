import path from 'node:path';
import type { Client, Answer as Got } from '@aizoomdoc/client';
import { createViews, getViewImage, zoomView } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { formatView } from '../format/views.ts';
import { count, flag, optional, optionalBox, optionalOneOf, required } from '../parameters.ts';
import { resolveDocument } from '../references.ts';
import { transferTimeout, writeNew } from './files.ts';

type View = Got<typeof zoomView>;

const pictureOptions = {
  output: optional('-o, --output <файл>', 'куда записать PNG; «-» — в stdout; без ключа — только текст'),
  force: flag('--force', 'записать поверх того, что там есть'),
  maxSide: count('--max-side <N>', 'длинная сторона, пикселей (обычно 2000)'),
};

interface Picture {
  output: string | undefined;
  force: boolean;
}

const view = defineCommand({
  path: 'document view',
  summary: 'посмотреть страницу, блок или область: картинка и точный текст в ней',
  details:
    'Область — доли страницы от 0 до 1: слева, сверху, справа, снизу. «--kind quadrants» делит лист на части с ' +
    'перекрытием, чтобы мелкий текст был читаем; файлы получают номера.',
  arguments: { document: required('<document>', 'идентификатор, шифр или название документа') },
  options: {
    page: count('--page <N>', 'страница файла (обычно 1)'),
    block: optional('--block <код>', 'блок вместо страницы'),
    box: optionalBox('--box <x0,y0,x1,y1>', 'область страницы'),
    kind: optionalOneOf('--kind <вид>', ['overview', 'quadrants', 'region'], 'что показать'),
    version: count('--version <N>', 'версия документа (обычно текущая)'),
    ...pictureOptions,
  },
  examples: [
    'document view 133/23-ГК-АР4 --page 9 -o лист.png',
    'document view 133/23-ГК-АР4 --page 9 --box 0.5,0.5,0.75,0.75 -o место.png',
    'document view 133/23-ГК-АР4 --block 9CXH-MNAX-4JL -o план.png',
  ],
  async run(context, { document, page, block, box, kind, version, output, force, maxSide }) {
    const client = await context.client();
    const params = { document_id: await resolveDocument(client, document) };
    const shown = kind ?? (box === undefined ? 'overview' : 'region');
    const body = { page, block_id: block?.toUpperCase(), box, kind: shown, version, max_side: maxSide };
    const { items } = await client.list(createViews, { params, body, timeout: transferTimeout });
    return present(context, items, { output, force });
  },
});

const zoom = defineCommand({
  path: 'views zoom',
  summary: 'увеличить место в показанном виде',
  details:
    'Рамка — в долях вида от 0 до 1 или в его пикселях; сектор — «A1» слева вверху, «C3» справа внизу.',
  arguments: { view: required('<view>', 'код вида, его печатает document view') },
  options: {
    box: optionalBox('--box <x0,y0,x1,y1>', 'рамка в показанной картинке'),
    sector: optional('--sector <сектор>', 'A1 … C3'),
    exact: flag('--exact', 'не расширять рамку до блока или таблицы'),
    ...pictureOptions,
  },
  examples: ['views zoom v_… --sector B2 -o ближе.png', 'views zoom v_… --box 640,200,900,420'],
  async run(context, { view: view_id, box, sector, exact, output, force, maxSide }) {
    if ((box === undefined) === (sector === undefined))
      throw usageError('Назовите рамку (--box) или сектор (--sector).');
    const units = box?.some((side) => side > 1) === true ? 'px' : 'norm';
    const body = { box, sector, units, snap: !exact, max_side: maxSide } as const;
    const client = await context.client();
    const zoomed = await client.call(zoomView, { params: { view_id }, body, timeout: transferTimeout });
    return present(context, [zoomed], { output, force });
  },
});

/** Saves the pictures and tells what is in them. */
async function present(context: Context, views: readonly View[], { output, force }: Picture) {
  const client = await context.client();
  if (output === '-') {
    if (views.length > 1) throw usageError('Видов несколько: назовите файл ключом -o.');
    for (const one of views) context.output.bytes(await imageOf(client, one));
    return null;
  }
  const shown: { view: View; file: string | null }[] = [];
  for (const [index, one] of views.entries()) {
    const file =
      output === undefined ? null : path.resolve(context.environment.cwd, numbered(output, index, views));
    if (file !== null) await writeNew(file, await imageOf(client, one), force);
    shown.push({ view: one, file });
  }
  const json = { items: shown.map((one) => ({ ...one.view, file: one.file })), next: null };
  return {
    json,
    text: shown.map((one) => formatView(one.view, one.file, context.output.style)).join('\n\n'),
  };
}

async function imageOf(client: Client, { view_id, image_url }: View): Promise<Uint8Array> {
  // The signature is in the address; its host is the client's own.
  const query = Object.fromEntries(new URL(image_url, 'http://server.invalid').searchParams);
  const options = { params: { view_id }, query, timeout: transferTimeout };
  return new Uint8Array(await (await client.download(getViewImage, options)).arrayBuffer());
}

/** «лист.png» → «лист-2.png» for the second of several. */
function numbered(file: string, index: number, { length }: readonly View[]): string {
  if (length === 1) return file;
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${index + 1}${ext}`);
}

export const viewCommands = [view, zoom];
