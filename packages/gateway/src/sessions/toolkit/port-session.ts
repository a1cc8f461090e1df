/** The toolkit of one port: carries out what the machine decides, one thing after another. */
import { type Envelope, type ProactiveCommand, type TerminalResponse, toolkitEvent } from '@simgate/gsm';
import type { Clock } from '../../clock.ts';
import type { ToolkitNotice, ToolkitOutcome } from '../../modem/toolkit/toolkit.ts';
import {
  idleScreenAvailable,
  locationStatus,
  type ServiceStatus,
  toldOnce,
  userActivity,
} from './card-events.ts';
import type { Entry } from './entry.ts';
import { noToolkitSeen, step, type ToolkitAction, type ToolkitEvent, type ToolkitState } from './machine.ts';
import type { Carriers, PaidKind, ToolkitPort } from './paid-commands.ts';
import { perform } from './perform.ts';
import { createCardTimers } from './timers.ts';
import type { EntryAnswer } from './toolkit-sessions.ts';

export interface PortSessionOptions {
  readonly port: ToolkitPort;
  readonly clock: Clock;
  readonly carriers: Carriers;
  readonly allowed: ReadonlySet<PaidKind>;
  /** Milliseconds a question waits for a person. */
  readonly answerTime: number;
  /** For people; never with what a person entered. */
  readonly warning: (text: string) => void;
}

export interface PortSession {
  readonly state: ToolkitState;
  hears(notice: ToolkitNotice): void;
  /** Registration or SIM may have changed. */
  changed(): void;
  enter(entry: Entry): Promise<EntryAnswer>;
}

/** How long an entry waits for the card's next view. Milliseconds. */
const NEXT_VIEW = 3000;

export function createPortSession(options: PortSessionOptions): PortSession {
  const { port, clock, carriers, allowed, warning } = options;
  const times = { answer: options.answerTime };
  let state = noToolkitSeen;
  let listening: readonly number[] = [];
  let service: ServiceStatus | undefined;
  let cancelWait = () => {};
  /** An item is being handed over: an end that comes meanwhile is the end of the session before. */
  let choosing = false;
  const watchers = new Set<() => void>();
  const timers = createCardTimers(clock, (timer, value) => {
    const devices = { source: 0x82, destination: 0x81 };
    void tell({ type: 'timerExpiration', devices, timer, value });
  });

  const tell = async (envelope: Envelope): Promise<void> => {
    const outcome = await port.toolkit.envelope(envelope);
    if (outcome.kind === 'refused') warning(`the card was not told (${envelope.type}): ${outcome.reason}`);
  };

  /** Tells an event that the card asked for. */
  const tellEvent = (event: number, envelope: Envelope): void => {
    if (!listening.includes(event)) return;
    if (toldOnce.includes(event)) listening = listening.filter(other => other !== event);
    void tell(envelope);
  };

  const send = async (response: TerminalResponse): Promise<ToolkitOutcome> => {
    const outcome = await port.toolkit.respond(response);
    if (outcome.kind === 'refused') handle({ type: 'failed' });
    return outcome;
  };

  const carryOut = async (command: ProactiveCommand): Promise<void> => {
    const listens = (events: readonly number[]) => {
      listening = events;
    };
    const refused = (kind: PaidKind) => warning(`the card's toolkit may not do this here: ${kind}`);
    await send(await perform(command, { port, clock, timers, carriers, allowed, listens, refused }));
  };

  const act = (action: ToolkitAction): Promise<ToolkitOutcome> | undefined => {
    switch (action.type) {
      case 'respond':
        return send(action.response);
      case 'choose':
        return choose(action.item);
      case 'perform':
        void carryOut(action.command);
        return undefined;
      case 'wait':
        cancelWait = clock.after(action.milliseconds, () => handle({ type: 'lapsed' }));
        return undefined;
    }
  };

  const choose = async (item: number): Promise<ToolkitOutcome> => {
    choosing = true;
    const outcome = await port.toolkit.choose(item);
    choosing = false;
    if (outcome.kind === 'refused') handle({ type: 'failed' });
    return outcome;
  };

  const handle = (event: ToolkitEvent): { refusal?: string; outcomes: Promise<ToolkitOutcome>[] } => {
    const before = state;
    const next = step(state, event, times);
    state = next.state;
    if (state.phase !== before.phase || next.actions.some(({ type }) => type === 'wait')) cancelWait();
    const outcomes = next.actions.flatMap(action => act(action) ?? []);
    if (state.phase !== before.phase && state.phase.kind !== 'busy') shown();
    return { outcomes, ...(next.refusal !== undefined && { refusal: next.refusal }) };
  };

  const shown = (): void => {
    for (const watcher of [...watchers]) watcher();
    if (state.phase.kind === 'desktop') tellEvent(toolkitEvent.idleScreenAvailable, idleScreenAvailable);
  };

  /** Resolves with the next view, or when it takes too long. */
  const nextView = (): Promise<void> =>
    new Promise(resolve => {
      const finish = () => {
        cancel();
        watchers.delete(finish);
        resolve();
      };
      const cancel = clock.after(NEXT_VIEW, finish);
      watchers.add(finish);
    });

  const leave = (): void => {
    timers.clear();
    listening = [];
    if (state.phase.kind !== 'absent' || state.menu !== undefined) handle({ type: 'gone' });
  };

  /** 102 223 7.5.4: each change of the service's status. */
  const follow = (now: ServiceStatus): void => {
    const before = service;
    service = now;
    if (before === undefined || before === now || !listening.includes(toolkitEvent.locationStatus)) return;
    void port.toolkit
      .place()
      .then(place => tellEvent(toolkitEvent.locationStatus, locationStatus(now, place)));
  };

  return {
    get state() {
      return state;
    },
    hears(notice) {
      if (notice.kind === 'command') handle({ type: 'command', command: notice.command });
      else if (!choosing) handle({ type: 'ended' });
    },
    changed() {
      const { sim, reg } = port.snapshot();
      if (sim === undefined) leave();
      else follow(reg === 'REGISTER_OK' ? 'normal' : reg === 'UNREGISTER' ? 'limited' : 'none');
    },
    async enter(entry) {
      const { refusal, outcomes } = handle({ type: 'entry', entry });
      if (refusal !== undefined) return { kind: 'refused', reason: refusal };
      const waiting = state.phase.kind === 'busy' ? nextView() : undefined;
      if (outcomes.length > 0) tellEvent(toolkitEvent.userActivity, userActivity);
      for (const outcome of await Promise.all(outcomes))
        if (outcome.kind === 'refused') return { kind: 'failed', reason: outcome.reason };
      await waiting;
      return { kind: 'taken' };
    },
  };
}
