/** The verbs of people for one port, above its life and its modem. */
import type { DesiredState } from '../modem/bring-up/desired-state.ts';
import type { ControlVerbs } from '../modem/control.ts';
import type { PortEvent, PortState } from './lifecycle.ts';
import type { PortControl, Reach } from './port.ts';

export interface PortControlOptions {
  /** Of the present modem. */
  readonly verbs: () => ControlVerbs;
  readonly state: () => PortState;
  /** The ladder was climbed to its top. */
  readonly ready: () => boolean;
  readonly renumber: (number: string) => void;
  /** Acts once what is being submitted has its outcome. */
  readonly whenFree: (action: () => void) => void;
  readonly handle: (event: PortEvent) => void;
  readonly desire: (state: DesiredState) => void;
  readonly block: (blocked: boolean) => void;
}

export function createPortControl(options: PortControlOptions): PortControl {
  const { verbs, state, ready, renumber, whenFree, handle, desire, block } = options;
  return {
    reach: () => reachOf(state(), ready()),
    desire: wanted => {
      desire(wanted);
      // Before the modem is there, its ladder finds what is desired.
      if (hasModem(state())) whenFree(() => handle({ type: 'desireChanged' }));
    },
    block,
    reset: () => whenFree(() => handle({ type: 'resetWanted' })),
    lock: async (pin, locked) => {
      const outcome = await verbs().lock(pin, locked);
      // An open SIM lets the ladder be climbed on.
      if (outcome.kind === 'done' && state().phase === 'waiting') handle({ type: 'simThere' });
      return outcome;
    },
    storeNumber: async number => {
      const stored = await verbs().storeNumber(number);
      renumber(number);
      return stored;
    },
    forward: (condition, number) => verbs().forward(condition, number),
    cancelForwarding: () => verbs().cancelForwarding(),
    askForwarding: () => verbs().askForwarding(),
    ask: command => verbs().ask(command),
  };
}

function hasModem({ phase }: PortState): boolean {
  return phase === 'raising' || phase === 'waiting' || phase === 'serving';
}

function reachOf(state: PortState, ready: boolean): Reach {
  if (state.phase === 'serving') return { modem: true, sim: ready ? 'ready' : 'none' };
  if (state.phase !== 'waiting') return { modem: state.phase === 'raising', sim: 'none' };
  return { modem: true, sim: state.obstacle === 'pin' ? 'locked' : 'none' };
}
