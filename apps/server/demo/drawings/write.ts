import { readFileSync, writeFileSync } from 'node:fs';
import { readBundle } from '@aizoomdoc/documents';
import { drawDemo } from './draw-demo.ts';

// Draws the demo's sheets anew: `npm run demo:draw` after a change of its text.
const folder = new URL('../', import.meta.url);
const stem = 'dom-na-sadovoy-AR';
const files = [`${stem}_document.md`, `${stem}_blocks.json`].map((name) => ({
  name,
  bytes: readFileSync(new URL(name, folder)),
}));
const { document } = readBundle(files);
if (document === null) throw new Error('Демо не читается');
const { pdf, annotation } = await drawDemo(document);
writeFileSync(new URL(`${stem}.pdf`, folder), pdf);
writeFileSync(new URL(`${stem}_annotation.json`, folder), annotation);
process.stdout.write(`${stem}.pdf: ${Math.round(pdf.length / 1024)} КБ\n`);
