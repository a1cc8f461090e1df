/** Figures for Prometheus. No label holds a number, a text or a name of a person. */
import { statfs } from 'node:fs/promises';
import { alarmReasons } from '@simgate/api/contract';
import type { Clock } from '@simgate/daemon';
import { addGauge, type Collect, HttpMetrics } from '@simgate/daemon/http';
import { Counter, type Registry } from 'prom-client';
import type { Alarms } from '../alarms/alarm.ts';
import type { Balances } from '../balance/balances.ts';
import type { Journal } from '../events.ts';
import type { Messages } from '../messages/messages.ts';
import type { SimLimits } from '../port-management/sim-limits.ts';
import type { PortBank } from '../ports/port.ts';
import type { Push, TargetView } from '../push/push.ts';
import { sizeOfDatabase } from './database-size.ts';
import { JournalCounts } from './journal-counts.ts';

export interface MetricsSources {
  readonly ports: PortBank;
  readonly messages: Pick<Messages, 'state'>;
  readonly limits: Pick<SimLimits, 'remaining'>;
  readonly push: Pick<Push, 'targets'>;
  readonly balances: Pick<Balances, 'list'>;
  readonly alarms: Pick<Alarms, 'openByKind' | 'mail'>;
  readonly journal: Journal;
  readonly clock: Pick<Clock, 'now'>;
  readonly dataFolder: string;
  /** Where other parts register their metrics too. */
  readonly registry?: Registry;
}

/** Everything that /metrics shows; most of it is looked at when it is asked for. */
export class Metrics {
  /** Of the HTTP side itself. */
  readonly http: HttpMetrics;
  readonly registry: Registry;
  readonly #sources: MetricsSources;
  readonly #accepted: Counter;
  readonly #counts: JournalCounts;

  constructor(sources: MetricsSources) {
    this.#sources = sources;
    this.http = new HttpMetrics(sources.registry);
    this.registry = this.http.registry;
    const registers = [this.registry];
    this.#accepted = new Counter({
      name: 'simgate_messages_accepted_total',
      help: 'Messages accepted by send_sms.',
      registers,
    });
    this.#counts = new JournalCounts(sources.journal, this.registry);
    this.#watchPorts();
    this.#watchBalances();
    this.#watchAlarms();
    this.#watchMessages();
    this.#watchPush();
    this.#watchDisk();
  }

  /** Records recipients whose messages were accepted. */
  accepted(messages: number): void {
    this.#accepted.inc(messages);
  }

  async text(): Promise<string> {
    await this.#counts.follow();
    return this.registry.metrics();
  }

  #gauge(name: string, help: string, labelNames: string[], collect: Collect): void {
    addGauge(this.registry, name, help, labelNames, collect);
  }

  #watchPorts(): void {
    const { ports, limits } = this.#sources;
    const snapshots = () => ports.ports.map(port => port.snapshot());
    this.#gauge(
      'simgate_port_state',
      'Registration of each port: 1 for the state it is in.',
      ['port', 'reg'],
      states => {
        for (const { port, reg } of snapshots()) states.set({ port, reg }, 1);
      },
    );
    this.#gauge('simgate_port_can_send', 'Whether a port can take messages now.', ['port'], states => {
      for (const { port, canSend } of snapshots()) states.set({ port }, canSend ? 1 : 0);
    });
    this.#gauge('simgate_port_signal', 'Signal strength of each port, 0 to 31.', ['port'], states => {
      for (const { port, signal } of snapshots()) states.set({ port }, signal);
    });
    this.#gauge(
      'simgate_sim_limit_left',
      'What the SIM of a port may still use of each limit that is set.',
      ['port', 'limit'],
      left => {
        for (const { port, sim } of snapshots()) {
          if (sim === undefined) continue;
          for (const [limit, value] of Object.entries(limits.remaining(port, sim.imsi)))
            if (typeof value === 'number') left.set({ port, limit }, value);
        }
      },
    );
  }

  #watchBalances(): void {
    const { balances, clock } = this.#sources;
    const present = () =>
      balances
        .list()
        .flatMap(({ presentPort: port, ...one }) => (port === undefined ? [] : [{ ...one, port }]));
    this.#gauge(
      'simgate_sim_balance',
      'Balance of the SIM of each port, as it was read last.',
      ['port'],
      all => {
        for (const { port, amount } of present()) if (amount !== null) all.set({ port }, Number(amount));
      },
    );
    this.#gauge('simgate_sim_balance_age_seconds', 'Time since that balance was read.', ['port'], ages => {
      for (const { port, readAt } of present())
        if (readAt !== null) ages.set({ port }, Math.max(0, Math.round((clock.now() - readAt) / 1000)));
    });
  }

  #watchAlarms(): void {
    const { alarms } = this.#sources;
    this.#gauge('simgate_alarms_open', 'Alarms that last, by kind.', ['kind'], open => {
      for (const kind of Object.keys(alarmReasons)) open.set({ kind }, 0);
      for (const [kind, count] of alarms.openByKind()) open.set({ kind }, count);
    });
    this.#gauge('simgate_alarm_mails_waiting', 'Notices of alarms that no mail carried yet.', [], waiting =>
      waiting.set(alarms.mail()?.waiting ?? 0),
    );
  }

  #watchMessages(): void {
    const { messages } = this.#sources;
    this.#gauge('simgate_messages_in_queue', 'Messages that no port has begun.', [], queue =>
      queue.set(messages.state().waiting),
    );
    this.#gauge(
      'simgate_queue_oldest_seconds',
      'Age of the oldest message that no port has begun.',
      [],
      age => age.set(messages.state().oldestAge),
    );
    this.#gauge('simgate_messages_in_doubt', 'Messages whose fate nobody knows yet.', [], doubt =>
      doubt.set(messages.state().inDoubt),
    );
  }

  /** All gauges of one scrape share one look at the targets. */
  #watchPush(): void {
    let looking: Promise<readonly TargetView[]> | undefined;
    const look = (): Promise<readonly TargetView[]> => {
      looking ??= this.#sources.push.targets().finally(() => {
        looking = undefined;
      });
      return looking;
    };
    const gauge = (name: string, help: string, measure: (target: TargetView) => number): void =>
      this.#gauge(name, help, ['target'], async targets => {
        for (const target of await look()) targets.set({ target: target.name }, measure(target));
      });
    gauge(
      'simgate_push_waiting',
      'Events that a push target has not taken, up to 10000.',
      one => one.waiting,
    );
    gauge('simgate_push_held_back', 'Those of them that failed, and those behind them.', one => one.heldBack);
    gauge('simgate_push_oldest_age_seconds', 'Age of the oldest event that waits.', one => one.oldestAge);
    gauge('simgate_push_failing', '1: the push target takes nothing.', one => (one.failing ? 1 : 0));
    gauge('simgate_push_given_up', 'Events on the given-up list, up to 10000.', one => one.givenUp);
  }

  #watchDisk(): void {
    const { dataFolder } = this.#sources;
    this.#gauge('simgate_database_bytes', 'Size of the database with its log.', [], async size =>
      size.set(await sizeOfDatabase(dataFolder)),
    );
    this.#gauge('simgate_disk_free_bytes', 'Free space where the data folder is.', [], async free => {
      const { bavail, bsize } = await statfs(dataFolder);
      free.set(bavail * bsize);
    });
  }
}
