/** A message as lines: the answers of +CMGR and +CMGL and the notices +CMT and +CDS, in PDU and in text mode. */

import type { Module } from '../module/module.ts';
import { toHex } from './hex.ts';
import type { StoredMessage } from './message-memory.ts';
import { encodeServiceCentre } from './service-centre-address.ts';
import { textDelivery, textListing, textReading, textReport } from './text-mode.ts';

/** The PDU in hexadecimal with the service centre in front (27.005 3.1 `<pdu>`). */
function pduOf(message: StoredMessage): string {
  return toHex(encodeServiceCentre(message.serviceCentre)) + toHex(message.tpdu);
}

/** +CMT (27.005 4.1, 3.4.1) or +CDS. The length counts the TPDU alone (27.005 3.1 `<length>`). */
export function routedLines(
  module: Module,
  kind: 'deliver' | 'statusReport',
  message: StoredMessage,
): readonly string[] {
  const { length } = message.tpdu;
  if (module.settings.format === 1) {
    return kind === 'deliver' ? textDelivery(module, message) : [`+CDS: ${textReport(module, message)}`];
  }
  if (kind === 'deliver') return [`+CMT: ,${length}`, pduOf(message)];
  const comma = module.persona.reportNotice === 'leadingComma' ? ',' : '';
  return [`+CDS: ${comma}${length}`, pduOf(message)];
}

/** One entry of +CMGL (27.005 3.4.2, 4.1). `index` as the storage numbers it. */
export function listingLines(module: Module, index: number, message: StoredMessage): readonly string[] {
  if (module.settings.format === 1) return textListing(module, index, message);
  return [`+CMGL: ${index},${message.status},,${message.tpdu.length}`, pduOf(message)];
}

/** The answer of +CMGR (27.005 3.4.3, 4.2). */
export function readingLines(module: Module, message: StoredMessage): readonly string[] {
  if (module.settings.format === 1) return textReading(module, message);
  return [`+CMGR: ${message.status},,${message.tpdu.length}`, pduOf(message)];
}
