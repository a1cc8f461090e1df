/** Keeps one port alive: carries out what the lifecycle decides, on clocks of its own. */

import type { Submit } from '@simgate/gsm';
import { LateAnswer } from '../at/late-answer.ts';
import { LinkError } from '../errors.ts';
import type { Link } from '../link/link.ts';
import { recorded } from '../link/recorder.ts';
import type { DesiredState } from '../modem/bring-up/desired-state.ts';
import { baudRates } from '../modem/bring-up/synchronise.ts';
import { type CallVerbs, noCallVerbs } from '../modem/calls/calls.ts';
import { noControl } from '../modem/control.ts';
import type { SubmitOptions, SubmitOutcome } from '../modem/modem.ts';
import type { ModemSession } from '../modem/session.ts';
import { CommittedPlaces } from '../modem/sms/committed-places.ts';
import type { ToolkitVerbs } from '../modem/toolkit/toolkit.ts';
import { noToolkit } from '../modem/toolkit/toolkit.ts';
import type { UssdSending } from '../modem/ussd/ussd.ts';
import { type PortAction, type PortEvent, type PortState, transition } from './lifecycle.ts';
import type { Port, PortControl, PortSnapshot } from './port.ts';
import { createPortControl } from './port-control.ts';
import { promptEscape, type Remedy, restartOf, type SupervisorOptions, sessionOf } from './port-modem.ts';
import { PortPicture } from './port-picture.ts';
import { PortRecovery } from './recovery/port-recovery.ts';
import { RestAfterRefusals } from './rest.ts';
import type { PortFacts } from './snapshot.ts';
import { Submissions } from './submissions.ts';
import { createTimers, type Timers } from './timers.ts';
import { TroubleLog } from './trouble-log.ts';
import { Watch } from './watch.ts';

/** A port that served so long is trusted again: its next failure counts as the first. Milliseconds. */
const SETTLED_AFTER = 60_000;

export class PortSupervisor implements Port {
  readonly number: number;
  readonly #options: SupervisorOptions;
  #state: PortState = { phase: 'stopped' };
  #obstacle = '';
  #link: Link | undefined;
  #session: ModemSession | undefined;
  readonly #submissions = new Submissions();
  readonly #watch: Watch;
  readonly #rest: RestAfterRefusals;
  readonly #late: LateAnswer;
  readonly #committed = new CommittedPlaces();
  readonly #recovery: PortRecovery;
  #stopping = false;
  #desired: DesiredState = {};
  #blocked = false;
  readonly control: PortControl;
  readonly listen: Port['listen'] = listener => this.#options.recorder.listen(listener);
  /** Those of the present phase. */
  readonly #timers: Timers;
  readonly #picture: PortPicture;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.number = options.config.port;
    this.#rest = new RestAfterRefusals(options.clock, () => this.#picture.refresh());
    this.#late = new LateAnswer(options.clock);
    this.#timers = createTimers(options.clock, options.random);
    this.#watch = new Watch({
      ...options,
      timers: this.#timers,
      submitting: () => this.submitting,
      registered: () => this.snapshot().reg === 'REGISTER_OK',
    });
    this.#recovery = new PortRecovery(options, {
      port: this,
      state: () => this.#state,
      session: () => this.#session,
      handle: event => this.#handle(event),
    });
    const { log, clock, modems, listener } = options;
    const troubleLog = new TroubleLog({ log, clock, hold: modems.registrationHold });
    this.#picture = new PortPicture({
      clock,
      facts: () => this.#facts,
      looked: snapshot => this.#recovery.consider(snapshot),
      changed: snapshot => {
        troubleLog.note(snapshot);
        listener.changed(this);
      },
    });
    options.recorder.switch(options.config.record);
    this.control = createPortControl({
      verbs: () => (this.#stopping ? noControl : (this.#session?.control ?? noControl)),
      state: () => this.#state,
      ready: () => this.#session?.status.ready !== undefined,
      renumber: number => this.#session?.renumber(number),
      whenFree: action => this.#submissions.whenNone(() => this.#stopping || action()),
      handle: event => this.#handle(event),
      desire: state => {
        this.#desired = state;
      },
      block: blocked => {
        this.#blocked = blocked;
        this.#picture.refresh();
      },
    });
  }

  snapshot(): PortSnapshot {
    return this.#picture.snapshot();
  }

  get #facts(): PortFacts {
    return {
      number: this.number,
      state: this.#state,
      obstacle: this.#obstacle,
      session: this.#session?.status,
      resting: this.#rest.text,
      typeStrict: this.#options.modems.typeStrict,
      blocked: this.#blocked,
      ...this.#recovery.facts,
      // Shown while the modem cannot be asked.
      ...((this.#options.config.slots ?? 1) > 1 && { slot: this.#desired.slot ?? 0 }),
    };
  }

  get calls(): CallVerbs {
    return this.#stopping ? noCallVerbs : (this.#session?.calls ?? noCallVerbs);
  }

  get toolkit(): ToolkitVerbs {
    return this.#session?.toolkit ?? noToolkit;
  }

  record(on: boolean): void {
    this.#options.recorder.switch(on);
  }

  start(): void {
    this.#handle({ type: 'start' });
  }

  /** Its device is there again: what waits for that waits no longer. */
  reopen(): void {
    this.#handle({ type: 'plugged' });
  }

  /** Lets a running submit finish within `milliseconds`, then closes the device. */
  async stop(milliseconds: number): Promise<void> {
    this.#stopping = true;
    if (this.submitting) await this.#submissions.endedWithin(this.#options.clock, milliseconds);
    const link = this.#link;
    this.#rest.end();
    this.#recovery.end();
    this.#handle({ type: 'stop' });
    await link?.close();
    await this.#options.recorder.close();
  }

  async submit(tpdu: Submit, options: SubmitOptions): Promise<SubmitOutcome> {
    const session = this.#session;
    const { canSend, canFinish = false } = this.snapshot();
    if (session === undefined || this.#stopping || !(canSend || canFinish))
      return { kind: 'refused', refusal: { source: 'link', text: this.#refusal, permanent: false } };
    const outcome = await this.#submissions.add(session.submit(tpdu, options));
    this.#watch.submitted();
    this.#judge(session, outcome);
    return outcome;
  }

  get submitting(): boolean {
    return this.#submissions.some;
  }

  async sendUssd(text: string): Promise<UssdSending> {
    const session = this.#session;
    if (session !== undefined && !this.#stopping) return session.sendUssd(text);
    return { kind: 'refused', text: this.#refusal };
  }

  async cancelUssd(): Promise<void> {
    await this.#session?.cancelUssd();
  }

  /** Why nothing can be handed over. */
  get #refusal(): string {
    return this.#stopping ? 'the port is stopping' : this.snapshot().trouble;
  }

  /** Rests where the cause is not the message's own, and looks after what the cause points at. */
  #judge(session: ModemSession, outcome: SubmitOutcome): void {
    if (!this.#rest.judge(outcome)) return;
    this.#picture.refresh();
    const full = outcome.kind === 'refused' && outcome.refusal.code === 322;
    void (full ? this.#watch.sweep(session) : session.check());
  }

  #handle(event: PortEvent): void {
    const maximum = this.#options.modems.reopenDelayMaximum * 1000;
    this.#recovery.note(event);
    const { state, actions } = transition(this.#state, event, maximum);
    if (state.phase !== this.#state.phase) this.#timers.cancel();
    this.#state = state;
    for (const action of actions) this.#act(action);
    this.#picture.refresh();
  }

  #act(action: PortAction): void {
    const session = this.#session;
    if (action.type === 'open') void this.#open();
    else if (action.type === 'close') this.#close();
    else if (action.type === 'serve') this.#serve();
    else if (action.type === 'wait')
      this.#timers.once(action.milliseconds, () => this.#handle({ type: 'due' }));
    else if (session !== undefined) void this.#actOn(session, action.type);
  }

  #actOn(session: ModemSession, action: 'raise' | 'escape' | 'reset'): Promise<void> {
    if (action === 'raise') return this.#raise(session);
    return action === 'escape' ? this.#revive(session, promptEscape) : this.#reset(session);
  }

  async #open(): Promise<void> {
    const { config, openLink, recorder } = this.#options;
    try {
      const link = recorded(await openLink(config, config.baudRate ?? baudRates[0]), recorder);
      if (this.#state.phase !== 'opening') return void link.close();
      this.#attach(link);
      this.#handle({ type: 'opened' });
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.#obstacle = `the device is gone: ${error.message}`;
      this.#handle({ type: 'openFailed' });
    }
  }

  #attach(link: Link): void {
    this.#link = link;
    this.#session = sessionOf(link, this.#options, {
      port: this,
      isPresent: session => this.#session === session,
      late: this.#late,
      committed: this.#committed,
      desired: () => this.#desired,
      handle: event => this.#handle(event),
      changed: () => this.#picture.refresh(),
      simGone: session => this.#simGone(session),
      closed: (session, reason) => this.#linkClosed(session, reason),
    });
  }

  #simGone(session: ModemSession): void {
    if (this.#session !== session) return;
    this.#obstacle = 'no SIM';
    this.#handle({ type: 'simGone' });
  }

  #linkClosed(session: ModemSession, reason: string): void {
    if (this.#session !== session) return;
    this.#link = undefined;
    this.#session = undefined;
    this.#obstacle = `the device is gone: ${reason}`;
    this.#handle({ type: 'linkLost' });
  }

  #close(): void {
    const link = this.#link;
    this.#link = undefined;
    this.#session = undefined;
    void link?.close();
  }

  async #raise(session: ModemSession): Promise<void> {
    const obstacle = await session.raise();
    if (this.#session !== session || obstacle?.kind === 'superseded') return;
    this.#obstacle = obstacle?.text ?? '';
    if (obstacle === undefined) this.#handle({ type: 'raised' });
    else if (obstacle.kind === 'silent') this.#handle({ type: 'silent' });
    else this.#handle({ type: 'obstacle', obstacle: obstacle.kind });
  }

  async #revive(session: ModemSession, { octets, wait, attempts }: Remedy): Promise<void> {
    const answered = await session.revive(octets, wait, attempts);
    if (this.#session === session) this.#handle({ type: answered ? 'answered' : 'silent' });
  }

  #reset(session: ModemSession): Promise<void> {
    const asked = this.#state.phase === 'silent' && this.#state.step === 'asked';
    this.#options.log.warn({ asked }, 'modem is reset');
    if (!asked) this.#options.listener.wasReset?.(this);
    return this.#revive(session, restartOf(session));
  }

  #serve(): void {
    const session = this.#session;
    if (session === undefined) return;
    this.#watch.begin(session);
    void session.startCalls();
    void session.startToolkit();
    this.#timers.once(SETTLED_AFTER, () => this.#handle({ type: 'settled' }));
  }
}
