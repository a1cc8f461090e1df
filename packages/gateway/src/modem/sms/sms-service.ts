/** SMS over one modem whose ladder is climbed: what is sent, stored and routed, and what of its set-up is still missing. */

import type { Clock } from '@simgate/daemon';
import type { Submit } from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { SmsSetup } from '../capabilities.ts';
import type { ModemCondition, ModemWarning } from '../conditions.ts';
import type { Received, SubmitOptions, SubmitOutcome, Submitter } from '../modem.ts';
import type { CommittedPlaces } from './committed-places.ts';
import { keepIndications } from './indications.ts';
import { PduRefusals } from './pdu-refusals.ts';
import { RoutedMessages, type RoutedPdu } from './routed.ts';
import { SimRefusals } from './sim-refusals.ts';
import type { SmsSetUp } from './sms-setup.ts';
import { MessageStorage } from './storage.ts';
import { StorageFill } from './storage-fill.ts';
import { createSubmitter } from './submit.ts';

export interface SmsServiceOptions {
  /** Of the port: outlives this session. */
  readonly committed: CommittedPlaces;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly setUp: SmsSetUp;
  /** Milliseconds from handing a PDU over to the answer. */
  readonly submitDeadline: number;
  /** Service centre instead of the SIM's own; undefined for the SIM's. */
  readonly serviceCentre: string | undefined;
  readonly deletesSent: boolean;
  /** Gives what is true as long as the SIM is certain. */
  readonly untilNextSign: () => () => boolean;
  /** Rejects when it cannot be kept. */
  readonly received: (received: Received) => Promise<void>;
  readonly warning: (code: ModemWarning, text: string) => void;
  /** Set-up or conditions are others by now. */
  readonly changed: () => void;
  /** The module restarted unseen: its settings are gone. */
  readonly restarted: () => void;
}

/** A module stops routing when we do not acknowledge (27.005 3.4.4), at the latest after TR2M (24.011 10). Milliseconds. */
const ROUTING_RESTORED_AFTER = 25_000;
/** When what is missing is tried again, in milliseconds, each from the try before; then every `RETRY_INTERVAL`. */
const retryDelays = [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 120_000, 300_000];
const RETRY_INTERVAL = 600_000;
/** A modem refuses for a while behind its start what it takes later; for longer, while part of its set-up is refused. Milliseconds. */
const STARTING_FOR = 60_000;
const STARTING_AT_MOST = 300_000;
/** One look at the settings in so many milliseconds is enough for all messages that cannot be read. */
const DOUBTED_AGAIN_AFTER = 10_000;
/** A modem that has no other way of delivery has none a moment later either. Milliseconds. */
const DIVERTED_AGAIN_AFTER = 60_000;

export class SmsService {
  readonly #options: SmsServiceOptions;
  readonly #storage: MessageStorage;
  readonly #routed: RoutedMessages;
  readonly #submitter: Submitter;
  readonly #fill: StorageFill;
  readonly #startedAt: number;
  #retries = 0;
  #cancelRetry = () => {};
  #cancelRestore: (() => void) | undefined;
  #isClosed = false;
  readonly #simRefusals: SimRefusals;
  readonly #pduRefusals: PduRefusals;
  readonly #warned = new Set<string>();
  /** When another way of delivery was asked for, in monotonic milliseconds. */
  #divertedAt = Number.NEGATIVE_INFINITY;
  /** When a message that could not be read made them doubtful, in monotonic milliseconds. */
  #doubtedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SmsServiceOptions) {
    const { channel, clock, dialect, setUp, received } = options;
    this.#options = options;
    this.#startedAt = clock.monotonic();
    this.#simRefusals = new SimRefusals(clock);
    this.#pduRefusals = new PduRefusals(clock);
    this.#fill = new StorageFill(options);
    this.#storage = new MessageStorage({
      ...{ channel, clock, received, deletesSent: options.deletesSent, committed: options.committed },
      untilNextSign: options.untilNextSign,
      setup: () => setUp.setup,
      contents: contents => this.#fill.note(contents),
      unread: () => this.#doubtSettings(),
      unreadable: (memory, index) =>
        options.warning(
          'unreadable',
          `a message that was announced in ${memory} ${index} cannot be read there`,
        ),
      undeletable: memory =>
        this.#warnOnce(
          'undeletable',
          `a message that was taken over cannot be deleted in storage ${memory} of the modem: it fills up`,
        ),
    });
    this.#routed = new RoutedMessages({
      ...{ channel, received, form: dialect.acknowledge },
      acknowledges: () => setUp.setup.acknowledges,
    });
    this.#submitter = createSubmitter({
      ...{ channel, clock, deadline: options.submitDeadline, serviceCentre: options.serviceCentre },
      linkHold: () => setUp.setup.linkHold,
      knownCentre: () => setUp.serviceCentre,
      isStarting: () => this.isStarting,
      invalidPdu: shape =>
        options.warning('invalidPdu', `the modem takes a PDU for invalid (+CMS ERROR 304): ${shape}`),
    });
    this.#warnOfReports(setUp.setup);
    if (setUp.missing.size > 0) this.#retryLater();
  }

  /** Part of the set-up was refused and may hold yet, or the modem has served for a minute at most. */
  get isStarting(): boolean {
    const { clock, setUp } = this.#options;
    const limit = this.#isIncomplete(setUp) ? STARTING_AT_MOST : STARTING_FOR;
    return clock.monotonic() - this.#startedAt < limit;
  }

  get conditions(): readonly ModemCondition[] {
    const { setUp } = this.#options;
    const conditions: readonly [ModemCondition, boolean][] = [
      ['starting', this.#isIncomplete(setUp) && this.isStarting],
      ['noStorage', setUp.missing.has('storage')],
      ['noIndications', setUp.missing.has('indications')],
      ['noReports', !setUp.missing.has('indications') && setUp.setup.indications.report === 0],
      ['simRefuses', this.#simRefusals.isLasting],
      ['refusesPdus', this.#pduRefusals.isLasting],
      ['memoryFull', this.#fill.isFull],
      ['memoryFullOfOwn', this.#fill.isFullOfOwn],
    ];
    return conditions.flatMap(([condition, holds]) => (holds ? [condition] : []));
  }

  /** Hands one TPDU over. */
  async submit(tpdu: Submit, options: SubmitOptions): Promise<SubmitOutcome> {
    const outcome = this.#pduRefusals.judge(await this.#submitter.submit(tpdu, options));
    this.#simRefusals.note(outcome);
    return outcome;
  }

  /** Lists what the modem stores. Rejects where something cannot be committed. */
  sweep(): Promise<void> {
    return this.#storage.sweep();
  }

  /** The modem announced a message; without an index, somewhere in `memory`. */
  async stored(memory: string, index: number | undefined): Promise<void> {
    const reading = index === undefined ? this.#listAt(memory) : this.#storage.read(memory, index);
    // A message that cannot be committed stays in the storage and comes again with the next sweep.
    await reading.catch(() => {});
  }

  /** Some announce a report in the storage of messages, and keep it in the one of reports (27.005 3.1: SR). */
  async #listAt(memory: string): Promise<void> {
    await this.#storage.list(memory);
    if (memory !== 'SR' && this.#options.setUp.setup.memories.includes('SR')) await this.#storage.list('SR');
  }

  /** The modem announced a message that it has stored nowhere: the network keeps it, and delivers it otherwise perhaps. */
  async storedNowhere(line: string): Promise<void> {
    const { clock, setUp, warning } = this.#options;
    await this.stored('', undefined);
    const now = clock.monotonic();
    if (setUp.setup.indications.deliver !== 1 || now - this.#divertedAt < DIVERTED_AGAIN_AFTER) return;
    this.#divertedAt = now;
    const routes = await setUp.deliverOtherwise();
    const so = routes ? 'it is set to hand messages over at once' : 'it knows no other way of delivery';
    warning('notStored', `the modem announced a message but stored none (${line}): ${so}`);
    this.#options.changed();
  }

  async routed(pdu: RoutedPdu): Promise<void> {
    if ((await this.#routed.take(pdu)) === 'open') this.leftOpen();
  }

  /** A routed message is not acknowledged: the module stops routing (27.005 3.4.4), which is mended when the network has given up. */
  leftOpen(): void {
    if (this.#cancelRestore !== undefined) return;
    this.#options.warning(
      'notAcknowledged',
      'a routed message was not acknowledged; the network sends it again',
    );
    this.#cancelRestore = this.#options.clock.after(ROUTING_RESTORED_AFTER, () => {
      this.#cancelRestore = undefined;
      void this.verify();
    });
  }

  /** The modem announced that its storage is full. */
  async full(): Promise<void> {
    this.#options.warning('memoryFull', 'the message storage is full');
    await this.sweep().catch(() => {});
  }

  /** The modem can do now what it refused before, perhaps. */
  ready(): void {
    this.#retries = 0;
    if (this.#options.setUp.missing.size > 0) void this.#retry();
  }

  /** A modem that restarted unseen stands in text mode, and shows words instead of a PDU. */
  #doubtSettings(): void {
    const now = this.#options.clock.monotonic();
    if (now - this.#doubtedAt < DOUBTED_AGAIN_AFTER) return;
    this.#doubtedAt = now;
    void this.verify();
  }

  /** Looks whether the settings still stand, behind everything else that waits. */
  async verify(): Promise<void> {
    const { channel, setUp, restarted } = this.#options;
    if (this.#isClosed || (await keepIndications(channel, setUp.setup)) || this.#isClosed) return;
    restarted();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRetry();
    this.#cancelRestore?.();
    this.#storage.close();
  }

  #isIncomplete({ missing }: SmsSetUp): boolean {
    return missing.has('storage') || missing.has('indications') || missing.has('serviceCentre');
  }

  #retryLater(): void {
    this.#cancelRetry();
    const delay = retryDelays[this.#retries] ?? RETRY_INTERVAL;
    this.#retries += 1;
    this.#cancelRetry = this.#options.clock.after(delay, () => void this.#retry());
  }

  async #retry(): Promise<void> {
    const { setUp, changed } = this.#options;
    this.#cancelRetry();
    const missed = new Set(setUp.missing);
    await setUp.run();
    if (this.#isClosed) return;
    if (setUp.missing.size > 0) this.#retryLater();
    if (!this.isStarting) this.#warnOfMissing(setUp);
    if (setUp.missing.size === missed.size) return;
    changed();
    if (missed.has('indications')) this.#warnOfReports(setUp.setup);
    // Messages that came before were not announced.
    await this.sweep().catch(() => {});
  }

  #warnOfMissing({ missing }: SmsSetUp): void {
    if (missing.has('indications'))
      this.#warnOnce(
        'incomplete',
        'the modem refuses every way to announce messages (+CNMI): they are found by listing its storage only',
      );
    if (missing.has('storage'))
      this.#warnOnce(
        'incomplete',
        'the modem refuses to choose a message storage (+CPMS): only the one in use is listed',
      );
  }

  #warnOnce(code: ModemWarning, text: string): void {
    if (this.#warned.has(text)) return;
    this.#warned.add(text);
    this.#options.warning(code, text);
  }

  #warnOfReports({ indications }: SmsSetup): void {
    if (this.#options.setUp.missing.has('indications')) return;
    if (indications.report === 0)
      this.#options.warning('noReports', 'this modem offers no status reports: they may be lost');
  }
}
