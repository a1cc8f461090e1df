/** The toolkit of every port. */
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { PortConfig, ToolkitConfig } from '../../config/schema.ts';
import type { ToolkitNotice } from '../../modem/toolkit/toolkit.ts';
import type { Port } from '../../ports/port.ts';
import type { Carriers, PaidKind } from './paid-commands.ts';
import { createPortSession, type PortSession } from './port-session.ts';
import type { ToolkitSessions } from './toolkit-sessions.ts';
import { viewOfState } from './view.ts';

export interface ToolkitOptions {
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: ToolkitConfig;
  /** What each port lets its card spend. */
  readonly ports: readonly PortConfig[];
  /** The live ports; asked for when they are needed. */
  readonly live: () => readonly Port[];
  readonly carriers: Carriers;
}

export interface Toolkit {
  readonly sessions: ToolkitSessions;
  hears(port: Port, notice: ToolkitNotice): void;
  changed(port: Port): void;
}

export function createToolkit(options: ToolkitOptions): Toolkit {
  const { clock, log, config, carriers } = options;
  const made = new Map<number, PortSession>();

  const allowedOn = (port: number): ReadonlySet<PaidKind> =>
    new Set(options.ports.find(each => each.port === port)?.toolkitAllows ?? []);

  const sessionOf = (port: Port): PortSession => {
    const known = made.get(port.number);
    if (known !== undefined) return known;
    const session = createPortSession({
      ...{ port, clock, carriers },
      allowed: allowedOn(port.number),
      answerTime: config.answerTime * 1000,
      warning: text => log.warn({ port: port.number }, text),
    });
    made.set(port.number, session);
    return session;
  };

  const find = (port: number): PortSession | undefined => {
    const live = options.live().find(({ number }) => number === port);
    return live && sessionOf(live);
  };

  return {
    sessions: {
      view(port) {
        const session = find(port);
        return session && viewOfState(session.state);
      },
      async enter(port, entry) {
        const session = find(port);
        if (session === undefined)
          return { kind: 'refused', reason: `port: this gateway has no port ${port}.` };
        return session.enter(entry);
      },
    },
    hears: (port, notice) => sessionOf(port).hears(notice),
    changed: port => made.get(port.number)?.changed(),
  };
}
