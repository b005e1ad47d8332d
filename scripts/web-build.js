// Plain JavaScript: npm's `prepare` runs it with whatever Node there is.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const web = path.join(root, 'apps/web');
const pages = path.join(web, 'dist');
const vite = path.join(root, 'node_modules/vite/bin/vite.js');
const workshop = path.join(root, `node_modules/.cache/web-${process.pid}`);

const webIsBuilt = () => existsSync(path.join(pages, 'index.html'));

const webCanBeBuilt = () => existsSync(vite) && existsSync(path.join(web, 'vite.config.ts'));

/** `false` also when the pages are older than what they are built from, where they can be built again. */
export function webIsCurrent() {
  if (!webIsBuilt() || !webCanBeBuilt()) return webIsBuilt();
  const built = modified(path.join(pages, 'index.html'));
  const sources = ['apps/web/src', 'apps/web/public', 'packages/client/src', 'packages/contracts/src'];
  const files = sources.flatMap((folder) => filesBelow(path.join(root, folder)));
  return [...files, path.join(web, 'index.html'), path.join(web, 'vite.config.ts')].every(
    (file) => modified(file) <= built,
  );
}

const modified = (file) => statSync(file).mtimeMs;

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));

/**
 * Builds the pages into apps/web/dist; says nothing on stdout, which belongs to the caller.
 * @returns {'built' | 'failed' | 'impossible'} `impossible` without Vite (`npm ci --omit=dev`) or without apps/web
 */
export function buildWeb() {
  if (!webCanBeBuilt()) return 'impossible';
  const options = ['--logLevel', 'warn', '--emptyOutDir', '--outDir', workshop];
  const { status } = spawnSync(process.execPath, [vite, 'build', web, ...options], {
    stdio: ['ignore', 2, 2],
    // Tests and development set others, with which React's slower and larger build would be taken.
    env: { ...process.env, NODE_ENV: 'production' },
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
