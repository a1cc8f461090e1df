/** The notices of one session: bounded, kept until the ladder begins, then each given to what it is for. */

import type { Clock } from '@simgate/daemon';
import type { Notice } from '../at/command.ts';
import { nameOf } from '../at/fields.ts';
import { registrationNames } from '../at/registration.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Arrivals } from './arrivals.ts';
import type { Drivers } from './drivers.ts';
import type { NetworkWatch } from './network-watch.ts';
import { actOn, actWithoutDrivers } from './notice-actions.ts';
import { NoticeGate } from './notice-gate.ts';
import { meaningOfNotice, type NoticeMeaning } from './notice-meaning.ts';
import type { SessionListener } from './session-surface.ts';

export interface NoticeIntakeOptions {
  readonly clock: Clock;
  readonly arrivals: () => Arrivals;
  readonly network: () => NetworkWatch;
  readonly listener: SessionListener;
  readonly dialect: () => Dialect;
  /** Absent until the ladder is climbed. */
  readonly drivers: () => Drivers | undefined;
  readonly simGone: () => void;
  /** A sign of another SIM came while the ladder is climbed. */
  readonly simDoubted: () => void;
  /** So many notices of this name came too fast and were left out. */
  readonly flooded: (name: string, count: number) => void;
}

export class NoticeIntake {
  readonly #options: NoticeIntakeOptions;
  readonly #gate: NoticeGate;
  /** Messages and registrations that the link had kept; undefined once the ladder was begun, which asks for all else. */
  #early: Notice[] | undefined = [];

  constructor(options: NoticeIntakeOptions) {
    const { clock, flooded } = options;
    this.#options = options;
    this.#gate = new NoticeGate({ clock, leftOut: flooded });
  }

  /** A notice came, or one that was held is to be acted on now. */
  take(notice: Notice): void {
    if (this.#early === undefined) this.#act(notice);
    else if (notice.pdu !== undefined || registrationNames.includes(nameOf(notice.line)))
      this.#early.push(notice);
  }

  /** The ladder begins: what came before is acted on. */
  begin(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const notice of early) this.#act(notice);
  }

  #act(notice: Notice): void {
    if (!this.#gate.lets(notice.line)) return;
    const { arrivals, network, listener, simGone } = this.#options;
    const drivers = this.#options.drivers();
    const meaning = meaningOfNotice(notice, this.#options.dialect(), drivers?.ready.network.domains);
    if (meaning.kind === 'routed') arrivals().routed(notice, meaning);
    else if (meaning.kind === 'registration') network().noteRegistration(meaning.registration);
    else if (meaning.kind === 'signal') network().noteSignal(meaning.signal);
    else if (meaning.kind === 'simGone') simGone();
    else if (drivers !== undefined) actOn(meaning, notice.line, drivers, listener);
    else this.#actWhileClimbing(meaning);
  }

  #actWhileClimbing(meaning: NoticeMeaning): void {
    const { listener, simDoubted } = this.#options;
    if (meaning.kind === 'simUnready' || meaning.kind === 'simThere') simDoubted();
    actWithoutDrivers(meaning, listener);
  }
}
