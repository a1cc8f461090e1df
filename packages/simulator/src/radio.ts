/**
 * The border between a virtual modem and the virtual network: what crosses the air interface for SMS (3GPP TS 24.011,
 * relay layer) and mobility. The network side implements `Network`; the module side implements `Terminal`.
 * TPDUs cross as octets: neither side trusts the other's reading of them.
 */

/** Registration as 27.007 7.2 numbers it: 0 not, 1 home, 2 searching, 3 denied, 4 unknown, 5 roaming. */
export type RegistrationStatus = 0 | 1 | 2 | 3 | 4 | 5;

/** Circuit-switched service, GPRS and UTRAN packet service, and E-UTRAN. */
export type Domain = 'circuit' | 'packet' | 'eps';

/** Answer to an RP-DATA: RP-ACK or RP-ERROR with its cause (24.011 8.2.5.4), each with the report TPDU it carries. */
export type RelayAnswer =
  /** `forgotten`: the terminal did not hear of it, as with a status report with `<ds>` 0 (27.005 3.4.1). */
  | { readonly ok: true; readonly report?: Uint8Array; readonly forgotten?: boolean }
  | { readonly ok: false; readonly cause: number; readonly report?: Uint8Array };

/** Outcome of a submit, seen from the module. `silence`: the network never answers (a lost RP-ACK). */
export type SubmitAnswer = RelayAnswer | { readonly ok: 'silence' };

/** A SIM by IMSI (23.003 2.2) and number. */
export interface Subscriber {
  /** 15 digits. */
  readonly imsi: string;
  /** The number other parties reach it under, international form with `+`. */
  readonly number: string;
}

/** A USSD string under its data coding scheme (23.038 clause 5). */
export interface UssdString {
  readonly coding: number;
  readonly octets: Uint8Array;
}

/** A message of the network in a USSD session: a result or notice ends it, a request waits for an answer. */
export type UssdFromNetwork =
  | { readonly kind: 'result' | 'request' | 'notify'; readonly string: UssdString }
  | { readonly kind: 'release' | 'timeout' | 'notSupported' };

/** A message of the network about a call (24.008 5.2); `call` is the network's own number of it. */
export type CallFromNetwork =
  /** `number` "" where it is withheld. */
  | { readonly kind: 'incoming'; readonly call: number; readonly number: string }
  | { readonly kind: 'alerting' | 'connected'; readonly call: number }
  /** `cause` of 24.008 10.5.4.11. */
  | { readonly kind: 'released'; readonly call: number; readonly cause: number };

/** When calls are forwarded (22.082). */
export type ForwardingReason = 'unconditional' | 'busy' | 'noReply' | 'notReachable';
/** The numbers voice calls go to; what is not forwarded is absent. */
export type ForwardingsOfSubscriber = Readonly<Partial<Record<ForwardingReason, string>>>;

/** The module, as the network sees it. */
export interface Terminal {
  /**
   * RP-DATA to the mobile: an SMS-DELIVER or SMS-STATUS-REPORT TPDU. Resolves when the module acknowledged or refused it
   * (cause 22: memory exceeded); the service centre gives up waiting by its own timer and repeats later.
   */
  receive(tpdu: Uint8Array, serviceCentre: string): Promise<RelayAnswer>;
  registrationChanged(status: RegistrationStatus): void;
  /** `rssi` 0..31 or 99 unknown (27.007 8.5). */
  signalChanged(rssi: number): void;
  /** The network speaks in a USSD session, or begins one. */
  ussd(message: UssdFromNetwork): void;
  /** A message of the network about a call. */
  call(message: CallFromNetwork): void;
}

/** A module's place on the network, from power-on with a readable SIM until it goes away. */
export interface Attachment {
  readonly registration: RegistrationStatus;
  readonly rssi: number;
  /** Numeric operator, MCC and MNC. */
  readonly plmn: string;
  readonly operatorName: string;
  /** Location area and cell, for +CREG=2. */
  readonly locationAreaCode: number;
  readonly cellIdentity: number;
  /** Access technology as 27.007 7.2 numbers it: 0 GSM, 2 UTRAN, 7 E-UTRAN. */
  readonly accessTechnology: number;
  /**
   * RP-DATA from the mobile: an SMS-SUBMIT or SMS-COMMAND TPDU with the TP-MR the module chose. Takes as long as the air
   * takes. `relayLinkKept`: the module kept the link open (+CMMS).
   */
  submit(tpdu: Uint8Array, serviceCentre: string, relayLinkKept?: boolean): Promise<SubmitAnswer>;
  /** RP-SMMA: memory is available again (24.011 7.3.2); the service centre tries what waits. */
  memoryAvailable(): void;
  /** A USSD request, or the answer to the network's question (24.090). False: the network has not answered the one before. */
  ussd(string: UssdString): boolean;
  /** Ends the USSD session. False: there is none. */
  endUssd(): boolean;
  /** SETUP of a voice call (24.008 9.3.23); the network's number of it. Undefined: no service. */
  dial(number: string): number | undefined;
  answerCall(call: number): void;
  releaseCall(call: number, cause: number): void;
  sendTone(call: number, tone: string): void;
  /** Call forwarding as the subscriber has it registered. */
  forwardings(): ForwardingsOfSubscriber;
  /** `number` undefined erases it. */
  forwardCalls(reason: ForwardingReason, number: string | undefined): void;
  /** The module goes away: power off, reboot, SIM pulled. Outstanding deliveries are not acknowledged. */
  detach(): void;
}

/** The network as a module sees it over the air. */
export interface Network {
  /** `subscriber` undefined: no usable SIM, emergency service only. */
  attach(subscriber: Subscriber | undefined, terminal: Terminal): Attachment;
}

/** Time and chance are passed in, so that a test holds both. */
export interface Clock {
  /** Wall time in milliseconds since 1970. */
  now(): number;
  /** Calls `action` once after `milliseconds`; the returned function cancels. */
  after(milliseconds: number, action: () => void): () => void;
}

/** Uniform in [0, 1). */
export type Random = () => number;
