/** The state of a virtual gateway. Times are true milliseconds since 1970; the gateway's own clock may show others. */

import type { Quirks } from '../quirks.ts';

/** Registration as get_port_info has it (chapter 10.3). */
export const registrations = [
  ...['POWER_OFF', 'NO_SIM', 'PIN_REQUIRE', 'PUK_REQUIRE', 'UNREGISTER', 'SEARCHING_NETWORK'],
  ...['REGISTER_OK', 'UNKNOWN'],
] as const;

/** The fate of a message; the record has it as it was on the air, whatever the gateway reports. */
export type Fate =
  /** Accepted, no port has begun it. */
  | 'waiting'
  /** Handed to the air: it reaches its recipient, whatever becomes of the gateway meanwhile. */
  | 'onAir'
  | 'sent'
  /** The network refused it: the recipient gets nothing. */
  | 'refused'
  /** It waited while the gateway restarted, and is gone. */
  | 'dropped'
  | 'stopped';

/** One recipient of a send_sms: the row of query_sms_result and the entry of the record at once. */
export interface SentMessage {
  /** Counts up from 1 over the whole fleet. */
  readonly id: number;
  readonly gateway: number;
  readonly task: number;
  /** As the client wrote it. */
  readonly number: string;
  /** As the recipient reads it. */
  readonly text: string;
  readonly encoding: 'gsm-7bit' | 'unicode';
  readonly userId: number | string | null;
  /** Set of ports that may carry it, bit 0 for port 0; 0: any. */
  readonly ports: number;
  readonly wantsReport: boolean;
  readonly acceptedAt: number;
  /** Which run of the gateway took it, from 1; after a restart that loses results it is known to the record alone. */
  readonly run: number;
  /** Segments. */
  readonly count: number;
  succeeded: number;
  /** 255 until a port has begun it. */
  port: number;
  imsi: string;
  /** Reference of the first segment. */
  reference: number;
  status: 'SENDING' | 'SENT_OK' | 'FAILED' | 'DELIVERED';
  fate: Fate;
  /** When it was handed to the air; 0: never. */
  handedAt: number;
  /** Cause of the network's refusal (24.011 8.2.5.4); 0: none. */
  cause: number;
  /** When its recipient had the last segment; 0: not yet. */
  deliveredAt: number;
  /** TP-ST of the report of each segment that the network sent, in order. */
  reports: readonly number[];
}

/** A row of query_sms_deliver_status. */
export interface ReportRow {
  readonly port: number;
  readonly number: string;
  /** When the message was sent; when the report came where the gateway no longer knows the message. */
  readonly time: number;
  readonly reference: number;
  readonly code: number;
  readonly imsi: string;
}

/** A received message in the gateway. */
export interface ReceivedMessage {
  readonly id: number;
  readonly port: number;
  readonly number: string;
  readonly smsc: string;
  readonly at: number;
  readonly text: string;
  readonly imsi: string;
  read: boolean;
}

/** A call data record (chapter 12). */
export interface CallRecord {
  readonly port: number;
  readonly startedAt: number;
  /** 0: never answered. */
  readonly answeredAt: number;
  /** Seconds from the answer to the end. */
  readonly duration: number;
  readonly source: string;
  readonly destination: string;
  readonly direction: 'gsm->ip' | 'ip->gsm' | 'callback';
  readonly ip: string;
  readonly codec: string;
  readonly hangup: 'called' | 'calling' | 'gateway';
  /** Cause of 24.008 10.5.4.11. */
  readonly cause: number;
}

/** Where a user stands in the toolkit of a SIM. */
export interface ToolkitPlace {
  readonly view: 'menu' | 'offers' | 'question' | 'answer';
  readonly text: string;
  readonly frame: number;
}

/** One port: a module and the SIM in it. Fields for what hardly ever changes are there only once it did. */
export interface FleetPort {
  readonly index: number;
  slot: number;
  registration: (typeof registrations)[number];
  /** 0 to 31. */
  signal: number;
  callState: string;
  blocked: boolean;
  /** TP-MR of the next segment. */
  nextReference: number;
  /** The message on the air. */
  current: SentMessage | undefined;
  /** Text of the last USSD answer. */
  ussdReply: string;
  ussdOpen: boolean;
  /** Counts register events. */
  sequence: number;
  imei?: string;
  number?: string;
  pin?: string;
  forwarding?: Readonly<Record<string, string>>;
  toolkit?: ToolkitPlace;
}

/** Where a gateway pushes to. */
export interface PushTarget {
  readonly url: string;
  readonly events: ReadonlySet<PushKind>;
}

/** The check boxes of the web page (chapter 16). */
export const pushKinds = [
  ...['sms', 'sms_result', 'sms_deliver_status', 'ussd', 'register', 'missed_call', 'cdr', 'device'],
  'exception_info',
] as const;
/** A kind of push of the vendor's document. */
export type PushKind = (typeof pushKinds)[number];

/** How the network line of a gateway is. */
export type Line =
  | 'up'
  /** Connections are refused. */
  | 'refuses'
  /** Connections are taken, and nothing on them is read or answered. */
  | 'silent'
  /** Connections are taken and reset. */
  | 'resets';

/** One virtual gateway. */
export interface FleetGateway {
  readonly index: number;
  readonly serial: string;
  readonly ports: readonly FleetPort[];
  readonly multiSim: boolean;
  quirks: Quirks;
  user: string;
  password: string;
  push: PushTarget | undefined;
  /** Counts restarts from 1. */
  run: number;
  /** False while it restarts. */
  up: boolean;
  line: Line;
  /** True while nothing inside it moves. */
  frozen: boolean;
  nextTask: number;
  nextReceived: number;
  nextUssd: number;
  /** Where the search for an idle port begins. */
  nextPort: number;
  /** Messages that no port has begun, oldest first. */
  waiting: SentMessage[];
  results: SentMessage[];
  reports: ReportRow[];
  inbox: ReceivedMessage[];
  calls: CallRecord[];
  /** Messages that the network holds for it until it is back. */
  held: (() => void)[];
  /** Requests that came while it was frozen. */
  afterFreeze: (() => void)[];
}

/** The port by its number; undefined where the model has none. */
export function portOf(gateway: FleetGateway, index: number): FleetPort | undefined {
  return gateway.ports[index];
}

/** Whether messages and USSD can leave by this port now. */
export function isUsable(port: FleetPort): boolean {
  return port.registration === 'REGISTER_OK' && !port.blocked;
}

/** Keeps the newest `most` of a list; cutting only at twice that makes the cost of an item constant. */
export function trimmed<Item>(list: Item[], most: number): Item[] {
  return list.length >= most * 2 ? list.slice(-most) : list;
}

/** The network's answer to a code. */
export interface UssdService {
  /** The whole code, or one that ends in `*` for all that begin so. */
  readonly code: string;
  readonly reply: string;
  /** Milliseconds until the answer; default 500. */
  readonly delay?: number;
}
