/** The toolkit of one port: carries out what the machine decides, one thing after another. */

import type { Clock } from '@simgate/daemon';
import {
  device,
  type Envelope,
  type ProactiveCommand,
  type TerminalResponse,
  toolkitEvent,
} from '@simgate/gsm';
import type { ToolkitNotice, ToolkitOutcome } from '../../modem/toolkit/toolkit.ts';
import {
  idleScreenAvailable,
  locationStatus,
  type ServiceStatus,
  sentOnce,
  userActivity,
} from './card-events.ts';
import type { Entry } from './entry.ts';
import { noToolkitSeen, step, type ToolkitAction, type ToolkitEvent, type ToolkitState } from './machine.ts';
import type { CardServices, PaidKind, ToolkitPort } from './paid-commands.ts';
import { perform } from './perform.ts';
import { type CardTimers, createCardTimers } from './timers.ts';
import type { EntryAnswer } from './toolkit-sessions.ts';

export interface PortSessionOptions {
  readonly port: ToolkitPort;
  readonly clock: Clock;
  readonly services: CardServices;
  readonly allowed: ReadonlySet<PaidKind>;
  /** Milliseconds a question waits for a person. */
  readonly answerTime: number;
  /** For people; never with what a person entered. */
  readonly warning: (text: string) => void;
}

/** How long an entry waits for the card's next view. Milliseconds. */
const NEXT_VIEW = 3000;

interface Handled {
  readonly refusal?: string;
  readonly outcomes: readonly Promise<ToolkitOutcome>[];
}

export class ToolkitPortSession {
  readonly #options: PortSessionOptions;
  #state = noToolkitSeen;
  #listening: readonly number[] = [];
  #service: ServiceStatus | undefined;
  #cancelWait = () => {};
  /** An item is being handed over: an end that comes meanwhile is the end of the session before. */
  #choosing = false;
  readonly #watchers = new Set<() => void>();
  readonly #timers: CardTimers;

  constructor(options: PortSessionOptions) {
    this.#options = options;
    this.#timers = createCardTimers(options.clock, (timer, value) => {
      const devices = { source: device.terminal, destination: device.card };
      void this.#sendEnvelope({ type: 'timerExpiration', devices, timer, value });
    });
  }

  get state(): ToolkitState {
    return this.#state;
  }

  takeNotice(notice: ToolkitNotice): void {
    if (notice.kind === 'command') this.#handle({ type: 'command', command: notice.command });
    else if (!this.#choosing) this.#handle({ type: 'ended' });
  }

  /** Registration or SIM may have changed. */
  changed(): void {
    const { sim, reg } = this.#options.port.snapshot();
    if (sim === undefined) this.#forget();
    else this.#follow(reg === 'REGISTER_OK' ? 'normal' : reg === 'UNREGISTER' ? 'limited' : 'none');
  }

  async enter(entry: Entry): Promise<EntryAnswer> {
    const { refusal, outcomes } = this.#handle({ type: 'entry', entry });
    if (refusal !== undefined) return { kind: 'refused', reason: refusal };
    const waiting = this.#state.phase.kind === 'busy' ? this.#nextView() : undefined;
    if (outcomes.length > 0) this.#sendEvent(toolkitEvent.userActivity, userActivity);
    for (const outcome of await Promise.all(outcomes))
      if (outcome.kind === 'refused') return { kind: 'failed', reason: outcome.reason };
    await waiting;
    return { kind: 'taken' };
  }

  async #sendEnvelope(envelope: Envelope): Promise<void> {
    const { port, warning } = this.#options;
    const outcome = await port.toolkit.envelope(envelope);
    if (outcome.kind === 'refused')
      warning(`the card did not take an envelope (${envelope.type}): ${outcome.reason}`);
  }

  /** Only an event that the card asked for. */
  #sendEvent(event: number, envelope: Envelope): void {
    if (!this.#listening.includes(event)) return;
    if (sentOnce.includes(event)) this.#listening = this.#listening.filter(other => other !== event);
    void this.#sendEnvelope(envelope);
  }

  async #respond(response: TerminalResponse): Promise<ToolkitOutcome> {
    const outcome = await this.#options.port.toolkit.respond(response);
    if (outcome.kind === 'refused') this.#handle({ type: 'failed' });
    return outcome;
  }

  async #carryOut(command: ProactiveCommand): Promise<void> {
    const { port, clock, services, allowed, warning } = this.#options;
    const response = await perform(command, {
      ...{ port, clock, services, allowed, timers: this.#timers },
      listens: events => {
        this.#listening = events;
      },
      refused: kind => warning(`the card's toolkit may not do this here: ${kind}`),
    });
    await this.#respond(response);
  }

  async #choose(item: number): Promise<ToolkitOutcome> {
    this.#choosing = true;
    const outcome = await this.#options.port.toolkit.choose(item);
    this.#choosing = false;
    if (outcome.kind === 'refused') this.#handle({ type: 'failed' });
    return outcome;
  }

  #act(action: ToolkitAction): Promise<ToolkitOutcome> | undefined {
    switch (action.type) {
      case 'respond':
        return this.#respond(action.response);
      case 'choose':
        return this.#choose(action.item);
      case 'perform':
        void this.#carryOut(action.command);
        return undefined;
      case 'wait':
        this.#cancelWait = this.#options.clock.after(action.milliseconds, () =>
          this.#handle({ type: 'lapsed' }),
        );
        return undefined;
    }
  }

  #handle(event: ToolkitEvent): Handled {
    const before = this.#state.phase;
    const { state, actions, refusal } = step(this.#state, event, { answer: this.#options.answerTime });
    this.#state = state;
    if (state.phase !== before || actions.some(({ type }) => type === 'wait')) this.#cancelWait();
    const outcomes = actions.flatMap(action => this.#act(action) ?? []);
    if (this.#state.phase !== before && this.#state.phase.kind !== 'busy') this.#shown();
    return { outcomes, ...(refusal !== undefined && { refusal }) };
  }

  #shown(): void {
    for (const watcher of [...this.#watchers]) watcher();
    if (this.#state.phase.kind === 'desktop')
      this.#sendEvent(toolkitEvent.idleScreenAvailable, idleScreenAvailable);
  }

  /** Resolves with the next view, or when it takes too long. */
  #nextView(): Promise<void> {
    return new Promise(resolve => {
      const finish = () => {
        cancel();
        this.#watchers.delete(finish);
        resolve();
      };
      const cancel = this.#options.clock.after(NEXT_VIEW, finish);
      this.#watchers.add(finish);
    });
  }

  /** The card is gone, and with it all that it asked for. */
  #forget(): void {
    this.#timers.clear();
    this.#listening = [];
    this.#handle({ type: 'gone' });
  }

  /** 102 223 7.5.4: each change of the service's status. */
  #follow(now: ServiceStatus): void {
    const before = this.#service;
    this.#service = now;
    if (before === undefined || before === now) return;
    if (!this.#listening.includes(toolkitEvent.locationStatus)) return;
    void this.#options.port.toolkit
      .place()
      .then(place => this.#sendEvent(toolkitEvent.locationStatus, locationStatus(now, place)));
  }
}
