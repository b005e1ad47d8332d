// Plain JavaScript: npm's `prepare` runs it with whatever Node there is.
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const rootDir = new URL('../', import.meta.url);
const web = fileURLToPath(new URL('apps/web/', rootDir));
const pages = fileURLToPath(new URL('apps/web/dist', rootDir));
const vite = fileURLToPath(new URL('node_modules/vite/bin/vite.js', rootDir));
const workshop = fileURLToPath(new URL(`node_modules/.cache/web-${process.pid}`, rootDir));

export const webIsBuilt = () => existsSync(`${pages}/index.html`);

const webCanBeBuilt = () => existsSync(vite) && existsSync(`${web}/vite.config.ts`);

/**
 * Builds the pages into apps/web/dist; says nothing on stdout, which belongs to the caller.
 * @returns {'built' | 'failed' | 'impossible'} `impossible` without Vite (`npm ci --omit=dev`) or without apps/web
 */
export function buildWeb() {
  if (!webCanBeBuilt()) return 'impossible';
  const options = ['--logLevel', 'warn', '--emptyOutDir', '--outDir', workshop];
  const { status } = spawnSync(process.execPath, [vite, 'build', web, ...options], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) return 'failed';
  // Built aside and put in place at once: a server may be serving them, another process may be building too.
  rmSync(pages, { recursive: true, force: true });
  try {
    renameSync(workshop, pages);
  } catch (error) {
    rmSync(workshop, { recursive: true, force: true });
    if (!webIsBuilt()) throw error;
  }
  return 'built';
}
