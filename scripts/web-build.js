// Plain JavaScript: npm's `prepare` runs it with whatever Node there is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const rootDir = new URL('../', import.meta.url);
const webDir = new URL('apps/web/', rootDir);
const vite = new URL('node_modules/vite/bin/vite.js', rootDir);

export const webIsBuilt = () => existsSync(new URL('dist/index.html', webDir));

const webCanBeBuilt = () => existsSync(vite) && existsSync(new URL('vite.config.ts', webDir));

/**
 * Builds the pages into apps/web/dist; says nothing on stdout, which belongs to the caller.
 * @returns {'built' | 'failed' | 'impossible'} `impossible` without Vite (`npm ci --omit=dev`) or without apps/web
 */
export function buildWeb() {
  if (!webCanBeBuilt()) return 'impossible';
  const { status } = spawnSync(
    process.execPath,
    [fileURLToPath(vite), 'build', '--logLevel', 'warn', fileURLToPath(webDir)],
    { stdio: ['ignore', 2, 2] },
  );
  return status === 0 ? 'built' : 'failed';
}
