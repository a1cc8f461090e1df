/** Watches the health of one port and carries out the steps of its recovery. */
import type { ModemSession } from '../../modem/session.ts';
import type { PortEvent, PortState } from '../lifecycle.ts';
import type { Port, PortSnapshot } from '../port.ts';
import type { SupervisorOptions } from '../port-modem.ts';
import type { PortFacts } from '../snapshot.ts';
import { healthOf } from './health.ts';
import { Recovery, type RecoveryStep } from './recovery.ts';
import { RestartLoop } from './restart-loop.ts';

/** The parts of a supervisor that its recovery needs. */
export interface RecoveryOwner {
  readonly port: Port;
  state(): PortState;
  session(): ModemSession | undefined;
  handle(event: PortEvent): void;
}

export class PortRecovery {
  readonly #options: SupervisorOptions;
  readonly #owner: RecoveryOwner;
  readonly #recovery: Recovery;
  readonly #restarts: RestartLoop;
  #hadSim = false;
  #stopped = false;
  #text = '';

  constructor(options: SupervisorOptions, owner: RecoveryOwner) {
    this.#options = options;
    this.#owner = owner;
    this.#restarts = new RestartLoop(options.clock);
    this.#recovery = new Recovery({
      ...{ clock: options.clock, modems: options.modems },
      isBusy: () => this.#isBusy(),
      act: (step, text) => void this.#carryOut(step, text),
    });
  }

  get facts(): Pick<PortFacts, 'recovery' | 'restarts'> {
    return { recovery: this.#text, restarts: this.#restarts.isOn };
  }

  /** Called with each event before the port acts on it. */
  note(event: PortEvent): void {
    this.#restarts.note(this.#owner.state(), event);
  }

  /** Called with each picture of the port. */
  consider(snapshot: PortSnapshot): void {
    if (this.#stopped) return;
    const { peers = () => [] } = this.#options;
    const state = this.#owner.state();
    const session = this.#owner.session()?.status;
    const health = healthOf({ state, snapshot, session, hadSim: this.#hadSim, peers: peers() });
    this.#recovery.consider(health);
    if (health !== 'unknown') this.#text = '';
    if (snapshot.sim !== undefined) this.#hadSim = true;
  }

  end(): void {
    this.#stopped = true;
    this.#recovery.end();
  }

  /** A step would do harm: a submit may still be answered, or a call is up. */
  #isBusy(): boolean {
    const { port } = this.#owner;
    const awaited = this.#owner.session()?.awaitsSubmit === true;
    return port.submitting || awaited || port.snapshot().callstate !== 'Idle';
  }

  async #carryOut(step: RecoveryStep, text: string): Promise<void> {
    const { log, listener } = this.#options;
    const session = this.#owner.session();
    if (session === undefined || this.#stopped) return;
    log.warn({ step }, `recovery: ${text}`);
    this.#text = text;
    if (step === 'reopen') return this.#owner.handle({ type: 'reopenWanted' });
    if (step === 'restart') {
      listener.wasReset?.(this.#owner.port);
      return this.#owner.handle({ type: 'resetWanted' });
    }
    await session.restartRadio(step === 'power');
    if (this.#owner.session() === session) this.#owner.handle({ type: 'rebooted' });
  }
}
