/** Makes the session of a port's modem, and passes its notices on to the port. */

import type { Clock, Random } from '@simgate/daemon';
import type { Logger } from 'pino';
import type { LateAnswer } from '../at/late-answer.ts';
import type { ModemsConfig, PortConfig, SmsConfig, UssdConfig } from '../config/schema.ts';
import type { Link } from '../link/link.ts';
import type { OpenLink } from '../link/open.ts';
import type { Recorder } from '../link/recorder.ts';
import type { DesiredState } from '../modem/bring-up/desired-state.ts';
import type { SlotActuator } from '../modem/bring-up/slot.ts';
import { ModemSession } from '../modem/session.ts';
import type { CommittedPlaces } from '../modem/sms/committed-places.ts';
import type { PortEvent } from './lifecycle.ts';
import type { PinLedger, Port, PortListener, PortSnapshot } from './port.ts';

export interface SupervisorOptions {
  readonly config: PortConfig;
  readonly modems: ModemsConfig;
  readonly sms: SmsConfig;
  readonly ussd: UssdConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly pins: PinLedger;
  readonly listener: PortListener;
  readonly log: Logger;
  readonly recorder: Recorder;
  readonly openLink: OpenLink;
  /** The number that people gave a SIM; undefined: none. Absent: nobody gave any. */
  readonly ownNumber?: (imsi: string) => string | undefined;
  /** The pictures of the other ports; absent: there are none. */
  readonly peers?: () => readonly PortSnapshot[];
  /** Chooses among the SIMs of this place; absent: the modem itself does. */
  readonly slots?: SlotActuator;
}

/** The parts of a supervisor that its session calls. */
export interface SessionOwner {
  readonly port: Port;
  /** False once another session, or none, has taken its place. */
  isPresent(session: ModemSession): boolean;
  /** Of a submit that an earlier session began. */
  readonly late: LateAnswer;
  readonly committed: CommittedPlaces;
  desired(): DesiredState;
  handle(event: PortEvent): void;
  changed(): void;
  simGone(session: ModemSession): void;
  closed(session: ModemSession, reason: string): void;
}

export function sessionOf(link: Link, options: SupervisorOptions, owner: SessionOwner): ModemSession {
  const { clock, config, pins, sms, ussd, listener, ownNumber = () => undefined, slots } = options;
  const { port } = owner;
  const pass = (event: PortEvent) => () => {
    if (owner.isPresent(session)) owner.handle(event);
  };
  const session: ModemSession = new ModemSession({
    ...{ link, clock, config, pins, late: owner.late, committed: owner.committed },
    submitDeadline: sms.submitDeadline * 1000,
    ussdDeadline: ussd.answerDeadline * 1000,
    desires: { state: () => owner.desired(), ownNumber, ...(slots && { slots }) },
    listener: {
      changed: () => owner.changed(),
      rebooted: byItself => pass({ type: 'rebooted', ...(byItself && { byItself }) })(),
      simGone: () => owner.simGone(session),
      simThere: pass({ type: 'simThere' }),
      silent: pass({ type: 'silent' }),
      closed: reason => owner.closed(session, reason),
      received: (received, sim) => listener.received(port, sim, received),
      // Also of a session that is over: its calls end with it.
      call: notice => listener.call?.(port, notice),
      toolkit: notice => listener.toolkit?.(port, notice),
      warning: text => listener.warning(port, text),
      ussd: notice => owner.isPresent(session) && listener.ussd?.(port, notice),
    },
  });
  return session;
}

/** Ways to make a silent modem answer. */
export interface Remedy {
  /** Written one behind another. */
  readonly octets: readonly string[];
  /** Milliseconds until it is asked. */
  readonly wait: number;
  /** Questions of 2 s. */
  readonly attempts: number;
}

/** 27.005 3.5.1: Ctrl-Z and ESC leave a prompt. */
export const promptEscape: Remedy = { octets: ['\x1a\x1b'], wait: 1000, attempts: 3 };

/** Restarts the module, whatever half a command stands in its buffer. */
export function restartOf({ dialect }: ModemSession): Remedy {
  return { octets: dialect.reset.map(command => `\x1b\r${command}\r`), wait: 3000, attempts: 10 };
}
