/** The toolkit of every port. */

import type { Clock } from '@simgate/daemon';
import type { Logger } from 'pino';
import type { PortConfig, ToolkitConfig } from '../../config/schema.ts';
import type { ToolkitNotice } from '../../modem/toolkit/toolkit.ts';
import type { Port } from '../../ports/port.ts';
import type { CardServices, PaidKind } from './paid-commands.ts';
import { ToolkitPortSession } from './port-session.ts';
import type { ToolkitSessions } from './toolkit-sessions.ts';
import { frameOfState, viewOfState } from './view.ts';

export interface ToolkitOptions {
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: ToolkitConfig;
  /** Their settings decide which paid commands a card may run. */
  readonly ports: readonly PortConfig[];
  /** The live ports; asked for when they are needed. */
  readonly live: () => readonly Port[];
  readonly services: CardServices;
}

export class ToolkitService {
  /** For HTTP. */
  readonly sessions: ToolkitSessions;
  readonly #options: ToolkitOptions;
  readonly #made = new Map<number, ToolkitPortSession>();

  constructor(options: ToolkitOptions) {
    this.#options = options;
    this.sessions = {
      view: port => {
        const session = this.#find(port);
        return session && viewOfState(session.state);
      },
      frame: port => frameOfState(this.#made.get(port)?.state),
      enter: async (port, entry) =>
        this.#find(port)?.enter(entry) ?? {
          kind: 'refused',
          reason: `port: this gateway has no port ${port}.`,
        },
    };
  }

  /** For the ports: a notice of their card. */
  takeNotice(port: Port, notice: ToolkitNotice): void {
    this.#sessionOf(port).takeNotice(notice);
  }

  /** For the ports: registration or SIM may have changed. */
  changed(port: Port): void {
    this.#made.get(port.number)?.changed();
  }

  #find(number: number): ToolkitPortSession | undefined {
    const port = this.#options.live().find(one => one.number === number);
    return port && this.#sessionOf(port);
  }

  #sessionOf(port: Port): ToolkitPortSession {
    const known = this.#made.get(port.number);
    if (known !== undefined) return known;
    const { clock, log, config, services, ports } = this.#options;
    const session = new ToolkitPortSession({
      ...{ port, clock, services },
      allowed: new Set<PaidKind>(ports.find(each => each.port === port.number)?.toolkitAllows ?? []),
      answerTime: config.answerTime * 1000,
      warning: text => log.warn({ port: port.number }, text),
    });
    this.#made.set(port.number, session);
    return session;
  }
}
