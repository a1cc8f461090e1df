/** The choice of an operator that an earlier program left in a modem (27.007 7.3): it may keep the modem off every network. */
import type { Channel } from '../../at/channel.ts';
import type { Registration } from '../../at/registration.ts';
import { parseNumbers } from '../../at/settings.ts';
import { ask } from '../ask.ts';

export interface OperatorWatchOptions {
  readonly channel: Channel;
  readonly warn: (text: string) => void;
}

/** <mode> of +COPS. */
const AUTOMATIC = 0;
const MANUAL = 1;
const DEREGISTERED = 2;
/** 27.007 7.2, <stat> 0: not registered, and not looking for a network. */
const IDLE = 0;
const DENIED = 3;
/** Modems look for a network for up to three minutes before they answer. Milliseconds. */
const SELECTION_DEADLINE = 180_000;
const QUESTION_DEADLINE = 30_000;

export class OperatorWatch {
  readonly #options: OperatorWatchOptions;

  constructor(options: OperatorWatchOptions) {
    this.#options = options;
  }

  /** For a modem that is not registered: lets it choose a network where an earlier program made it stay off all of them. */
  async look(registrations: readonly Registration[]): Promise<void> {
    // One that searches may need minutes for the answer.
    if (!registrations.every(({ status }) => status === IDLE || status === DENIED)) return;
    const { channel, warn } = this.#options;
    const answer = await ask(channel, 'AT+COPS?', ['+COPS'], {
      ...{ priority: 'idle', deadline: QUESTION_DEADLINE },
    });
    const mode = answer.ok ? parseNumbers(answer.line)[0] : undefined;
    if (mode === MANUAL)
      warn(
        'the modem is fixed to one operator (+COPS: 1) and finds it not: AT+COPS=0 lets it choose by itself again',
      );
    if (mode !== DEREGISTERED) return;
    const { ok } = await ask(channel, `AT+COPS=${AUTOMATIC}`, [], {
      ...{ priority: 'idle', deadline: SELECTION_DEADLINE },
    });
    if (ok) warn('the modem was told to stay off every network (+COPS: 2) and chooses one by itself again');
  }
}
