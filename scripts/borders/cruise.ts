import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import extractCruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

export interface Borders {
  /** TypeScript files whose imports were read. */
  cruised: string[];
  /** TypeScript files that lie there but were not read: a cruiser that cannot parse TypeScript 7 says «no errors». */
  missed: string[];
  violations: IViolation[];
}

export const configFile = fileURLToPath(new URL('../../.dependency-cruiser.mjs', import.meta.url));
const tsConfigFile = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));

/** Holds the rules of .dependency-cruiser.mjs against a repository. */
export async function cruiseBorders(root: string): Promise<Borders> {
  const there = globSync('{apps,packages,scripts,bench}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === 'dist',
  });
  const folders = [...new Set(there.map((file) => file.slice(0, file.indexOf('/'))))];
  const options = await extractCruiseOptions(configFile);
  const { output } = await cruise(folders, { ...options, baseDir: root, validate: true }, undefined, {
    tsConfig: extractTsConfig(tsConfigFile),
  });
  const { modules, summary } = output as ICruiseResult;
  const read = new Set(modules.map((module) => module.source));
  return {
    cruised: there.filter((file) => read.has(file)),
    missed: there.filter((file) => !read.has(file)),
    violations: summary.violations,
  };
}
