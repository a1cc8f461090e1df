/** Counters of the events of the journal, from the start of the process on. */
import { setImmediate as turn } from 'node:timers/promises';
import { Counter, type Registry } from 'prom-client';
import type { GatewayEvent, Journal } from '../events.ts';

/** Events read at a time, so that other work gets its turn between. */
const PAGE = 500;

export class JournalCounts {
  readonly #journal: Journal;
  readonly #sent: Counter;
  readonly #delivered: Counter;
  readonly #failed: Counter;
  readonly #received: Counter;
  #last: number;
  #following: Promise<void> | undefined;

  constructor(journal: Journal, registry: Registry) {
    const counter = (name: string, help: string, labelNames: string[] = []) =>
      new Counter({ name, help, labelNames, registers: [registry] });
    this.#journal = journal;
    this.#last = journal.newest();
    this.#sent = counter(
      'simgate_messages_sent_total',
      'Messages that the network took, every segment of them.',
    );
    this.#delivered = counter('simgate_messages_delivered_total', 'Messages reported as delivered.');
    this.#failed = counter('simgate_messages_failed_total', 'Messages that ended FAILED, by cause.', [
      'cause',
    ]);
    this.#received = counter('simgate_messages_received_total', 'Messages received.');
  }

  /** Takes up what was journalled since the last call. */
  follow(): Promise<void> {
    this.#following ??= this.#read().finally(() => {
      this.#following = undefined;
    });
    return this.#following;
  }

  async #read(): Promise<void> {
    for (;;) {
      const events = this.#journal.since(this.#last, PAGE);
      for (const { event } of events) this.#count(event);
      this.#last = events.at(-1)?.id ?? this.#last;
      if (events.length < PAGE) return;
      await turn();
    }
  }

  #count(event: GatewayEvent): void {
    if (event.kind === 'sms') this.#received.inc();
    if (event.kind !== 'sms_result') return;
    if (event.status === 'SENT_OK') this.#sent.inc();
    else if (event.status === 'DELIVERED') this.#delivered.inc();
    else this.#failed.inc({ cause: event.cause ?? 'unknown' });
  }
}
