/**
 * Looks now and then whether something is wrong, and raises, repeats and clears alarms. What lasts is in the store: a restart neither
 * forgets an alarm nor raises it again. How long something has been wrong before its alarm counts anew from a start.
 */
import type { AlarmKind } from '@simgate/api/contract';
import type { Clock } from '@simgate/daemon';
import type { Database } from '@simgate/daemon/store';
import type { AlarmsConfig, RetentionConfig } from '../config/schema.ts';
import type { WritableJournal } from '../store/journal.ts';
import type { Log, Store } from '../store/store.ts';
import type { Acknowledged, Alarm, AlarmQuery, Alarms, Condition, MailState, TestMail } from './alarm.ts';
import {
  acknowledgeAlarm,
  areForgettable,
  clearAlarm,
  findAlarm,
  forgetAlarms,
  insertAlarm,
  listAlarms,
  type Moment,
  openAlarms,
  repeatAlarm,
  rewordAlarm,
} from './alarm-rows.ts';
import { look, type Watched } from './findings.ts';
import { judge, keyOf, type Verdict } from './judge.ts';
import type { Mailer } from './mail/mailer.ts';
import type { NoticeState } from './mail/outbox.ts';

export interface AlarmContext {
  readonly store: Store;
  readonly journal: WritableJournal;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: AlarmsConfig;
  readonly retention: RetentionConfig;
  readonly watched: Watched;
  readonly mailer: Mailer;
}

/** Milliseconds between two looks. */
const LOOK_EVERY = 15_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export class AlarmWatch implements Alarms {
  readonly #context: AlarmContext;
  #since: Pick<Verdict, 'wrongSince' | 'unseenSince'> = { wrongSince: new Map(), unseenSince: new Map() };
  #cancelLook = () => {};
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(context: AlarmContext) {
    this.#context = context;
  }

  start(): void {
    this.#lookLater();
    this.#context.mailer.start();
  }

  /** Ends the watch. Ports that the stop closes are no alarm, so call it before them. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelLook();
    await this.#looking;
    await this.#context.mailer.stop();
  }

  list(query: AlarmQuery): readonly Alarm[] {
    return listAlarms(this.#context.store.read, query);
  }

  openByKind(): ReadonlyMap<AlarmKind, number> {
    const counts = new Map<AlarmKind, number>();
    for (const { kind } of openAlarms(this.#context.store.read))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts;
  }

  async acknowledge(id: number, user: string): Promise<Acknowledged> {
    const { store } = this.#context;
    const alarm = findAlarm(store.read, id);
    if (alarm === undefined) return { ok: false, code: 404, error: 'id: there is no such alarm.' };
    if (alarm.clearedAt !== null) return { ok: false, code: 409, error: 'id: this alarm is over.' };
    const moment = this.#moment();
    await store.write(database => acknowledgeAlarm(database, id, user, moment));
    return { ok: true, alarm: findAlarm(store.read, id) ?? alarm };
  }

  mail(): MailState | undefined {
    return this.#context.mailer.state();
  }

  testMail(): Promise<TestMail> {
    return this.#context.mailer.test();
  }

  #lookLater(): void {
    this.#cancelLook = this.#context.clock.after(LOOK_EVERY, () => {
      this.#looking = this.#lookNow().finally(() => {
        if (!this.#stopped) this.#lookLater();
      });
    });
  }

  async #lookNow(): Promise<void> {
    const { store, config, watched, log } = this.#context;
    try {
      const open = openAlarms(store.read);
      const findings = await look(watched, config, new Set(open.map(keyOf)), error =>
        log.error({ error: String(error) }, 'it could not be found out whether an alarm is due'),
      );
      if (this.#stopped) return;
      const verdict = judge(open, findings, this.#since, this.#judgeOptions());
      await this.#carryOut(verdict);
      this.#since = verdict;
      await this.#tidy();
    } catch (error) {
      log.error({ error: String(error) }, 'alarms could not be stored; the next look tries again');
    }
  }

  #judgeOptions() {
    const { config, clock, store } = this.#context;
    const minutes: Partial<Record<AlarmKind, number>> = { port_down: config.portDown };
    return {
      holdFor: (kind: AlarmKind) => (minutes[kind] ?? 0) * MINUTE,
      repeatEvery: config.repeatEvery * HOUR,
      now: { monotonic: clock.monotonic(), steady: store.steady.now() },
    };
  }

  /** Changes, their events and the notices for a mail, in one transaction. */
  async #carryOut({ raise, repeat, clear, reword }: Verdict): Promise<void> {
    if (raise.length + repeat.length + clear.length + reword.length === 0) return;
    const { store, mailer, log } = this.#context;
    const moment = this.#moment();
    await store.write(database => {
      for (const { alarm, condition } of reword) rewordAlarm(database, alarm.id, condition);
      for (const condition of raise) {
        const id = insertAlarm(database, condition, moment);
        this.#announce(
          database,
          { ...condition, id, port: condition.port ?? null },
          'raised',
          moment,
          moment.at,
        );
      }
      for (const alarm of repeat) {
        repeatAlarm(database, alarm.id, moment);
        this.#announce(database, alarm, 'repeated', moment, alarm.raisedAt);
      }
      for (const alarm of clear) {
        clearAlarm(database, alarm.id, moment);
        this.#announce(database, alarm, 'cleared', moment, alarm.raisedAt);
      }
    });
    for (const { kind, text } of raise) log.warn({ alarm: kind }, text);
    for (const { kind, text } of clear) log.info({ alarm: kind }, `over: ${text}`);
    if (raise.length + repeat.length + clear.length > 0) mailer.noticed();
  }

  #announce(
    database: Database,
    alarm: Omit<Condition, 'port'> & { readonly id: number; readonly port: number | null },
    state: NoticeState,
    moment: Moment,
    raisedAt: number,
  ): void {
    const { journal, mailer } = this.#context;
    const { id: alarmId, kind: alarmKind, subject, port, imsi, text, reason } = alarm;
    const event = {
      alarmId,
      alarmKind,
      status: state,
      subject,
      port,
      imsi,
      trouble: text,
      reason,
      time: raisedAt,
    };
    journal.append(database, { kind: 'alarm', ...event });
    mailer.add(
      database,
      { alarmId, kind: alarmKind, state, text, reason, raisedAt, at: moment.at },
      moment.steady,
    );
  }

  async #tidy(): Promise<void> {
    const { store, retention } = this.#context;
    const before = retention.events === 0 ? 0 : store.steady.now() - retention.events * DAY;
    if (areForgettable(store.read, before)) await store.write(database => forgetAlarms(database, before));
  }

  #moment(): Moment {
    const { clock, store } = this.#context;
    return { at: Math.round(clock.now()), steady: store.steady.now() };
  }
}
