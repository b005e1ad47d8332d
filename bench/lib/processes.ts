import { readdirSync, readFileSync } from 'node:fs';
import { BenchError } from './program.ts';

/** A process and everything it started, the process itself first. Linux only. */
export function processTree(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const child = Number(entry);
    const parent = Number.isInteger(child) ? parentOf(child) : null;
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const tree = [pid];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  return tree;
}

/** `null` when the process has gone meanwhile. */
function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; the parent is the second field behind it.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

/** Memory of processes in MB, pages that they share counted once (PSS). */
export function proportionalMemory(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => {
    const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    if (found === null) throw new BenchError(`Память процесса ${pid} не читается`);
    return Number(found[1]);
  });
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

/** Kills a process and everything it started, the way a power cut would: all at once and without a word. */
export function killTree(pid: number): void {
  for (const member of processTree(pid)) {
    try {
      process.kill(member, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
