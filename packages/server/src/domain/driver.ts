/**
 * A gateway of any kind, as the hand-off uses it. A driver speaks the gateway's API and nothing else: it stores nothing and
 * decides nothing about a message. Everything that it learns goes to its listener, which resolves once it is on disk; only then may
 * the driver acknowledge a push or move its cursor.
 */
import type { GatewayKind, GatewayState } from './gateway.ts';
import type { Encoding } from './message.ts';
import type { Priority } from './message-state.ts';

/** One message of a call. */
export interface HandOff {
  readonly userId: number;
  readonly recipient: string;
  readonly text: string;
  readonly encoding: Encoding;
}

/** One request to the gateway. The gateway takes all of it or nothing. */
export interface HandOffCall {
  /** The same when the call is repeated; goes into Idempotency-Key where the gateway has one. */
  readonly key: string;
  readonly port: number;
  readonly priority: Priority;
  readonly messages: readonly HandOff[];
}

/**
 * Whose fault it is that a call was surely not taken:
 * - `gateway`: it rests, and its messages go elsewhere
 * - `port`: the port rests
 * - `message`: another gateway would refuse it too (too long, a number that it does not take)
 */
export type Fault = 'gateway' | 'port' | 'message';

/** The outcome of a call. Anything that does not prove one of the first two is `inDoubt`. */
export type HandOffOutcome =
  /** `task`: the number for stop_sms, where the gateway gave one. */
  | { readonly kind: 'taken'; readonly task?: number }
  | {
      readonly kind: 'notTaken';
      readonly fault: Fault;
      readonly detail: string;
      /** Place in the call of the message that was refused, where the gateway names it; the others were not taken either. */
      readonly index?: number;
    }
  | { readonly kind: 'inDoubt'; readonly detail: string };

/** How far a message is, as the gateway reports it. */
export interface SendResult {
  readonly userId: number;
  /** As the gateway spells it: other clients of the gateway may use the same user ids. */
  readonly number: string;
  /** 255 where no port has begun it. */
  readonly port: number;
  readonly status: 'sending' | 'sent' | 'failed' | 'delivered';
  readonly refId: number | undefined;
  /** Segments, and how many of them the network took. */
  readonly count: number;
  readonly sentCount: number;
  readonly imsi: string;
  /** Wall milliseconds by our clock. */
  readonly at: number;
  /** Why it failed, where the gateway gives it; "" otherwise. */
  readonly detail: string;
}

/** The answer to a question for user ids. */
export type SettleAnswer =
  | {
      readonly kind: 'answered';
      readonly results: readonly SendResult[];
      /** Whether a missing user id proves that the message was never taken: it does on ours, on original hardware it proves nothing. */
      readonly missing: 'notTaken' | 'nothing';
    }
  | { readonly kind: 'noAnswer'; readonly detail: string };

/** Abilities of a kind of gateway. */
export interface DriverAbilities {
  /** For so long a call may be repeated with its key without being done twice; 0: never. */
  readonly repeatMs: number;
  /** Most messages of one call. */
  readonly mostInCall: number;
  /** Calls that may be under way at once. */
  readonly calls: number;
  /** Most user ids of one question. */
  readonly mostInQuestion: number;
  /** A call that had no answer for so long will have none. */
  readonly callMs: number;
}

/** One status report of the network. */
export interface DriverReport {
  /** The same whenever the gateway sends this report again. */
  readonly dedupe: string;
  readonly port: number;
  readonly imsi: string;
  readonly number: string;
  readonly refId: number;
  /** TP-ST (23.040 9.2.3.15). */
  readonly statusCode: number;
  readonly at: number;
}

/** One received message. */
export interface DriverInbound {
  /** The same whenever the gateway sends this message again, by push or by poll; another one for every other message. */
  readonly dedupe: string;
  readonly port: number;
  readonly imsi: string;
  readonly sender: string;
  readonly text: string;
  readonly at: number;
}

/** One port as get_port_info has it. */
export interface DriverPort {
  readonly port: number;
  readonly registration: string;
  readonly imsi: string;
  /** "" where the gateway does not give it. */
  readonly iccid: string;
  readonly number: string;
  readonly operator: string;
  /** 0..31, 99 not known (27.007 8.5). */
  readonly signal: number;
  /** Takes messages now, by what the gateway reports. */
  readonly sends: boolean;
}

/** An answer of the network to a USSD code, or a message that it sent by itself. */
export interface DriverUssd {
  readonly port: number;
  readonly text: string;
  readonly at: number;
}

/** A call that has ended, as a call record has it. */
export interface DriverCall {
  /** The same whenever the gateway reports this call again. */
  readonly dedupe: string;
  readonly port: number;
  readonly beganAt: number;
  /** Undefined where nobody answered. */
  readonly answeredAt: number | undefined;
  /** Whole seconds from the answer. */
  readonly duration: number;
  readonly source: string;
  readonly destination: string;
  /** `gsm->ip`, `ip->gsm` or `callback`. */
  readonly direction: string;
  /** `called`, `calling` or `gateway`. */
  readonly hangup: string;
  /** 24.008 10.5.4.11 */
  readonly cause: number;
}

/** A call whose caller gave up. */
export interface DriverMissedCall {
  readonly dedupe: string;
  readonly port: number;
  /** "" where the network withholds it. */
  readonly caller: string;
  readonly at: number;
}

/** The gateway was started or is being stopped, or it reset a module. */
export interface DriverNotice {
  readonly notice: 'power_on' | 'power_off' | 'module_reset';
  /** Of a module. */
  readonly port: number | undefined;
  readonly at: number;
}

/** News of a gateway. What stands in one object is committed together. */
export interface Learned {
  readonly results?: readonly SendResult[];
  readonly reports?: readonly DriverReport[];
  readonly inbound?: readonly DriverInbound[];
  readonly ussd?: readonly DriverUssd[];
  readonly calls?: readonly DriverCall[];
  readonly missedCalls?: readonly DriverMissedCall[];
  readonly notices?: readonly DriverNotice[];
  /** Values by name that the driver gets back when it starts again, such as how far it has read. */
  readonly remember?: Readonly<Record<string, string>>;
}

/** Data of a gateway, as far as it reports them. An absent field stays as it was. */
export interface GatewayFacts {
  readonly serialNumber?: string;
  /** Of its clock against ours; the zone of its times counts too. */
  readonly clockOffsetMs?: number;
  /** SHA-256 of the certificate that was seen first, in hex. */
  readonly certificate?: string;
}

/** Where a driver brings what it learns. Each resolves once it is committed, and rejects where it could not be. */
export interface GatewayListener {
  learned(news: Learned): Promise<void>;
  /** All ports of the gateway: those that are missing are gone. */
  ports(ports: readonly DriverPort[]): Promise<void>;
  facts(facts: GatewayFacts): Promise<void>;
  state(state: GatewayState, reason: string): Promise<void>;
}

/** Speaks to one gateway. It stores nothing; it calls the listener of its context with everything that it learns. */
export interface GatewayDriver {
  readonly kind: GatewayKind;
  readonly abilities: DriverAbilities;
  /**
   * Hands one call over. Never throws. An aborted call is in doubt, but where no octet of it was written.
   * @param signal aborts at the end of the lease
   */
  send(call: HandOffCall, signal: AbortSignal): Promise<HandOffOutcome>;
  /** Asks how far messages are; at most `abilities.mostInQuestion`. Never throws. */
  settle(userIds: readonly number[], signal: AbortSignal): Promise<SettleAnswer>;
  /** Ends streams and polls; resolves when no call to the listener is under way. */
  close(): Promise<void>;
}
