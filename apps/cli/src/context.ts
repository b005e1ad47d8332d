import type { Client } from '@aizoomdoc/client';
import type { Environment } from './environment.ts';
import type { Output } from './output.ts';
import { openSession, type Session } from './session.ts';

/** What a command works with. */
export interface Context {
  environment: Environment;
  output: Output;
  /** The session of this command; `address` overrides where it is, in the commands that take one. */
  session(address?: string): Promise<Session>;
  client(): Promise<Client>;
  /** The address that was called last, for messages about the network. */
  server(): string | null;
  close(): Promise<void>;
}

export function createContext(environment: Environment, output: Output): Context {
  let opened: Promise<Session> | null = null;
  let server: string | null = null;
  const session = async (address?: string) => {
    opened ??= openSession(environment, address);
    const current = await opened;
    server = current.server;
    return current;
  };
  return {
    environment,
    output,
    session,
    client: async () => (await session()).client(),
    server: () => server,
    close: async () => (await opened?.catch(() => null))?.close(),
  };
}
