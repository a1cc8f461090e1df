/** Lines for a reader of a stream who may be slow: bounded, with a word about what was left out. */
import type { Clock } from '@simgate/daemon';

/** Milliseconds between comments: proxies close what is silent for a minute. */
const HEARTBEAT = 15_000;
/** Lines kept for a reader that is slow. */
const MOST_WAITING = 500;

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

export class WaitingLines {
  #lines: object[] = [];
  #leftOut = 0;
  #wake = () => {};

  take(line: object): void {
    if (this.#lines.length < MOST_WAITING) this.#lines.push(line);
    else this.#leftOut += 1;
    this.#wake();
  }

  /** The lines since the last look as server-sent events; a comment where there are none. */
  texts(): string {
    const texts = this.#lines.map(line => event('line', line));
    if (this.#leftOut > 0) texts.push(event('left_out', { lines: this.#leftOut }));
    this.#lines = [];
    this.#leftOut = 0;
    return texts.join('') || ':\n\n';
  }

  /** Resolves at the next line, after the time of a heartbeat, or when `ended` aborts. */
  async news(clock: Clock, ended: AbortSignal): Promise<void> {
    if (this.#lines.length > 0 || ended.aborted) return;
    await new Promise<void>(resolve => {
      const end = () => {
        cancel();
        ended.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.after(HEARTBEAT, end);
      this.#wake = end;
      ended.addEventListener('abort', end, { once: true });
    });
    this.#wake = () => {};
  }
}
