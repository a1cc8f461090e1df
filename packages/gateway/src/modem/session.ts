/** One modem over one link, from its first answer to its last: the ladder, then sending, receiving and health. */

import type { Submit } from '@simgate/gsm';
import { Channel } from '../at/channel.ts';
import { RefusalRun } from '../at/refusal-run.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { generic } from '../dialects/generic.ts';
import { Arrivals } from './arrivals.ts';
import { climb, type Ready, superseded } from './bring-up/ladder.ts';
import type { Obstacle } from './bring-up/unlock.ts';
import { type CallVerbs, noCallVerbs } from './calls/calls.ts';
import { type ControlVerbs, createControl } from './control.ts';
import { createDrivers, type DriverHooks, type Drivers } from './drivers.ts';
import { HealthCheck } from './health/health-check.ts';
import type { SubmitOptions, SubmitOutcome } from './modem.ts';
import { NetworkWatch } from './network-watch.ts';
import { NoticeIntake } from './notice-intake.ts';
import { deniedSideOf } from './registered.ts';
import type { KnownOfModem, SessionOptions, SessionStatus } from './session-surface.ts';
import { SimSigns } from './sim/sim-signs.ts';
import { NoSms } from './sms/no-sms.ts';
import type { SmsSetUp } from './sms/sms-setup.ts';
import { UnidentifiedMessages } from './sms/unidentified.ts';
import { noToolkit, type ToolkitVerbs } from './toolkit/toolkit.ts';
import type { UssdSending } from './ussd/ussd.ts';
import { Warnings } from './warnings.ts';

const notReady = { kind: 'refused', text: 'the modem is not ready' } as const;

export class ModemSession {
  readonly #options: SessionOptions;
  readonly #channel: Channel;
  readonly #refusals: RefusalRun;
  readonly #warnings: Warnings;
  readonly #notices: NoticeIntake;
  readonly #arrivals: Arrivals;
  readonly control: ControlVerbs;
  #dialect: Dialect = generic;
  #drivers: Drivers | undefined;
  readonly #signs = new SimSigns(() => this.#drivers?.sim);
  readonly #network: NetworkWatch;
  #known: KnownOfModem = {};
  readonly #health: HealthCheck;
  #climbs = 0;
  readonly #noSms: NoSms;
  readonly #unidentified: UnidentifiedMessages;

  constructor(options: SessionOptions) {
    const { link, clock, listener, late } = options;
    this.#options = options;
    this.#refusals = new RefusalRun(clock);
    this.#warnings = new Warnings(clock, (text, code) => listener.warning(text, code));
    this.#noSms = new NoSms(clock, text => this.#warnings.warn('noSms', text));
    // Before the channel: the link may have kept notices, which it hands over at once.
    this.#notices = new NoticeIntake({
      ...{ clock, listener },
      ...{ arrivals: () => this.#arrivals, network: () => this.#network, dialect: () => this.#dialect },
      ...{ drivers: () => this.#drivers, simGone: () => this.#simGone() },
      simDoubted: () => this.#signs.note(),
      flooded: (name, count) => this.#flooded(name, count),
    });
    this.#channel = new Channel({
      ...{ link, clock, late, refusals: this.#refusals },
      onNotice: notice => this.#notices.take(notice),
      onClosed: reason => {
        this.#endDrivers();
        listener.closed(reason);
      },
      onSilent: () => listener.silent(),
      // While the ladder is climbed, it only shows that the modem does not take ATE0.
      onEcho: () => this.#drivers !== undefined && listener.rebooted(true),
    });
    this.#network = new NetworkWatch({
      ...{ clock, channel: this.#channel },
      changed: () => {
        this.#drivers?.side.follow(deniedSideOf(this.#network.state.registrations));
        listener.changed();
      },
      // A card with several IMSIs changes it while it is not registered.
      turned: () => this.#signs.note(),
    });
    this.#arrivals = new Arrivals({
      ...{ channel: this.#channel, clock, link: link.name },
      form: () => this.#dialect.acknowledge,
      ...{ drivers: () => this.#drivers, sim: () => this.#known.ready?.sim },
      store: (message, sim) => listener.received(message, sim),
    });
    this.#unidentified = new UnidentifiedMessages({
      ...{ channel: this.#channel, clock, committed: options.committed },
      ...{ arrivals: this.#arrivals, warnings: this.#warnings, dialect: () => this.#dialect },
      store: message => listener.received(message, undefined),
    });
    this.#health = new HealthCheck({
      ...{
        channel: this.#channel,
        network: () => this.#network,
        drivers: () => this.#drivers,
        session: options,
      },
      warnRadio: text => this.#warnings.warn('radioSwitchedOn', text),
      warnOperator: text => this.#warnings.warn('operatorChoice', text),
    });
    const { pins } = options;
    this.control = createControl({ channel: this.#channel, dialect: () => this.#dialect, pins });
  }

  get status(): SessionStatus {
    return {
      ...this.#known,
      ...this.#network.state,
      conditions: [...this.#refusals.conditions, ...(this.#drivers?.conditions ?? [])],
    };
  }

  /**
   * Climbs the ladder; undefined when the modem is ready, else what stands in the way. One that is still being climbed, as behind a
   * silence, is given up: the drivers of two would delete what the other has not read.
   */
  async raise(): Promise<Obstacle | undefined> {
    this.#climbs += 1;
    const climbs = this.#climbs;
    const isSuperseded = () => climbs !== this.#climbs;
    this.#endDrivers();
    this.#unidentified.close();
    this.#network.restarted();
    this.#notices.begin();
    // A module that restarted answers nothing older.
    this.#channel.interrupt('the modem restarted');
    const result = await climb({
      ...this.#options,
      channel: this.#channel,
      ...{ isSuperseded, identifying: () => this.#signs.forget() },
      identified: (identity, dialect) => {
        this.#dialect = dialect;
        this.#update({ identity });
      },
      knowsBestTechnology: () => this.#known.bestTechnology !== undefined,
      bestTechnology: bestTechnology => this.#update({ bestTechnology }),
      radioSwitchedOn: level =>
        this.#warnings.warn('radioSwitchedOn', `the radio was off (+CFUN: ${level}) and is switched on`),
    });
    await this.#unidentified.judge('obstacle' in result ? result.obstacle : undefined);
    if (isSuperseded()) return superseded;
    if ('obstacle' in result) return this.#noSms.judge(result.obstacle);
    this.#noSms.end();
    this.#serve(result.ready, result.setUp);
    return undefined;
  }

  /** Switches the radio off and on, behind everything else that waits; the SIM too where that is wanted. */
  restartRadio(withSim = false): Promise<void> {
    return this.#health.restartRadio(withSim);
  }

  /** The number that people gave the SIM of this session. */
  renumber(number: string): void {
    const { ready } = this.#known;
    if (ready !== undefined) this.#update({ ready: { ...ready, sim: { ...ready.sim, number } } });
  }

  /** Hands one TPDU over; refused at once while the ladder is not climbed, and where another SIM is in the modem by now. */
  async submit(tpdu: Submit, options: SubmitOptions): Promise<SubmitOutcome> {
    // 27.005 3.4.4: what is to be acknowledged goes first.
    await this.#arrivals.settled();
    const drivers = this.#drivers;
    const verdict = await drivers?.sim.confirmToSend();
    if (drivers !== undefined && drivers === this.#drivers && verdict === 'same')
      return drivers.sms.submit(tpdu, { ...options, mayBegin: drivers.sim.untilNextSign() });
    const text = verdict === undefined ? notReady.text : 'it is not certain which SIM is in the modem';
    return { kind: 'refused', refusal: { source: 'link', text, permanent: false } };
  }

  /** Begins a USSD session or answers its question; refused at once while the ladder is not climbed. */
  async sendUssd(text: string): Promise<UssdSending> {
    return this.#drivers?.ussd.send(text) ?? notReady;
  }

  async cancelUssd(): Promise<void> {
    await this.#drivers?.ussd.cancel();
  }

  /** Lists what the modem stores. Rejects where something cannot be committed. */
  async sweep(): Promise<void> {
    await this.#drivers?.sms.sweep();
  }

  /** True while a command runs or waits. */
  get busy(): boolean {
    return this.#channel.busy;
  }

  /** True while a PDU that was handed over may still be answered: the module must not be restarted meanwhile. */
  get awaitsSubmit(): boolean {
    return this.#channel.awaitsSubmit;
  }

  /** See `HealthCheck.run`. */
  check(): Promise<void> {
    return this.#health.run();
  }

  /** See `Channel.revive`. */
  revive(octets: readonly string[], wait: number, attempts: number): Promise<boolean> {
    return this.#channel.revive(octets, wait, { attempts });
  }

  /** Switches the toolkit on where modem and card have it, behind everything else that waits. */
  async startToolkit(): Promise<void> {
    await this.#drivers?.toolkit.start();
  }

  /** Asks for notices of calls, and takes over what there is. */
  async startCalls(): Promise<void> {
    await this.#drivers?.calls.start();
  }

  /** Calls; none while the ladder is not climbed. */
  get calls(): CallVerbs {
    return this.#drivers?.calls ?? noCallVerbs;
  }

  /** The card's toolkit; it refuses everything while the ladder is not climbed. */
  get toolkit(): ToolkitVerbs {
    return this.#drivers?.toolkit ?? noToolkit;
  }

  get dialect(): Dialect {
    return this.#dialect;
  }

  /** The modem starts anew or is gone, its SIM may be another one: nothing of it holds any more. */
  #endDrivers(): void {
    const { ready: _former, ...known } = this.#known;
    this.#known = known;
    this.#drivers?.close();
    this.#drivers = undefined;
  }

  #serve(ready: Ready, setUp: SmsSetUp): void {
    this.#channel.echo.accept();
    this.#known = { ...this.#known, ready };
    const hooks: DriverHooks = {
      network: this.#network,
      received: message => this.#arrivals.received(message),
      ...{ otherSim: () => this.#otherSim(), simGone: () => this.#simGone() },
      simChanged: () => this.#simChanged(),
      setUpChanged: () => this.#setUpChanged(setUp),
      update: change => this.#update(change),
      warn: (code, text) => this.#warnings.warn(code, text),
    };
    this.#drivers = createDrivers({ options: this.#options, channel: this.#channel, ready, setUp, hooks });
    this.#network.begin(ready);
    this.#signs.judge(this.#drivers.sim);
    this.#drivers.side.follow(deniedSideOf(this.#network.state.registrations));
    this.#arrivals.acknowledges = ready.sms.acknowledges;
    for (const notice of this.#arrivals.take()) this.#notices.take(notice);
  }

  /** Part of the set-up holds by now that was refused before. */
  #setUpChanged(setUp: SmsSetUp): void {
    const { ready } = this.#known;
    if (ready === undefined) return;
    const smsc = this.#options.config.smsc ?? (setUp.serviceCentre || ready.sim.smsc);
    this.#arrivals.acknowledges = setUp.setup.acknowledges;
    this.#update({ ready: { ...ready, sms: setUp.setup, sim: { ...ready.sim, smsc } } });
  }

  /** Nothing holds any more of the SIM that was in it. */
  #simGone(): void {
    this.#endDrivers();
    this.#options.listener.simGone();
  }

  #otherSim(): void {
    this.#warnings.warn('otherSim', 'another SIM or another IMSI is in the modem: it is set up anew');
    this.#options.listener.rebooted();
  }

  /** The doubt began or is over; then everything that waited for it goes on. */
  #simChanged(): void {
    this.#options.listener.changed();
    if (this.#drivers === undefined || this.#drivers.sim.isInDoubt) return;
    for (const notice of this.#arrivals.take()) this.#notices.take(notice);
    if (this.#arrivals.takeLeft()) void this.sweep().catch(() => {});
  }

  #update(change: KnownOfModem): void {
    this.#known = { ...this.#known, ...change };
    this.#options.listener.changed();
  }

  /** Notices of a flood were left out: their news is asked for. */
  #flooded(name: string, count: number): void {
    this.#warnings.warn('flood', `${count} notices ${name} came too fast and were left out`);
    void this.check();
    void this.sweep().catch(() => {});
  }
}
