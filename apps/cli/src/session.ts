import {
  type Client,
  createClient,
  createMemoryTokenStore,
  isApiError,
  type TokenStore,
  type Tokens,
} from '@aizoomdoc/client';
import { openConfigFile } from './config/config-file.ts';
import { defaultServer, parseServerAddress } from './config/server-address.ts';
import { createFileTokenStore } from './config/token-store.ts';
import type { Environment } from './environment.ts';

/** Who is signed in, where, and which chat is at hand. */
export interface Session {
  server: string;
  /** Calls as the signed-in person; with `AIZOOMDOC_TOKEN` signs in at first use. */
  client(): Promise<Client>;
  /** Keeps the new session in the file, and ends the one that was there. */
  signIn(staticToken: string): Promise<Tokens>;
  /** Forgets the session here even if the server cannot be told; then the failure is thrown. */
  signOut(): Promise<void>;
  activeChat(): Promise<string | null>;
  /** Makes a chat the active one; `false` when the file is about another server. */
  rememberChat(id: string): Promise<boolean>;
  /** Forgets the chat if it is the active one. */
  forgetChat(id: string): Promise<void>;
  /** Ends what was opened for this command only. */
  close(): Promise<void>;
}

/** Opens the session of one command. `address` stands above the environment and the file. */
export async function openSession(environment: Environment, address?: string): Promise<Session> {
  const file = openConfigFile(environment.configFile);
  const saved = await file.read();
  const server = parseServerAddress(address ?? environment.server ?? saved.server_url ?? defaultServer);
  const fileTokens = createFileTokenStore(file, server);
  const fileClient = createClient({ baseUrl: server, tokens: fileTokens });
  let temporary: Promise<Client> | null = null;

  async function endSession(tokens: TokenStore): Promise<void> {
    try {
      await createClient({ baseUrl: server, tokens }).signOut();
    } catch (error) {
      // A session that the server does not know any more is as good as ended.
      if (!isApiError(error) || error.status !== 401) throw error;
    }
  }

  return {
    server,
    client: async () => {
      if (environment.token === null) return fileClient;
      temporary ??= signInTemporarily(server, environment.token);
      return temporary;
    },
    signIn: async (staticToken) => {
      const previous = await fileTokens.read();
      const tokens = await fileClient.signIn(staticToken);
      if (previous !== null) await endSession(createMemoryTokenStore(previous)).catch(() => {});
      return tokens;
    },
    signOut: async () => {
      const tokens = await fileTokens.read();
      await fileTokens.write(null);
      if (tokens !== null) await endSession(createMemoryTokenStore(tokens));
    },
    activeChat: async () => {
      const { server_url, active_chat_id } = await file.read();
      return server_url === server ? (active_chat_id ?? null) : null;
    },
    rememberChat: async (id) => {
      const { server_url = server } = await file.read();
      if (server_url !== server) return false;
      await file.update((config) => ({ ...config, server_url: server, active_chat_id: id }));
      return true;
    },
    forgetChat: async (id) => {
      if ((await file.read()).active_chat_id !== id) return;
      await file.update(({ active_chat_id: _, ...config }) => config);
    },
    close: async () => {
      const client = await temporary?.catch(() => null);
      await client?.signOut().catch(() => {});
    },
  };
}

async function signInTemporarily(server: string, token: string): Promise<Client> {
  const client = createClient({ baseUrl: server, tokens: createMemoryTokenStore() });
  await client.signIn(token);
  return client;
}
