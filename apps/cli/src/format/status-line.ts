import { oneLine } from './text.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 100;

/** What is being done right now. */
export interface StatusLine {
  /** Says it; the same thing twice is said once. */
  show(text: string): void;
  /** Takes it off the screen, before something else is printed. */
  clear(): void;
}

/** One line on a terminal, rewritten in place, with a spinner and the seconds it has been there. */
export function createSpinner(stream: NodeJS.WriteStream, dim: (text: string) => string): StatusLine {
  let text = '';
  let since = 0;
  let frame = 0;
  let timer: NodeJS.Timeout | null = null;

  function draw(): void {
    const seconds = Math.floor((Date.now() - since) / 1000);
    const elapsed = seconds < 3 ? '' : ` ${seconds}\u00a0с`;
    const room = Math.max(20, (stream.columns || 80) - elapsed.length - 4);
    frame = (frame + 1) % frames.length;
    stream.write(`\r\u001b[2K${dim(`${frames[frame]} ${oneLine(text, room)}${elapsed}`)}`);
  }

  return {
    show(next) {
      if (next === text) return;
      text = next;
      since = Date.now();
      timer ??= setInterval(draw, frameMs).unref();
      draw();
    },
    clear() {
      if (timer === null) return;
      clearInterval(timer);
      timer = null;
      text = '';
      stream.write('\r\u001b[2K');
    },
  };
}

/** A line of its own for each new thing: for files, pipes and terminals that cannot rewrite. */
export function createPlainStatus(write: (line: string) => void): StatusLine {
  let last = '';
  return {
    show(text) {
      if (text === last) return;
      last = text;
      write(`· ${oneLine(text, 160)}`);
    },
    clear() {},
  };
}

/** Says nothing: the reader is a program. */
export const silentStatus: StatusLine = { show: () => {}, clear: () => {} };
