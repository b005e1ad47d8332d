import { homedir } from 'node:os';
import path from 'node:path';

/** Everything that the program learns from environment variables. */
export interface Environment {
  /** Folder that relative paths start from: where the person stands, also under `npm run`. */
  cwd: string;
  configFile: string;
  cacheDir: string;
  /** `AIZOOMDOC_SERVER`; stands above the saved address. */
  server: string | null;
  /** `AIZOOMDOC_TOKEN`: a static token to sign in with for one command, without a file. */
  token: string | null;
  /** `NO_COLOR`, or a terminal that cannot. */
  plain: boolean;
}

/** Reads `process.env`; nothing else in the program does. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const home = env.HOME || homedir();
  const folder = (variable: string | undefined, fallback: string) =>
    path.join(variable && path.isAbsolute(variable) ? variable : path.join(home, fallback), 'aizoomdoc');
  return {
    cwd: env.INIT_CWD || process.cwd(),
    configFile: path.join(folder(env.XDG_CONFIG_HOME, '.config'), 'config.json'),
    cacheDir: folder(env.XDG_CACHE_HOME, '.cache'),
    server: env.AIZOOMDOC_SERVER?.trim() || null,
    token: env.AIZOOMDOC_TOKEN?.trim() || null,
    plain: Boolean(env.NO_COLOR) || env.TERM === 'dumb',
  };
}
