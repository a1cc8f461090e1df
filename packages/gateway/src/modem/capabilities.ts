/** Settings and features that one modem granted while its ladder was climbed. */
import type { RegistrationDomain } from '../at/registration.ts';
import type { Dialect } from '../dialects/dialect.ts';

export interface Identity {
  readonly maker: string;
  readonly model: string;
  readonly firmware: string;
  /** "" where it cannot be read. */
  readonly imei: string;
}

/** How messages and reports reach us (27.005 3.4.1). */
export interface Indications {
  /** 0 not at all, 1 stored and announced (+CMTI), 2 routed (+CMT). */
  readonly deliver: 0 | 1 | 2;
  /** 0 not at all, 1 routed (+CDS), 2 stored and announced (+CDSI). */
  readonly report: 0 | 1 | 2;
  /** As set, e.g. `2,1,0,1,0`; "" where the modem refused all. */
  readonly setting: string;
}

export interface SmsSetup {
  /** +CSMS=1: routed messages wait for our acknowledgement. */
  readonly acknowledges: boolean;
  readonly indications: Indications;
  /** Where incoming messages are stored and read; "" where that is not known. */
  readonly memory: string;
  /** Every storage that can be listed. */
  readonly memories: readonly string[];
  /** +CMMS is there. */
  readonly linkHold: boolean;
}

export interface NetworkSetup {
  /** Which registrations the modem knows, and with which <n>. */
  readonly domains: Readonly<Partial<Record<RegistrationDomain, number>>>;
  readonly extendedSignal: boolean;
}

/** The record as plain words, for diagnosis. */
export function describeCapabilities(
  identity: Identity,
  dialect: Dialect,
  network: NetworkSetup,
  sms: SmsSetup,
): Record<string, string> {
  const domains = Object.entries(network.domains).map(([domain, mode]) => `${domain}=${mode}`);
  return {
    maker: identity.maker,
    model: identity.model,
    firmware: identity.firmware,
    dialect: dialect.name,
    registration: domains.join(' '),
    'signal from': network.extendedSignal ? '+CSQ, +CESQ' : '+CSQ',
    '+CSMS': sms.acknowledges ? '1' : '0',
    '+CNMI': sms.indications.setting || 'refused',
    storage: sms.memories.join(' '),
    '+CMMS': sms.linkHold ? 'yes' : 'no',
  };
}
