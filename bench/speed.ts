import { readFlags, runProgram } from './lib/program.ts';
import { startTemporaryServer } from './lib/server.ts';
import { signInWithKey } from './speed/answers.ts';
import { measureConcurrency } from './speed/concurrency.ts';
import { type Figure, figureJson, figureTable } from './speed/figure.ts';
import { type Loopback, startLoopback } from './speed/loopback.ts';
import { measureMemory } from './speed/memory.ts';
import { measureStarts } from './speed/starts.ts';
import { measureStreaming } from './speed/streaming.ts';

const usage = `npm run -s bench:speed [-- --json]

Скорость и память сервера рядом с пределами и с прямым вызовом; занимает около трёх минут.`;

runProgram(async () => {
  const { json } = readFlags({ json: { type: 'boolean', default: false } }, usage);
  await using loopback = await startLoopback();
  const figures = [
    ...(await measureStarts(loopback, 5)),
    ...(await measureMemory(3)),
    ...(await measureAnswers(loopback)),
  ];
  const report = Object.fromEntries(figures.map((figure) => [figure.id, figureJson(figure)]));
  console.log(json ? JSON.stringify(report, null, 2) : figureTable(figures));
});

async function measureAnswers(loopback: Loopback): Promise<Figure[]> {
  await using server = await startTemporaryServer({ demo: true, env: { GEMINI_BASE_URL: loopback.url } });
  const client = await signInWithKey(server.url);
  const streaming = await measureStreaming(client, loopback, 60);
  return [...streaming, ...(await measureConcurrency(client, loopback, 3))];
}
