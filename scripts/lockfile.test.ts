import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

interface LockedPackage {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const text = await readFile(new URL('../package-lock.json', import.meta.url), 'utf8');
const packages = Object.entries<LockedPackage>(JSON.parse(text).packages);

it('holds every platform build that a package may ask for', () => {
  // A release whose builds the registry does not all have is left half-locked, and `npm ci` then refuses the lockfile.
  const locked = new Set(packages.map(([place]) => place.split('node_modules/').at(-1)));
  const missing = packages.flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.has(name))
      .map((name) => `${place} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

it('names no registry', () => {
  expect(packages.filter(([, { resolved }]) => resolved?.startsWith('http'))).toEqual([]);
});
