/** The modem's location: the network by number, and the cell from its registration. */
import type { Channel } from '../../at/channel.ts';
import { afterPrefix, fieldText, splitFields } from '../../at/fields.ts';
import type { Registration } from '../../at/registration.ts';
import { ask, set } from '../ask.ts';

export interface Place {
  /** MCC and MNC, 5 or 6 digits. */
  readonly network: string;
  readonly registration: Registration;
}

const registered = new Set([1, 5, 6, 7, 9, 10]);

/** Asks +COPS? in its numeric format (27.007 7.3) and brings the long one back. Undefined: not registered, or no answer. */
export async function askPlace(
  channel: Channel,
  registrations: readonly Registration[],
): Promise<Place | undefined> {
  const registration = registrations.findLast(
    ({ status, locationArea }) => registered.has(status) && locationArea !== undefined,
  );
  if (registration === undefined || !(await set(channel, 'AT+COPS=3,2'))) return undefined;
  const answer = await ask(channel, 'AT+COPS?', ['+COPS']);
  await set(channel, 'AT+COPS=3,0');
  const network = answer.ok ? fieldText(splitFields(afterPrefix(answer.line, '+COPS')), 2) : '';
  return /^\d{5,6}$/.test(network) ? { network, registration } : undefined;
}
