import { parentPort } from 'node:worker_threads';
import { storable } from '@aizoomdoc/documents';
import type {
  AssembleInput,
  LaidOutPages,
  LayoutInput,
  TaskName,
  ThreadAnswer,
  ThreadRequest,
  ThreadTasks,
} from './messages.ts';

type Performers = {
  [Name in TaskName]: (
    input: ThreadTasks[Name]['input'],
  ) => ThreadTasks[Name]['output'] | Promise<ThreadTasks[Name]['output']>;
};

/** Engines are loaded by the first task that needs them. */
const performers: Performers = {
  read: async (files) => (await import('@aizoomdoc/documents/readers')).readDocuments(files),
  assemble,
  layout,
  compareTexts: async ({ before, after }) =>
    (await import('@aizoomdoc/documents/compare')).compareDocuments(before, after),
  comparePictures: async ({ before, after }) =>
    (await import('@aizoomdoc/documents/compare')).comparePictures(before, after),
  extract: async ({ question, blocks, options }) =>
    (await import('@aizoomdoc/documents')).extract(question, blocks, options),
  verify: async (request) => (await import('@aizoomdoc/documents/verify')).verifyAnswer(request),
  audit: async (model) => (await import('@aizoomdoc/documents/audit')).auditDocument(model),
};

async function assemble({ parts, bytesHash, outline }: AssembleInput): Promise<LaidOutPages> {
  const { assembleDocument } = await import('@aizoomdoc/documents/layout');
  const { model, needsOcr, report } = assembleDocument(parts, { bytesHash, title: '', outline });
  return { ...model, needsOcr: needsOcr.map(({ page }) => page), report };
}

async function layout({ content, bytesHash }: LayoutInput): Promise<LaidOutPages> {
  const { emptyMemory, layoutPages } = await import('@aizoomdoc/documents/layout');
  return assemble({ parts: [layoutPages([content], emptyMemory)], bytesHash, outline: [] });
}

parentPort?.on('message', async ({ name, input }: ThreadRequest) => {
  let answer: ThreadAnswer;
  try {
    const perform = performers[name] as (input: unknown) => unknown;
    answer = { ok: true, output: storable(await perform(input)) };
  } catch (error) {
    answer = { ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer);
});
