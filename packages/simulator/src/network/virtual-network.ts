/** Control of a virtual network from within the process, beside the air interface. */

import type {
  ForwardingReason,
  ForwardingsOfSubscriber,
  Network,
  RegistrationStatus,
  Subscriber,
} from '../radio.ts';
import type { CallRule } from './calls/call-rules.ts';
import type { CallView, OutsideCall, OutsideCallResult } from './calls/calls.ts';
import type { CarriedCounters, CarriedFilter, CarriedMessage } from './carried-record.ts';
import type { AirTime, Operator } from './options.ts';
import type { Phone } from './phones.ts';
import type { PendingDelivery } from './sms/mobile-queue.ts';
import type { OutcomeRule } from './sms/outcome-rules.ts';
import type { Cell } from './subscription.ts';
import type { UssdPush, UssdRequest } from './ussd/ussd.ts';
import type { UssdServices } from './ussd/ussd-services.ts';

/** A message from a phone outside to a subscriber: a text, or SMS-DELIVER TPDUs that are sent as they are. */
export type OutsideMessage = {
  /** A number, or a name of up to 11 characters of the default alphabet. */
  readonly from: string;
  /** A subscriber's number. */
  readonly to: string;
  /** Milliseconds the service centre holds it. Default: that of the network. */
  readonly validity?: number;
} & (
  | {
      readonly text: string;
      /** Default: the default alphabet where it has every character, else UCS-2. */
      readonly encoding?: 'gsm7' | 'ucs2';
      /** 0 shown at once, 1 to the module, 2 to the SIM, 3 to the terminal (23.038 clause 4). */
      readonly messageClass?: number;
      /** Width of the reference of a long message. Default 8. */
      readonly referenceBits?: 8 | 16;
    }
  | { readonly tpdus: readonly Uint8Array[] }
);

/** The ids of what was sent, one per segment, or why nothing was. */
export type OutsideResult =
  | { readonly ok: true; readonly messageIds: readonly number[] }
  | { readonly ok: false; readonly error: string };

/** A subscriber as the control API shows it. */
export interface SubscriberView {
  readonly imsi: string;
  readonly number: string;
  readonly attached: boolean;
  readonly registration: RegistrationStatus;
  readonly rssi: number;
  readonly operator: Operator;
  readonly cell: Cell;
}

/** Something the service centre still holds. */
export interface PendingMessage extends Omit<PendingDelivery, 'state'> {
  /** The subscriber it waits for; undefined for one that is on its way outside or held back by its rule. */
  readonly imsi: string | undefined;
  readonly to: string;
  readonly state: PendingDelivery['state'] | 'held';
}

/** The network as tests and the control API use it. */
export interface NetworkControl {
  /** Makes a subscriber known before a module attaches for it, so that messages can wait. */
  provision(subscriber: Subscriber): void;
  subscribers(): SubscriberView[];
  /** Sends from a phone outside. The first attempt at an attached module starts before this returns. */
  sendFromOutside(message: OutsideMessage): OutsideResult;
  /** False for an IMSI that is not known, as with the setters below. Losing registration loses what is on the air. */
  setRegistration(imsi: string, status: RegistrationStatus): boolean;
  /** `rssi` 0..31, or 99 for unknown (27.007 8.5). Throws `RangeError` otherwise. */
  setSignal(imsi: string, rssi: number): boolean;
  setOperator(imsi: string, operator: Operator): boolean;
  setCell(imsi: string, cell: Partial<Cell>): boolean;
  /** For all segments from now on. */
  setAirTime(airTime: AirTime): void;
  /** Puts these rules in place of all before; the first that matches a submit decides. */
  setOutcomeRules(rules: readonly OutcomeRule[]): void;
  /** The rules still in force, with `times` counted down. */
  outcomeRules(): readonly OutcomeRule[];
  /** Milliseconds by which the service centre's wall clock is ahead of the network's. */
  setServiceCentreClockOffset(milliseconds: number): void;
  /** USSD services by their codes; `setUssdServices` puts these in place of all before. */
  ussdServices(): UssdServices;
  setUssdServices(services: UssdServices): void;
  /** The network begins a session with this subscriber. Undefined when it is sent, else why not. */
  pushUssd(imsi: string, push: UssdPush): string | undefined;
  /** Requests and answers of subscribers in USSD sessions, oldest first. */
  ussdRequests(): readonly UssdRequest[];
  /** Puts these rules in place of all before; the first that matches decides over a call to a phone outside. */
  setCallRules(rules: readonly CallRule[]): void;
  /** The rules still in force, with `times` counted down. */
  callRules(): readonly CallRule[];
  /** Calls a subscriber from a phone outside. */
  callFromOutside(call: OutsideCall): OutsideCallResult;
  /** A phone outside hangs up. False: there is no such call with one. */
  hangUpOutside(id: number): boolean;
  /** Where a subscriber's calls go. */
  forwardings(imsi: string): ForwardingsOfSubscriber;
  /** Sets it behind the subscriber's back, as an operator does; `number` undefined erases it. */
  setForwarding(imsi: string, reason: ForwardingReason, number: string | undefined): void;
  /** The last calls, oldest first. */
  calls(): readonly CallView[];
  /** Messages and reports that are not settled yet. */
  pending(): PendingMessage[];
  /** The phone outside with this number. */
  phone(number: string): Phone;
  /** Phones that received something or were asked for. */
  phones(): Phone[];
  /** The last carried messages, oldest first. */
  carried(filter?: CarriedFilter): CarriedMessage[];
  counters(): Readonly<CarriedCounters>;
  /** Empties the record of carried messages, its counters, and the inboxes of the phones outside. */
  clear(): void;
  /** Called with each message as it is carried; the returned function ends that. */
  onCarried(listener: (message: CarriedMessage) => void): () => void;
  /** Stops all timers; nothing is delivered any more. */
  close(): void;
}

/** The network as modules see it and as tests move it. */
export interface VirtualNetwork extends Network, NetworkControl {}
