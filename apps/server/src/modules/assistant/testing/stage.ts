import type { GeminiServer, ScriptedRequest } from '@aizoomdoc/models/testing';
import { type Frame, type Person, type TestApp, until } from '#platform/testing/index.ts';
import { type HouseOptions, houseFiles } from './house.ts';
import { openModelApp } from './model-app.ts';
import type { Play } from './scripts.ts';

/** What became of a question. */
export interface Told {
  chatId: string;
  frames: Frame[];
  /** Data of every event of a name, in order. */
  named(event: string): Frame['data'][];
  /** Data of `llm_final`. */
  final: Frame['data'];
  /** As the chat keeps it. */
  message: Frame['data'];
  /** Requests of this question as the script saw them. */
  asked: ScriptedRequest[];
  /** The same as they came over the wire. */
  sent: GeminiServer['requests'];
}

export interface Question {
  person?: Person;
  chatId?: string;
  documents?: readonly string[];
  /** Beside the text of the question. */
  input?: Record<string, unknown>;
}

/** The real application and a model that says what a scenario tells it to. */
export interface Stage {
  app: TestApp;
  model: GeminiServer;
  /** With a key of the scripted model. */
  person: Person;
  /** A person with a key of an own. */
  newPerson(): Promise<Person>;
  /** What the model does from now on. */
  play(script: Play): void;
  /** Requests that scripts saw since the last question was asked. */
  seen: readonly ScriptedRequest[];
  ask(question: string, options?: Question): Promise<Told>;
  /** Sends a question and leaves the answer to be read. */
  send(question: string, options?: Question): Promise<string>;
  /** Imports the house, its PDF read. @returns id of the document */
  house(options?: HouseOptions & { person?: Person }): Promise<string>;
  close(): Promise<void>;
}

export async function openStage(options: { env?: Record<string, string> } = {}): Promise<Stage> {
  let play: Play = () => ({ parts: [{ text: 'Сценария нет.' }] });
  const {
    app,
    model,
    asked: seen,
    close,
  } = await openModelApp((request) => play(request), {
    keepRequests: 2000,
    env: { OCR_ENABLED: 'false', ...options.env },
  });
  let keys = 0;
  const newPerson = async () => {
    const person = await app.newUser();
    keys += 1;
    await person.put('/api/me/keys/gemini', { api_key: `test-key-of-person-${keys}` });
    return person;
  };
  const person = await newPerson();

  async function send(question: string, asked: Question = {}): Promise<string> {
    const who = asked.person ?? person;
    const chatId = asked.chatId ?? (await who.newChat());
    const documents = asked.documents && { attached_document_ids: asked.documents };
    const body = { content: question, ...documents, ...asked.input };
    const { status, text } = await who.post(`/api/chats/${chatId}/messages`, body);
    if (status !== 202) throw new Error(`the question was refused: ${text}`);
    return chatId;
  }

  return {
    ...{ app, model, person, newPerson, seen, send, close },
    play(next) {
      play = next;
    },
    async ask(question, asked = {}) {
      const who = asked.person ?? person;
      seen.length = 0;
      const before = model.requests.length;
      const chatId = await send(question, asked);
      const { frames } = await who.read(chatId);
      return {
        ...{ chatId, frames, asked: [...seen], sent: model.requests.slice(before) },
        ...readFrames(frames),
        message: (await who.get(`/api/chats/${chatId}`)).body.messages.at(-1),
      };
    },
    async house({ person: owner = person, ...options } = {}) {
      const answer = await owner.upload('/api/documents/import', await houseFiles(options));
      const id = answer.body?.documents?.[0]?.id;
      if (id === undefined) throw new Error(`the house was refused: ${answer.text}`);
      await until(async () => {
        const { progress, status } = (await owner.get(`/api/documents/${id}`)).body;
        return progress === null && status === 'ready';
      });
      return id;
    },
  };
}

/** Events by their names. */
export function readFrames(frames: readonly Frame[]): Pick<Told, 'named' | 'final'> {
  const named = (event: string) => frames.filter((frame) => frame.event === event).map(({ data }) => data);
  return { named, final: named('llm_final').at(-1) };
}
