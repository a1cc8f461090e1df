import type { Command } from '../command.ts';

/** Separates echoes from answers (V.250 6.2.4). An echo against the setting shows that the modem restarted and lost its settings. */
export class EchoWatch {
  readonly #onUnexpected: () => void;
  #state: 'allowed' | 'unexpected' | 'seen' = 'allowed';

  /** `onUnexpected`: called at the first echo of a modem that was set not to echo. */
  constructor(onUnexpected: () => void) {
    this.#onUnexpected = onUnexpected;
  }

  /** False once the modem was set not to echo. */
  allow(allowed: boolean): void {
    this.#state = allowed ? 'allowed' : 'unexpected';
  }

  /** Takes a modem that echoed against its setting for one that always does. */
  accept(): void {
    if (this.#state === 'seen') this.#state = 'allowed';
  }

  /** The running command was echoed against the setting. */
  get isUnexpected(): boolean {
    return this.#state === 'seen';
  }

  takes(command: Command | undefined, text: string): boolean {
    if (command === undefined || (text !== command.text && text !== command.payload)) return false;
    if (this.#state === 'unexpected' && text === command.text) {
      this.#state = 'seen';
      this.#onUnexpected();
    }
    return true;
  }
}
