/** One line at info for each change of a port's trouble: operators see by the log alone why a port does not send. */
import { type PortReason, portReasons } from '@simgate/api/contract';
import type { Clock } from '@simgate/daemon';
import type { Logger } from 'pino';
import type { PortSnapshot } from './port.ts';

export interface TroubleLogOptions {
  readonly log: Pick<Logger, 'info'>;
  readonly clock: Clock;
  /** Seconds that a change of registration, or a step of the start, has to hold before it gets its line. */
  readonly hold: number;
}

/** A registration that comes and goes changes among these, and none. */
const ofRegistration: ReadonlySet<PortReason | ''> = new Set([
  ...(['', 'not_registered', 'searching', 'registration_unknown'] as const),
  ...(['network_denied', 'circuit_denied', 'packet_denied'] as const),
]);

/** On the way to another state. Behind a trouble they are left out: a port without SIM is set up anew every ten seconds. */
const passing: ReadonlySet<PortReason | ''> = new Set(['opening', 'setting_up']);

export class TroubleLog {
  readonly #options: TroubleLogOptions;
  /** Of the newest line. */
  #logged = '';
  #reason: PortReason | '' | undefined;
  #isInTrouble = false;
  #cancel: (() => void) | undefined;
  #newest: PortSnapshot | undefined;

  constructor(options: TroubleLogOptions) {
    this.#options = options;
  }

  note(snapshot: PortSnapshot): void {
    this.#newest = snapshot;
    const isLeftOut = this.#isInTrouble && passing.has(snapshot.reason);
    if (isLeftOut || this.#isLogged(snapshot)) this.#stopWaiting();
    else if (!this.#mayFlap(snapshot)) this.#write(snapshot);
    else this.#cancel ??= this.#options.clock.after(this.#options.hold * 1000, () => this.#held());
  }

  #held(): void {
    this.#cancel = undefined;
    if (this.#newest !== undefined) this.#write(this.#newest);
  }

  #isLogged(snapshot: PortSnapshot): boolean {
    return this.#reason !== undefined && keyOf(snapshot) === this.#logged;
  }

  #mayFlap({ reason }: PortSnapshot): boolean {
    // A start that goes well has one line, at its end.
    if (this.#reason === undefined) return passing.has(reason);
    return ofRegistration.has(this.#reason) && ofRegistration.has(reason);
  }

  #stopWaiting(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #write(snapshot: PortSnapshot): void {
    this.#stopWaiting();
    const { reason, trouble, reg, canSend } = snapshot;
    this.#logged = keyOf(snapshot);
    this.#reason = reason;
    this.#isInTrouble = !canSend && !passing.has(reason);
    if (reason === '') {
      this.#options.log.info({ reg }, 'port is ready');
      return;
    }
    const what = canSend ? 'port is ready, but' : 'port cannot send:';
    this.#options.log.info({ reason, reg }, `${what} ${trouble}. ${portReasons[reason].remedies[0]}`);
  }
}

/** The sentence of a rest has its length, which differs each time. */
function keyOf({ reason, trouble }: PortSnapshot): string {
  return reason === 'resting' ? reason : trouble;
}
