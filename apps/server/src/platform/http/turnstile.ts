import { unavailable } from './problem.ts';

/** Lets a few in at once; the others wait in line, and those that find the line too long are sent away. */
export interface Turnstile {
  /** @throws 503 when too many wait already */
  pass<T>(work: () => Promise<T>): Promise<T>;
}

export interface TurnstileOptions {
  atOnce: number;
  waiting: number;
  /** Told to those that are sent away. */
  refusal?: string;
}

const tooManyFiles = 'Сейчас загружается слишком много файлов. Повторите через несколько секунд.';

export function createTurnstile({ atOnce, waiting, refusal = tooManyFiles }: TurnstileOptions): Turnstile {
  const line: (() => void)[] = [];
  let inside = 0;

  async function enter(): Promise<void> {
    if (inside < atOnce) {
      inside += 1;
      return;
    }
    if (line.length >= waiting) {
      throw unavailable(refusal);
    }
    await new Promise<void>((resolve) => line.push(resolve));
  }

  function leave(): void {
    const next = line.shift();
    if (next === undefined) inside -= 1;
    else next();
  }

  return {
    async pass(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
