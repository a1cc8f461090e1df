/** Gateways, their ports, and the SIMs in them, as the server knows them. Times are wall milliseconds since 1970. */

/** `simgate`: ours. `vendor`: original hardware, of which only the documented API is used. `unknown`: not found out yet. */
export const gatewayKinds = ['unknown', 'simgate', 'vendor'] as const;
/** A kind of gateway. */
export type GatewayKind = (typeof gatewayKinds)[number];

/**
 * - `new`: not reached yet
 * - `up`: answers as it should
 * - `down`: cannot be reached, or answers what cannot be understood; tried again with growing delay
 * - `refused`: it refuses user or password, or its certificate or serial number is another one; waits for a change by a person
 * - `disabled`: switched off by a person
 */
export const gatewayStates = ['new', 'up', 'down', 'refused', 'disabled'] as const;
/** A state of a gateway. */
export type GatewayState = (typeof gatewayStates)[number];

/** A gateway with its settings and its last known state. Times are wall milliseconds since 1970. */
export interface Gateway {
  readonly id: string;
  /** The partition that its messages, ports and attempts live in. */
  readonly part: number;
  readonly name: string;
  /** As it was found. */
  readonly kind: GatewayKind;
  /** As a person fixed it; `unknown`: it is found out. */
  readonly wantedKind: GatewayKind;
  /** `http://host:port` or `https://...`, without a path. */
  readonly address: string;
  readonly user: string;
  /** Encrypted; never in an answer or a log line. */
  readonly password: Uint8Array;
  /** SHA-256 of the certificate pinned on first use, in hex; "" while none is. */
  readonly certificate: string;
  /** The unguessable last part of the address that it pushes to. */
  readonly pushPath: string;
  readonly tags: readonly string[];
  readonly enabled: boolean;
  readonly state: GatewayState;
  /** Why it is not up, in words; "" otherwise. */
  readonly reason: string;
  /** "" until learned. */
  readonly serialNumber: string;
  /** Of its clock against ours. */
  readonly clockOffsetMs: number;
  /** When it answered last; undefined before. */
  readonly seenAt: number | undefined;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** The state of a port of a gateway, in the words of the vendor's get_port_info. */
export interface Port {
  readonly gateway: string;
  /** 0..31 */
  readonly port: number;
  /** The id of its SIM; "" where it has none or it is not known. */
  readonly sim: string;
  /** `REGISTER_OK` and others, as the gateway reports it. */
  readonly registration: string;
  /** 0..31, 99 not known (27.007 8.5). */
  readonly signal: number;
  /** A person lets it send. */
  readonly enabled: boolean;
  readonly seenAt: number;
}

/** Most messages of a SIM in a window; absent: no limit. Windows begin with the minute, hour, day and month of the zone. */
export interface SimLimits {
  readonly minute?: number;
  readonly hour?: number;
  readonly day?: number;
  readonly month?: number;
  /** Distinct recipients in a month. */
  readonly recipients?: number;
}

/** A SIM, wherever it is put. */
export interface Sim {
  /** ICCID; `imsi:` and the IMSI where a gateway does not give the ICCID. */
  readonly id: string;
  readonly imsi: string;
  /** E.164; "" where it is not known. */
  readonly number: string;
  readonly operator: string;
  /** Where it was seen last. */
  readonly gateway: string;
  readonly port: number;
  readonly tags: readonly string[];
  readonly limits: SimLimits;
  /** Of one segment, in a unit of the owner's; for `cheapest`. */
  readonly cost: number;
  /** A person lets it send. */
  readonly enabled: boolean;
  readonly seenAt: number;
}
