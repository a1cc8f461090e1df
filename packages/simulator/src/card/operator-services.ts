/** Data that the menu's items hand to the network, or read from the terminal's answers. */

import { parseAddress } from '../codec/address.ts';
import { textToSeptets } from '../codec/alphabet.ts';
import { toHex, toSemiOctets } from '../codec/octets.ts';
import { packSeptets } from '../codec/septets.ts';
import { writeSubmit } from '../codec/write-tpdu.ts';
import { objectOf } from './data-objects.ts';
import { type CardAnswer, tagNumbers } from './proactive-command.ts';

const UCS2 = 0x08;

function userDataOf(text: string) {
  const septets = textToSeptets(text);
  if (septets !== undefined)
    return { dataCodingScheme: 0, hasHeader: false, length: septets.length, octets: packSeptets(septets) };
  const octets = Buffer.from(text, 'utf16le').swap16();
  return { dataCodingScheme: UCS2, hasHeader: false, length: octets.length, octets };
}

/** An SMS-SUBMIT with the text; TP-MR is the terminal's to give. */
export function orderMessage(number: string, text: string): Uint8Array {
  return writeSubmit({
    kind: 'submit',
    ...{ rejectDuplicates: false, statusReportRequest: false, replyPath: false, messageReference: 0 },
    destination: parseAddress(number),
    protocolIdentifier: 0,
    validity: { format: 'absent' },
    userData: userDataOf(text),
  });
}

/** A USSD string of digits, `*` and `#`, packed (23.038 6.1.2.3); in the default alphabet they have their ASCII codes. */
export function orderUssd(digits: string): Uint8Array {
  return packSeptets([...Buffer.from(digits, 'latin1')]);
}

/** Swapped digits, fillers left out. */
function digitsOf(octets: Uint8Array): string {
  return toSemiOctets(octets).replaceAll('F', '');
}

/** IMEI (31.111 8.20: the first digit stands alone behind its parity nibble) and location area, as far as they came. */
export function deviceReport(imei: CardAnswer, place: CardAnswer): string {
  const number = objectOf(imei.objects, tagNumbers.imei);
  const location = objectOf(place.objects, tagNumbers.location);
  const own = number === undefined ? 'unknown' : digitsOf(number).slice(1);
  // 31.111 8.19: MCC and MNC in 3 octets, then the location area.
  const area = location === undefined ? 'unknown' : toHex(location.subarray(3, 5));
  return `IMEI ${own}, area ${area}`;
}
