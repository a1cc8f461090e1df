/** One line at info for each change of a port's trouble: operators see by the log alone why a port does not send. */
import { portReasons } from '@simgate/api';
import type { Logger } from 'pino';
import type { PortSnapshot } from './port.ts';

export class TroubleLog {
  readonly #log: Pick<Logger, 'info'>;
  /** Of the newest line. */
  #logged = '';

  constructor(log: Pick<Logger, 'info'>) {
    this.#log = log;
  }

  note({ reason, trouble, reg }: PortSnapshot): void {
    // The sentence of a rest has its length, which differs each time.
    const key = reason === 'resting' ? reason : trouble;
    if (key === this.#logged) return;
    this.#logged = key;
    if (reason === '') this.#log.info({ reg }, 'port is ready');
    else {
      const [remedy] = portReasons[reason].remedies;
      this.#log.info({ reason, reg }, `port cannot send: ${trouble}. ${remedy}`);
    }
  }
}
