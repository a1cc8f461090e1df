/** What a session is given, what it tells its port, and what is known of its modem. */
import type { Registration, RegistrationDomain } from '../at/registration.ts';
import type { Clock } from '../clock.ts';
import type { PortConfig } from '../config/schema.ts';
import type { Link } from '../link/link.ts';
import type { Desires } from './bring-up/desired-state.ts';
import type { Ready } from './bring-up/ladder.ts';
import type { CallState } from './calls/call-progress.ts';
import type { CallNotice } from './calls/calls.ts';
import { describeCapabilities, type Identity } from './capabilities.ts';
import type { PinLedger, Received } from './modem.ts';
import type { ToolkitNotice } from './toolkit/toolkit.ts';
import type { UssdNotice } from './ussd/ussd.ts';

/** What a session tells its port. */
export interface SessionListener {
  /** Registration, signal or identity may have changed. */
  changed(): void;
  /** The module restarted or lost its settings: climb again. */
  rebooted(): void;
  simGone(): void;
  simThere(): void;
  /** It does not answer any more. */
  silent(): void;
  /** The link is gone: this session is over. */
  closed(reason: string): void;
  /** Resolves when the TPDU is committed, rejects when it cannot be. */
  received(received: Received): Promise<void>;
  call(notice: CallNotice): void;
  toolkit(notice: ToolkitNotice): void;
  warning(text: string): void;
  ussd(notice: UssdNotice): void;
}

export interface SessionOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly config: PortConfig;
  readonly pins: PinLedger;
  /** Milliseconds from handing a PDU over to the answer. */
  readonly submitDeadline: number;
  /** Milliseconds from a USSD request to the network's answer. */
  readonly ussdDeadline: number;
  readonly listener: SessionListener;
  /** What is wanted of the modem; absent: nothing. */
  readonly desires?: Desires;
}

/** What is known of the modem; every part is known without asking. */
export interface SessionStatus {
  readonly identity?: Identity;
  readonly ready?: Ready;
  readonly registrations: Readonly<Partial<Record<RegistrationDomain, Registration>>>;
  /** 0..31. */
  readonly signal: number;
  readonly attached: boolean;
  /** Absent: no call. */
  readonly callstate?: CallState;
  /** <AcT> where registration does not carry it. */
  readonly technology?: number;
}

/** The capability record of a modem that is ready, else what is known of it. */
export function capabilitiesOf({ ready, identity }: SessionStatus): Record<string, string> {
  if (ready !== undefined)
    return describeCapabilities(ready.identity, ready.dialect, ready.network, ready.sms);
  return identity === undefined
    ? {}
    : { maker: identity.maker, model: identity.model, firmware: identity.firmware };
}
