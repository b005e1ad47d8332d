import { Writable } from 'node:stream';
import { createExamined, createImages } from '#modules/chats';
import {
  createAddresses,
  createDrawings,
  createEngines,
  createLibrary,
  createVersionTexts,
} from '#modules/documents';
import { systemClock } from '#platform/clock.ts';
import { parseConfig, readEnv } from '#platform/config.ts';
import { createSecretBox } from '#platform/crypto.ts';
import { openDatabase } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import { createLogger } from '#platform/log.ts';
import { createDiskObjectStore } from '#platform/objects.ts';
import type { Person, TestApp } from '#platform/testing/index.ts';
import { createTickets } from '#platform/tickets.ts';
import { createToolbox } from '../toolbox.ts';
import {
  newToolSession,
  type ScopedDocument,
  type ToolContext,
  type ToolOutcome,
  type ToolSession,
} from '../toolbox-types.ts';

/** What a tool said, read. */
export interface Told extends ToolOutcome {
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers freely
  output: any;
}

/** A question whose tools a test calls one after another. */
export interface Asked {
  chatId: string;
  messageId: string;
  runId: string;
  session: ToolSession;
  context: ToolContext;
  call(name: string, input: Record<string, unknown>): Promise<Told>;
  /** The same as the first execution did: a step that is executed anew. */
  again(name: string, input: Record<string, unknown>, session: ToolSession): Promise<Told>;
}

/** The toolbox on the application's own database and files. */
export async function openToolbox(app: TestApp) {
  const variables = { NODE_ENV: 'test', DATABASE_URL: app.database.url, DATA_DIR: app.dataDir };
  const config = parseConfig(readEnv(variables), app.dataDir);
  const log = createLogger('silent', new Writable({ write: (_chunk, _encoding, done) => done() }));
  const clock = systemClock;
  const db = await openDatabase(config.database, log);
  const engines = createEngines(config);
  const objects = createDiskObjectStore(config.objectsDir);
  const key = 'a key of this test alone, thirty-two signs';
  const tickets = createTickets({ signingKey: key, clock });
  const addresses = createAddresses({ tickets });
  const wakeups = { subscribe: () => () => {}, connected: true, session: null, close: async () => {} };
  const library = createLibrary({ db, wakeups, log, vectors: null });
  const checkChat = async () => {};
  const box = createSecretBox(key);
  const { views } = createDrawings({ db, clock, objects, box, addresses, engines, checkChat });
  const images = createImages({ db, clock, objects, tickets });
  const texts = createVersionTexts({ db, library, addresses });
  const examined = createExamined({ db, images } as unknown as Parameters<typeof createExamined>[0]);
  const toolbox = createToolbox({ clock, texts, views, images, examined });
  return {
    toolbox,

    async ask(
      person: Person,
      documents: readonly (Partial<ScopedDocument> & { id: string })[],
      limits: Partial<Pick<ToolContext, 'budget' | 'maxSide' | 'signal'>> = {},
    ): Promise<Asked> {
      await library.rebuild();
      const chatId = await person.newChat();
      const [messageId, runId] = [newId(), newId()];
      await app.database.query(
        `insert into chat_messages (id, chat_id, role, content, status, created_at) values ($1, $2, 'user', 'Вопрос', 'complete', now())`,
        [messageId, chatId],
      );
      const scope = documents.map((document, at) => ({
        title: `Документ ${at + 1}`,
        number: at + 1,
        version: 1,
        side: null,
        ...document,
      }));
      const context: ToolContext = {
        actor: { userId: person.id, role: 'user', sessionId: runId },
        ...{ chatId, messageId, runId, scope },
        budget: { pictures: 20, pixels: 100_000_000 },
        maxSide: 1000,
        signal: new AbortController().signal,
        ...limits,
      };
      let calls = 0;
      const execute = async (name: string, input: Record<string, unknown>, session: ToolSession) => {
        calls += 1;
        const outcome = await toolbox.execute(
          { id: `call ${calls}`, name, arguments: input },
          session,
          context,
        );
        return { ...outcome, output: JSON.parse(outcome.result.output) };
      };
      const asked: Asked = {
        ...{ chatId, messageId, runId, context },
        session: newToolSession(),
        async call(name, input) {
          const told = await execute(name, input, asked.session);
          // As the durable step keeps it.
          asked.session = JSON.parse(JSON.stringify(told.session));
          return told;
        },
        again: execute,
      };
      return asked;
    },

    async close() {
      await engines.close();
      await db.close();
    },
  };
}

export type ToolboxBench = Awaited<ReturnType<typeof openToolbox>>;
