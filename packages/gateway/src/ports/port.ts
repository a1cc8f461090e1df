/** A port as the rest of the gateway sees it: a numbered place that supervises a modem and its SIM. */
import type { PortReason } from '@simgate/api/contract';
import type { Submit } from '@simgate/gsm';
import type { ConversationLine } from '../link/recorder.ts';
import type { DesiredState } from '../modem/bring-up/desired-state.ts';
import type { CallState } from '../modem/calls/call-progress.ts';
import type { CallNotice, CallVerbs } from '../modem/calls/calls.ts';
import type { ControlVerbs } from '../modem/control.ts';
import type { Received, SimIdentity, SubmitOptions, SubmitOutcome } from '../modem/modem.ts';
import type { Operator } from '../modem/network-watch.ts';
import type { ToolkitNotice, ToolkitVerbs } from '../modem/toolkit/toolkit.ts';
import type { UssdNotice, UssdSending } from '../modem/ussd/ussd.ts';

export type { PinLedger, SimIdentity } from '../modem/modem.ts';

/** `reg` of get_port_info (contract, chapter 10 of the seed). */
export type RegistrationState =
  | 'POWER_OFF'
  | 'NO_SIM'
  | 'PIN_REQUIRE'
  | 'PUK_REQUIRE'
  | 'UNREGISTER'
  | 'SEARCHING_NETWORK'
  | 'REGISTER_OK'
  | 'UNKNOWN';

export type { ConversationLine } from '../link/recorder.ts';
export type { CallState } from '../modem/calls/call-progress.ts';

/** The network and cell that serve a port, as far as they are known. */
export interface ServingNetwork {
  readonly operator?: Operator;
  readonly area?: number;
  readonly cell?: number;
}

/** One consistent picture of a port; every part of it is known without asking the modem. */
export interface PortSnapshot {
  readonly port: number;
  readonly type: 'GSM' | 'WCDMA' | 'LTE' | 'NR' | 'UNKNOWN';
  readonly imei: string;
  readonly sim: SimIdentity | undefined;
  /** It may be another SIM by now: its identity is being read again. */
  readonly simInDoubt?: boolean;
  readonly reg: RegistrationState;
  /** 0..3, or 255 where the place has one SIM only. */
  readonly slot: number;
  readonly callstate: CallState;
  /** 0..31; unknown is 0. */
  readonly signal: number;
  readonly gprs: 'attached' | 'detached';
  /** True while SMS can be handed over. */
  readonly canSend: boolean;
  /** Takes no new work, whatever else stands in its way. */
  readonly blocked?: boolean;
  /** A blocked port that could send: it finishes messages that were begun, and takes no others. */
  readonly canFinish?: boolean;
  /** Why not, for people; "" when it can. */
  readonly trouble: string;
  /** Where it is registered; absent where nothing of that is known. */
  readonly network?: ServingNetwork;
  /** Since when `reg`, `canSend` and `reason` are as they are: milliseconds since 1970. */
  readonly since?: number;
  /** The same as a code of the catalogue; "" when it can. */
  readonly reason: PortReason | '';
  /** Maker, model, firmware and the settings the modem granted, for diagnosis. */
  readonly capabilities: Readonly<Record<string, string>>;
}

/** How far an action can reach into a port now. */
export interface Reach {
  /** The modem answers. */
  readonly modem: boolean;
  /** Its SIM is there; `locked`: it asks for its PIN. */
  readonly sim: 'ready' | 'locked' | 'none';
}

/** The verbs of people for a port. */
export interface PortControl extends ControlVerbs {
  reach(): Reach;
  /** As desired from here on and after every restart of the modem; what the modem is doing is finished first. */
  desire(state: DesiredState): void;
  /** Takes no new work; what was begun is finished, and what comes in is still taken. */
  block(blocked: boolean): void;
  /** Restarts the module once it has finished what it is sending. */
  reset(): void;
}

export interface Port {
  readonly number: number;
  snapshot(): PortSnapshot;
  /** As `Modem.submit`; a port that cannot send refuses temporarily (source `link`) at once. One at a time. */
  submit(tpdu: Submit, options: SubmitOptions): Promise<SubmitOutcome>;
  /** Voice calls; without a modem that is ready every verb refuses. */
  readonly calls: CallVerbs;
  /** The toolkit of its SIM; without one every verb refuses. */
  readonly toolkit: ToolkitVerbs;
  /** True while a TPDU is being handed over. */
  readonly submitting: boolean;
  /** Begins a USSD session, or answers the question of the open one; the network's texts come by `PortListener.ussd`. */
  sendUssd(text: string): Promise<UssdSending>;
  /** Ends the USSD session at the network too. Resolves when the modem has answered, or at once without one. */
  cancelUssd(): Promise<void>;
  readonly control: PortControl;
  /** Starts or stops the recording of its AT conversation. */
  record(on: boolean): void;
  /** Shows every line of its AT conversation from now on, masked; the returned function ends that. */
  listen(listener: (line: ConversationLine) => void): () => void;
}

/** Notices of ports to the rooms above. Given at construction: no event names. */
export interface PortListener {
  /** Anything of the snapshot changed; sending looks at `canSend` and `sim`. */
  changed(port: Port): void;
  /**
   * A TPDU arrived. Resolves when it is committed; only then the port deletes or acknowledges it. Rejects when it cannot
   * be stored (disk full): then it stays where it is and comes again. Must recognise repeats. Without `sim` the identity of the
   * SIM is not known: it is stored without one.
   */
  received(port: Port, sim: SimIdentity | undefined, received: Received): Promise<void>;
  /** A call has begun, changed or ended. Absent: nobody listens. */
  call?(port: Port, notice: CallNotice): void;
  /** A notice of the SIM's toolkit. */
  toolkit?(port: Port, notice: ToolkitNotice): void;
  /** Trouble of storage or reports that people should know of: SIM full at 80 %, reports that may be lost. */
  warning(port: Port, text: string): void;
  /** The module fell silent and is being reset. Absent: nobody listens. */
  wasReset?(port: Port): void;
  /** A notice of the network or modem about a USSD session. Absent: nobody listens. */
  ussd?(port: Port, notice: UssdNotice): void;
}

/** All ports of this gateway. */
export interface PortBank {
  /** Ordered by number. */
  readonly ports: readonly Port[];
  start(): void;
  /** Lets what is being submitted finish within `milliseconds`, then closes every device. */
  stop(milliseconds: number): Promise<void>;
}
