import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const source = path.resolve(import.meta.dirname, '../..');

/** The program as `npm run aizoomdoc` starts it. */
export const sourceProgram = path.join(source, 'src', 'main.ts');

/** Makes the program as it is installed: bundled, far from the repository and its packages. @returns what to run */
export async function bundleProgram(folder: string): Promise<string> {
  const dist = path.join(folder, 'dist');
  const rolldown = path.resolve(source, '../../node_modules/.bin/rolldown');
  const flags = ['--dir', dist, '--format', 'esm', '--platform', 'node'];
  await promisify(execFile)(rolldown, ['src/main.ts', ...flags], { cwd: source });
  await copyFile(path.join(source, 'package.json'), path.join(folder, 'package.json'));
  return path.join(dist, 'main.js');
}
