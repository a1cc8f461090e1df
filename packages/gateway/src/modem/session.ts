/** One modem over one link, from its first answer to its last: the ladder, then sending, receiving and health. */

import type { Submit } from '@simgate/gsm';
import { Channel } from '../at/channel.ts';
import type { Notice } from '../at/command.ts';
import type { Registration, RegistrationDomain } from '../at/registration.ts';
import type { StorageUse } from '../at/storage.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { generic } from '../dialects/generic.ts';
import { cardToolkit } from '../dialects/toolkit-form.ts';
import { climb, type Ready } from './bring-up/ladder.ts';
import { askAttached, askRegistration, askSignal, askTechnology } from './bring-up/network.ts';
import { type Obstacle, simLock } from './bring-up/unlock.ts';
import { CallDriver } from './calls/call-driver.ts';
import { callStateOf } from './calls/call-progress.ts';
import { type CallVerbs, noCallVerbs } from './calls/calls.ts';
import { type ControlVerbs, createControl } from './control.ts';
import type { Modem, Received, SubmitOptions, SubmitOutcome } from './modem.ts';
import { meaningOfNotice } from './notice-meaning.ts';
import type { SessionOptions, SessionStatus } from './session-surface.ts';
import { createRouted, type RoutedOutcome, type RoutedPdu } from './sms/routed.ts';
import { keepIndications } from './sms/sms-setup.ts';
import { createStorage, type MessageStorage } from './sms/storage.ts';
import { createSubmitter } from './sms/submit.ts';
import { noToolkit } from './toolkit/no-toolkit.ts';
import { createToolkitDriver, type ToolkitDriver, type ToolkitVerbs } from './toolkit/toolkit.ts';
import { createUssd, type UssdDriver, type UssdSending } from './ussd/ussd.ts';

interface Drivers {
  readonly ussd: UssdDriver;
  readonly modem: Modem;
  readonly storage: MessageStorage;
  readonly routed: (pdu: RoutedPdu) => Promise<RoutedOutcome>;
}

/** A module stops routing when we do not acknowledge (27.005 3.4.4), at the latest after TR2M (24.011 10). Milliseconds. */
const ROUTING_RESTORED_AFTER = 25_000;
const STORAGE_WARNING = 0.8;

export class ModemSession {
  readonly #options: SessionOptions;
  readonly #channel: Channel;
  /** Lock, number, forwarding. */
  readonly control: ControlVerbs;
  #dialect: Dialect = generic;
  #drivers: Drivers | undefined;
  #toolkit: ToolkitDriver | undefined;
  #calls: CallDriver | undefined;
  #status: SessionStatus = { registrations: {}, signal: 0, attached: false };
  /** What came while the ladder was climbed. */
  #early: Notice[] = [];
  #warnedFull = false;
  #checking = false;

  constructor(options: SessionOptions) {
    const { link, clock, listener } = options;
    this.#options = options;
    this.#channel = new Channel({
      link,
      clock,
      onNotice: notice => this.#notice(notice),
      onClosed: reason => {
        this.#toolkit?.close();
        this.#calls?.close();
        listener.closed(reason);
      },
      onSilent: () => listener.silent(),
      // While the ladder is climbed, it only shows that the modem does not take ATE0.
      onEcho: () => this.#drivers !== undefined && listener.rebooted(),
    });
    this.control = createControl({
      channel: this.#channel,
      dialect: () => this.#dialect,
      pins: options.pins,
    });
  }

  get status(): SessionStatus {
    return this.#status;
  }

  /** Climbs the ladder; undefined when the modem is ready, else what stands in the way. */
  async raise(): Promise<Obstacle | undefined> {
    this.#drivers = undefined;
    this.#toolkit?.close();
    this.#toolkit = undefined;
    this.#calls?.close();
    this.#calls = undefined;
    // Its SIM may be another one: what still comes is kept for none until the IMSI is read.
    const { ready: _former, ...status } = this.#status;
    this.#status = status;
    // A module that restarted answers nothing older.
    this.#channel.interrupt('the modem restarted');
    const result = await climb({
      ...this.#options,
      channel: this.#channel,
      identified: (identity, dialect) => {
        this.#dialect = dialect;
        this.#status = { ...this.#status, identity };
      },
    });
    if ('obstacle' in result) return result.obstacle;
    this.#serve(result.ready);
    return undefined;
  }

  /** The number that people gave the SIM of this session. */
  renumber(number: string): void {
    const { ready } = this.#status;
    if (ready !== undefined) this.#update({ ready: { ...ready, sim: { ...ready.sim, number } } });
  }

  /** Hands one TPDU over; refused at once while the ladder is not climbed. */
  submit(tpdu: Submit, options: SubmitOptions): Promise<SubmitOutcome> {
    if (this.#drivers !== undefined) return this.#drivers.modem.submit(tpdu, options);
    const refusal = { source: 'link', text: 'the modem is not ready', permanent: false } as const;
    return Promise.resolve({ kind: 'refused', refusal });
  }

  /** Begins a USSD session or answers its question; refused at once while the ladder is not climbed. */
  sendUssd(text: string): Promise<UssdSending> {
    return (
      this.#drivers?.ussd.send(text) ?? Promise.resolve({ kind: 'refused', text: 'the modem is not ready' })
    );
  }

  cancelUssd(): Promise<void> {
    return this.#drivers?.ussd.cancel() ?? Promise.resolve();
  }

  /** Lists what the modem stores. Rejects where something cannot be committed. */
  sweep(): Promise<void> {
    return this.#drivers?.storage.sweep() ?? Promise.resolve();
  }

  /** True while a command runs or waits. */
  get busy(): boolean {
    return this.#channel.busy;
  }

  /** Asks for signal, registration, SIM and settings, each question behind everything else that waits. */
  async check(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    await this.#ask();
    this.#checking = false;
  }

  async #ask(): Promise<void> {
    const ready = this.#status.ready;
    if (ready === undefined || this.#drivers === undefined) return;
    await this.#refresh(ready);
    const lock = await simLock(this.#channel, 'idle');
    if (lock === 'absent' || lock === 'pin' || lock === 'puk') this.#options.listener.simGone();
    else await this.#verifySettings(ready);
  }

  async #refresh(ready: Ready): Promise<void> {
    const registrations = await askRegistration(this.#channel, ready.network, 'idle');
    if (registrations === undefined) return;
    const signal = await askSignal(this.#channel, ready.network, 'idle');
    const attached = await askAttached(this.#channel, 'idle');
    this.#update({ registrations: byDomain(registrations), signal, attached });
    await this.#learnTechnology();
  }

  /** See `Channel.revive`. */
  revive(octets: string, wait: number, attempts: number): Promise<boolean> {
    return this.#channel.revive(octets, wait, { attempts });
  }

  /** Switches the toolkit on where modem and card have it, behind everything else that waits. */
  async startToolkit(): Promise<void> {
    await this.#toolkit?.start();
  }

  /** Asks for notices of calls, and takes over what there is. */
  async startCalls(): Promise<void> {
    await this.#calls?.start();
  }

  /** Calls; none while the ladder is not climbed. */
  get calls(): CallVerbs {
    return this.#calls ?? noCallVerbs;
  }

  /** What can be told to the card's toolkit; nothing while the ladder is not climbed. */
  get toolkit(): ToolkitVerbs {
    return this.#toolkit ?? noToolkit;
  }

  get dialect(): Dialect {
    return this.#dialect;
  }

  #serve(ready: Ready): void {
    const channel = this.#channel;
    const { clock, submitDeadline, ussdDeadline, config, listener } = this.#options;
    const received = (message: Received) => listener.received(message);
    const { sms, dialect } = ready;
    this.#drivers = {
      ussd: createUssd({ channel, clock, forms: dialect.ussd, deadline: ussdDeadline }),
      modem: createSubmitter({
        channel,
        clock,
        deadline: submitDeadline,
        linkHold: sms.linkHold,
        serviceCentre: config.smsc ?? '',
      }),
      storage: createStorage({ channel, ...sms, received, fill: use => this.#fill(use) }),
      routed: createRouted({ channel, acknowledges: sms.acknowledges, form: dialect.acknowledge, received }),
    };
    channel.echo.accept();
    const { registrations, signal, attached } = ready;
    this.#status = { ...this.#status, ready, registrations: byDomain(registrations), signal, attached };
    if (sms.indications.report === 0)
      listener.warning('this modem offers no status reports: they may be lost');
    for (const notice of this.#early.splice(0)) this.#notice(notice);
    void this.#learnTechnology();
    const calls: CallDriver = new CallDriver({
      ...{ channel, clock, form: dialect.calls },
      heard: notice => listener.call(notice),
      changed: () => this.#update({ callstate: callStateOf(calls.calls) }),
    });
    this.#calls = calls;
    this.#toolkit = createToolkitDriver({
      ...{ channel, clock },
      forms: config.toolkitOver === 'csim' ? [cardToolkit] : dialect.toolkit,
      registrations: () => Object.values(this.#status.registrations),
      heard: notice => listener.toolkit(notice),
      warning: text => listener.warning(text),
    });
  }

  #update(change: Partial<SessionStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#options.listener.changed();
  }

  #notice(notice: Notice): void {
    if (this.#toolkit?.hears(notice.line) || this.#calls?.hears(notice.line)) return;
    const meaning = meaningOfNotice(notice, this.#dialect);
    const { listener } = this.#options;
    switch (meaning.kind) {
      case 'stored':
        // What comes while climbing is found by the sweep behind it.
        void this.#readStored(meaning.memory, meaning.index);
        break;
      case 'routed':
        if (this.#drivers === undefined) this.#early.push(notice);
        else void this.#takeRouted(this.#drivers, meaning);
        break;
      case 'registration':
        this.#registered(meaning.registration);
        break;
      case 'simGone':
        listener.simGone();
        break;
      case 'simThere':
        listener.simThere();
        break;
      case 'booted':
        listener.rebooted();
        break;
      case 'ussd':
        this.#ussd(meaning.line);
        break;
      case 'storageFull':
        listener.warning('the message storage is full');
        void this.sweep().catch(() => {});
    }
  }

  #ussd(line: string): void {
    const notice = this.#drivers?.ussd.read(line);
    if (notice !== undefined) this.#options.listener.ussd(notice);
  }

  async #readStored(memory: string, index: number | undefined): Promise<void> {
    const storage = this.#drivers?.storage;
    // What cannot be committed stays in the storage and comes again with the next sweep.
    await (index === undefined ? storage?.list(memory) : storage?.read(memory, index))?.catch(() => {});
  }

  async #takeRouted(drivers: Drivers, pdu: RoutedPdu): Promise<void> {
    if ((await drivers.routed(pdu)) === 'acknowledged') return;
    this.#options.listener.warning('a routed message was not acknowledged; the network sends it again');
    this.#options.clock.after(ROUTING_RESTORED_AFTER, () => {
      if (this.#drivers === drivers && this.#status.ready) void this.#verifySettings(this.#status.ready);
    });
  }

  #registered(registration: Registration): void {
    this.#update({ registrations: { ...this.#status.registrations, [registration.domain]: registration } });
    void this.#learnTechnology();
  }

  /** +COPS? only where registered and registration does not say the technology. */
  async #learnTechnology(): Promise<void> {
    const known = Object.values(this.#status.registrations);
    const told = known.some(({ accessTechnology }) => accessTechnology !== undefined);
    if (
      told ||
      this.#status.technology !== undefined ||
      !known.some(({ status }) => status === 1 || status === 5)
    )
      return;
    const technology = await askTechnology(this.#channel, 'idle');
    if (technology !== undefined) this.#update({ technology });
  }

  async #verifySettings({ sms }: Ready): Promise<void> {
    if (!(await keepIndications(this.#channel, sms))) this.#options.listener.rebooted();
  }

  #fill({ memory, used, total }: StorageUse): void {
    const full = total > 0 && used / total >= STORAGE_WARNING;
    if (full && !this.#warnedFull)
      this.#options.listener.warning(`storage ${memory} holds ${used} of ${total} messages`);
    this.#warnedFull = full;
  }
}

function byDomain(registrations: readonly Registration[]): Partial<Record<RegistrationDomain, Registration>> {
  return Object.fromEntries(registrations.map(registration => [registration.domain, registration]));
}
