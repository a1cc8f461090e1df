/** Gathers notices of alarms into mails and hands them to the relay, as often as it takes. */
import { type Clock, type Random, within } from '@simgate/daemon';
import type { Database } from '@simgate/daemon/store';
import type { MailConfig } from '../../config/schema.ts';
import type { Log, Store } from '../../store/store.ts';
import type { MailState, TestMail } from '../alarm.ts';
import { type MailFacts, mailOf, testMailOf } from './mail-text.ts';
import {
  addNotice,
  countNotices,
  forgetNotices,
  type KeptNotice,
  type Notice,
  notices,
  removeNotices,
} from './outbox.ts';
import type { Relay } from './relay.ts';

export interface MailerContext extends MailFacts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly config: MailConfig;
  readonly relay: Relay;
}

/** The first delay after a failure, in milliseconds; it doubles each time. */
const FIRST_RETRY = 60_000;
/** Most notices in one mail. */
const MOST_IN_MAIL = 100;
/** Between two test mails, in milliseconds. */
const TEST_EVERY = 10_000;
/** How long a stop waits for a mail that is on its way, in milliseconds. */
const STOP_WITHIN = 2000;
/** Older notices are no news after a start, in milliseconds. */
const NO_NEWS_AFTER = 7 * 24 * 3600_000;

export class Mailer {
  readonly #context: MailerContext;
  #failures = 0;
  #trouble = '';
  #cancel: (() => void) | undefined;
  #sending: Promise<void> | undefined;
  #lastTest = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(context: MailerContext) {
    this.#context = context;
  }

  get #isOff(): boolean {
    return this.#context.config.host === '';
  }

  /** Sends mails that an earlier run could not send, unless they are a week old or no relay is set any more. */
  start(): void {
    const { store, log } = this.#context;
    if (countNotices(store.read) === 0) return;
    const before = this.#isOff ? Number.MAX_SAFE_INTEGER : store.steady.now() - NO_NEWS_AFTER;
    store
      .write(database => forgetNotices(database, before))
      .then(() => this.noticed())
      .catch(error => log.error({ error: String(error) }, 'old notices of alarms could not be removed'));
  }

  /** Waits for a mail that is on its way, for a bounded time. What is left is sent after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    if (this.#sending !== undefined) await within(this.#context.clock, STOP_WITHIN, this.#sending);
  }

  /** Keeps a notice inside the caller's transaction. */
  add(database: Database, notice: Notice, steady: number): void {
    if (!this.#isOff) addNotice(database, notice, steady, this.#context.config.queueLimit);
  }

  /** Notices were committed: they are sent when others have had time to join them. */
  noticed(): void {
    if (this.#cancel === undefined && this.#sending === undefined)
      this.#sendIn(this.#context.config.gather * 1000);
  }

  state(): MailState | undefined {
    if (this.#isOff) return undefined;
    return {
      waiting: countNotices(this.#context.store.read),
      failures: this.#failures,
      trouble: this.#trouble,
    };
  }

  async test(): Promise<TestMail> {
    const { clock, relay } = this.#context;
    if (this.#isOff) return { ok: false, code: 409, error: 'mail.host: no relay is set in the settings.' };
    const now = clock.monotonic();
    if (now - this.#lastTest < TEST_EVERY)
      return { ok: false, code: 429, error: 'test: one was sent a moment ago; wait ten seconds.' };
    this.#lastTest = now;
    const messageId = this.#messageId(`test-${Math.round(clock.now())}`);
    return { ok: true, ...(await relay({ ...testMailOf(this.#context), messageId })) };
  }

  #sendIn(milliseconds: number): void {
    if (this.#stopped || this.#isOff) return;
    this.#cancel = this.#context.clock.after(milliseconds, () => {
      this.#cancel = undefined;
      this.#sending = this.#send().finally(() => {
        this.#sending = undefined;
      });
    });
  }

  async #send(): Promise<void> {
    const { store, relay, log } = this.#context;
    const waiting = notices(store.read, MOST_IN_MAIL);
    const [first, last] = [waiting[0], waiting.at(-1)];
    if (first === undefined || last === undefined) return;
    const messageId = this.#messageId(`alarm-${first.id}-${last.id}`);
    const { trouble } = await relay({ ...mailOf(waiting, this.#context), messageId });
    if (trouble !== '') return this.#failed(trouble);
    [this.#failures, this.#trouble] = [0, ''];
    try {
      await store.write(database => removeNotices(database, last.id));
    } catch (error) {
      log.error({ error: String(error) }, 'a mail was sent, and could not be noted as sent');
    }
    this.#sendRest(last);
  }

  /** More than one mail holds, or what came while it was sent. */
  #sendRest(last: KeptNotice): void {
    const rest = notices(this.#context.store.read, MOST_IN_MAIL + 1).filter(({ id }) => id > last.id);
    if (rest.length > 0) this.#sendIn(rest.length > MOST_IN_MAIL ? 0 : this.#context.config.gather * 1000);
  }

  #failed(trouble: string): void {
    const { log, config, random } = this.#context;
    this.#failures += 1;
    this.#trouble = trouble;
    log.warn({ failures: this.#failures }, `a mail about alarms was not sent: ${trouble}`);
    const delay = Math.min(FIRST_RETRY * 2 ** (this.#failures - 1), config.retryDelayMaximum * 1000);
    this.#sendIn(delay * (1 + random() / 10));
  }

  /** RFC 5322 3.6.4. */
  #messageId(name: string): string {
    const { serialNumber, config } = this.#context;
    return `<${name}.${serialNumber}@${config.from.replace(/^.*@/, '')}>`;
  }
}
