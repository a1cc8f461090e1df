/** One session with a gateway after another: what both drivers do when it fails, refuses, or the store is away. */
import type { ApiError, Result } from '@simgate/api';
import { type DriverContext, rest, restAfter } from './context.ts';
import { refusedTrouble, type Trouble, troubleOf } from './trouble.ts';
import type { Wire } from './wire.ts';

/** A session that lasted so long was a good one: the next failure is the first again. */
const GOOD_SESSION = 60_000;
/** Milliseconds before news that could not be stored are stored again. */
const STORE_REST = 1000;

/** A session that ended, and why. */
export class SessionEnded extends Error {
  override readonly name = 'SessionEnded';
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.reason);
    this.trouble = trouble;
  }
}

export class Sessions {
  readonly #context: DriverContext;
  readonly #wire: Wire;
  readonly #ended = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #refused: Trouble | undefined;
  #session = new AbortController();

  constructor(context: DriverContext, wire: Wire) {
    this.#context = context;
    this.#wire = wire;
  }

  /** Aborts when the driver is closed. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Set when it refused the password or shows another certificate: nothing more is asked until a person changes something. */
  get refused(): Trouble | undefined {
    return this.#refused;
  }

  /** Begins. @param session goes on until the gateway fails; its rejection has the reason */
  start(session: (signal: AbortSignal) => Promise<void>): void {
    this.#running = this.#run(session).catch(() => {
      // Only closing gets here: what is thrown then is the abort.
    });
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.#running;
    this.#wire.close();
  }

  /** Takes note of a call that failed. */
  note(error: ApiError): void {
    const stranger = this.#wire.stranger();
    if (stranger !== '')
      this.#refused = refusedTrouble(`its certificate is another one than before (SHA-256 ${stranger})`);
    else if (error.kind === 'unauthorized') this.#refused = troubleOf(error);
    if (this.#refused !== undefined) this.#session.abort();
  }

  /** The reply, or the end of the session. */
  need<Reply>(result: Result<Reply>): Reply {
    if (result.ok) return result.reply;
    this.note(result.error);
    throw new SessionEnded(this.#refused ?? troubleOf(result.error));
  }

  /** Holds the serial number of the answers against the one that is known; gives the one that counts from now on. */
  identify(found: string, known: string): string {
    if (known !== '' && found !== '' && found !== known) {
      this.#refused = refusedTrouble(`another gateway answers: serial number ${found}, not ${known}`);
      throw new SessionEnded(this.#refused);
    }
    return found === '' ? known : found;
  }

  /** Calls the listener until the news are stored: the store may be away for a while, and nothing may be left out. */
  async tell(work: () => Promise<void>): Promise<void> {
    for (;;) {
      this.signal.throwIfAborted();
      try {
        await work();
        return;
      } catch {
        await rest(this.#context.clock, STORE_REST, this.signal);
      }
    }
  }

  async #run(session: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { clock, random, listener } = this.#context;
    let failures = 0;
    while (!this.signal.aborted) {
      const began = clock.monotonic();
      const trouble = await this.#troubleOf(session);
      if (this.signal.aborted) return;
      await this.tell(() => listener.state(trouble.state, trouble.reason));
      if (trouble.state === 'refused') return;
      failures = clock.monotonic() - began > GOOD_SESSION ? 1 : failures + 1;
      await rest(clock, Math.max(trouble.rest, restAfter(failures, random)), this.signal);
    }
  }

  async #troubleOf(session: (signal: AbortSignal) => Promise<void>): Promise<Trouble> {
    this.#session = new AbortController();
    try {
      await session(AbortSignal.any([this.#session.signal, this.signal]));
      return this.#refused ?? { state: 'down', reason: 'it ended the connection', rest: 0 };
    } catch (error) {
      if (this.#refused !== undefined) return this.#refused;
      if (error instanceof SessionEnded) return error.trouble;
      return { state: 'down', reason: `the connection broke: ${(error as Error).message}`, rest: 0 };
    } finally {
      this.#session.abort();
    }
  }
}
