/** The options of a session, its events, and the facts that it knows of its modem. */

import type { Clock } from '@simgate/daemon';
import type { LateAnswer } from '../at/late-answer.ts';
import type { PortConfig } from '../config/schema.ts';
import type { Link } from '../link/link.ts';
import type { Desires } from './bring-up/desired-state.ts';
import type { Ready } from './bring-up/ladder.ts';
import type { CallState } from './calls/call-progress.ts';
import type { CallNotice } from './calls/calls.ts';
import { describeCapabilities, type Identity } from './capabilities.ts';
import type { ModemCondition, ModemWarning } from './conditions.ts';
import type { PinLedger, Received, SimIdentity } from './modem.ts';
import type { NetworkState } from './network-watch.ts';
import type { CommittedPlaces } from './sms/committed-places.ts';
import type { ToolkitNotice } from './toolkit/toolkit.ts';
import type { UssdNotice } from './ussd/ussd.ts';

/** The events of a session. */
export interface SessionListener {
  /** Registration, signal or identity may have changed. */
  changed(): void;
  /** The module restarted or lost its settings: climb again. `byItself`: it reported a start. */
  rebooted(byItself?: true): void;
  simGone(): void;
  simThere(): void;
  /** It does not answer any more. */
  silent(): void;
  /** The link is gone: this session is over. */
  closed(reason: string): void;
  /** Resolves when the TPDU is committed, rejects when it cannot be. `sim`: undefined where none can be read. */
  received(received: Received, sim: SimIdentity | undefined): Promise<void>;
  call(notice: CallNotice): void;
  toolkit(notice: ToolkitNotice): void;
  /** Something worth a line in the log; `text` for people. */
  warning(text: string, code: ModemWarning): void;
  ussd(notice: UssdNotice): void;
}

export interface SessionOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly config: PortConfig;
  readonly pins: PinLedger;
  /** Shared with the sessions before and behind this one: an answer may come on the next connection. */
  readonly late: LateAnswer;
  /** Of the port: outlives the session. Absent: nothing is remembered beyond a session. */
  readonly committed?: CommittedPlaces;
  /** Milliseconds from handing a PDU over to the answer, at least; some makers' modules may take longer. */
  readonly submitDeadline: number;
  /** Milliseconds from a USSD request to the network's answer. */
  readonly ussdDeadline: number;
  readonly listener: SessionListener;
  /** The wishes of people; absent: none. */
  readonly desires?: Desires;
}

/** Facts of one modem; absent: not known yet. */
export interface KnownOfModem {
  /** <AcT> of the best technology that the modem has; known where it is not registered. */
  readonly bestTechnology?: number;
  readonly identity?: Identity;
  readonly ready?: Ready;
  /** Absent: no call. */
  readonly callstate?: CallState;
}

/** Everything that is known of the modem without asking it. */
export interface SessionStatus extends KnownOfModem, NetworkState {
  readonly conditions: readonly ModemCondition[];
}

/** By what the ladder found, which never changes: the picture of a port is made several times for each message. */
const described = new WeakMap<Ready, Record<string, string>>();

/** The capability record of a modem that is ready, else what is known of it. */
export function capabilitiesOf({ ready, identity }: SessionStatus): Readonly<Record<string, string>> {
  if (ready !== undefined) {
    const known =
      described.get(ready) ?? describeCapabilities(ready.identity, ready.dialect, ready.network, ready.sms);
    described.set(ready, known);
    return known;
  }
  return identity === undefined
    ? {}
    : { maker: identity.maker, model: identity.model, firmware: identity.firmware };
}
