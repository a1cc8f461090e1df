/** Ends a call, and again by other commands as long as the modem lists it: some take +CHUP and leave the call up. */

import type { Clock } from '@simgate/daemon';
import type { Reply } from '../../at/command.ts';
import { endingCommands } from './call-holding.ts';
import type { Call } from './call-table.ts';

export interface CallEndingOptions {
  readonly clock: Clock;
  /** Those there are by the newest list and the notices behind it. */
  readonly calls: () => readonly Call[];
  /** Runs a command about calls that the network takes part in. */
  readonly run: (text: string) => Promise<Reply>;
  /** True where calls cannot be listed: nothing shows whether one is over. */
  readonly listless: () => boolean;
}

/** A call that is listed so long behind the command is still up. Grows with each try to `PAUSE_MOST`. Milliseconds. */
const PAUSE = 2000;
const PAUSE_MOST = 30_000;

export class CallEnding {
  readonly #options: CallEndingOptions;
  /** Cancels the next look at a call that is being ended, by its key. */
  readonly #insisting = new Map<number, () => void>();
  #closed = false;

  constructor(options: CallEndingOptions) {
    this.#options = options;
  }

  /** No timer runs any more. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#insisting.values()) cancel();
    this.#insisting.clear();
  }

  /**
   * Tries one command after another until one is taken; undefined where there is none. Goes on by itself while the call stays.
   */
  async end(call: Call): Promise<Reply | undefined> {
    const reply = await this.#try(endingCommands(this.#options.calls(), call));
    if (reply !== undefined && reply.kind !== 'error' && !this.#insisting.has(call.key))
      this.#lookLater(call.key, 1);
    return reply;
  }

  async #try(commands: readonly string[]): Promise<Reply | undefined> {
    let reply: Reply | undefined;
    for (const text of commands) {
      reply = await this.#options.run(text);
      if (reply.kind !== 'error') break;
    }
    return reply;
  }

  #lookLater(key: number, tries: number): void {
    if (!this.#mustGoOn(key)) {
      this.#insisting.delete(key);
      return;
    }
    const delay = Math.min(PAUSE * tries, PAUSE_MOST);
    this.#insisting.set(
      key,
      this.#options.clock.after(delay, () => void this.#look(key, tries)),
    );
  }

  async #look(key: number, tries: number): Promise<void> {
    const call = this.#find(key);
    // An end that a notice reported is confirmed or denied by the next lists.
    if (call !== undefined && call.ending === undefined && this.#mustGoOn(key))
      await this.#again(call, tries);
    this.#lookLater(key, tries + 1);
  }

  /** Another command each time, and none that would end or take another call. */
  async #again(call: Call, tries: number): Promise<void> {
    const calls = this.#options.calls();
    const commands = endingCommands(calls, call).filter(
      text => calls.length < 2 || text.startsWith('AT+CHLD'),
    );
    const turn = tries % Math.max(commands.length, 1);
    await this.#try([...commands.slice(turn), ...commands.slice(0, turn)]);
  }

  #mustGoOn(key: number): boolean {
    return !this.#closed && !this.#options.listless() && this.#find(key) !== undefined;
  }

  #find(key: number): Call | undefined {
    return this.#options.calls().find(call => call.key === key);
  }
}
