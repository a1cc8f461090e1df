/** +CREG, +CGREG and +CEREG: one registration seen from three domains (27.007 7.2, 10.1.20, 10.1.22). */

import type { Domain } from '../radio.ts';
import { statusByFault } from './effects.ts';
import { type Module, notify } from './module.ts';

/** The command that speaks of each domain. */
export const registrationCommands: Readonly<Record<Domain, string>> = {
  circuit: '+CREG',
  packet: '+CGREG',
  eps: '+CEREG',
};

const domains = ['circuit', 'packet', 'eps'] as const;

/** Access technology E-UTRAN (27.007 7.2). */
const EUTRAN = 7;

/** The status in a domain: +CEREG speaks of E-UTRAN alone, +CGREG of GSM and UTRAN while attached to packet service. */
function domainStatus(module: Module, domain: Domain): number {
  return statusByFault(module.effects, domain) ?? realStatus(module, domain);
}

function realStatus(module: Module, domain: Domain): number {
  const technology = module.attachment?.accessTechnology ?? 0;
  if (domain === 'eps') return technology === EUTRAN ? module.registration : 0;
  if (domain === 'packet' && (technology === EUTRAN || !module.settings.packetAttached)) return 0;
  return module.registration;
}

/** A fault shows no domain as registered: the module stays off the network while it lasts. */
export function keptOffNetwork(module: Module): boolean {
  const statuses = domains.map(domain => statusByFault(module.effects, domain));
  return statuses.every(status => status !== undefined && !isRegistered(status));
}

/** 27.007 7.2: 1 at home, 5 roaming. */
export function isRegistered(status: number): boolean {
  return status === 1 || status === 5;
}

/** `<stat>` alone, or with area, cell and technology where n is 2 and the module is registered. */
export function registrationFields(module: Module, domain: Domain): string {
  const status = domainStatus(module, domain);
  const { attachment, persona, settings } = module;
  const registered = isRegistered(status);
  if (settings.registrationNotices[domain] !== 2 || !registered || !attachment) return String(status);
  const area = hexadecimal(attachment.locationAreaCode, 4);
  const cell = hexadecimal(attachment.cellIdentity, 8);
  const technology = persona.registrationShowsTechnology ? `,${attachment.accessTechnology}` : '';
  return `${status},"${area}","${cell}"${technology}`;
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

/** Reports the change in every domain that asked for it; with +CTZR=1 also the time zone (27.007 8.41). */
export function noticeRegistration(module: Module): void {
  for (const domain of domains) {
    if (module.settings.registrationNotices[domain] === 0) continue;
    notify(module, `${registrationCommands[domain]}: ${registrationFields(module, domain)}`);
  }
  if (!isRegistered(module.registration)) return;
  if (module.settings.zoneUpdate === 1) Object.assign(module.settings, { clockAhead: 0, clockZone: 0 });
  if (module.settings.zoneReporting === 1) notify(module, '+CTZV: +00');
}
