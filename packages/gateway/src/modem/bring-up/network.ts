import { decodeUcs2, fromHex } from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import type { Priority } from '../../at/command.ts';
import { parseOperator } from '../../at/operator.ts';
import {
  isRegistrationAnswer,
  parseRegistration,
  type Registration,
  type RegistrationDomain,
  registrationMode,
} from '../../at/registration.ts';
import { parseNumbers } from '../../at/settings.ts';
import { parseExtendedSignal, parseSignal, signalFromExtended } from '../../at/signal.ts';
import { ask, askTwice, set } from '../ask.ts';
import type { NetworkSetup } from '../capabilities.ts';

const registrationDomains: readonly RegistrationDomain[] = ['CREG', 'CGREG', 'CEREG'];

/** Rung of the network: notices of registration with place and technology (<n> 2), without (1), or by asking only. */
export async function setUpNetwork(channel: Channel): Promise<NetworkSetup> {
  const domains: Partial<Record<RegistrationDomain, number>> = {};
  for (const domain of registrationDomains) {
    const mode = await noticeMode(channel, domain);
    if (mode !== undefined) domains[domain] = mode;
  }
  const extended = await askTwice(channel, 'AT+CESQ', ['+CESQ']);
  return { domains, extendedSignal: extended.ok && extended.line !== '' };
}

async function noticeMode(channel: Channel, domain: RegistrationDomain): Promise<number | undefined> {
  for (const mode of [2, 1]) if (await set(channel, `AT+${domain}=${mode}`)) return mode;
  const answer = await ask(channel, `AT+${domain}?`, [`+${domain}`], {
    owns: line => isRegistrationAnswer(line),
  });
  // The setting of an earlier program stays.
  return answer.ok ? (registrationMode(answer.line) ?? 0) : undefined;
}

/**
 * Asks each registration that the modem knows. Undefined: it did not answer at all. A registration is missing where the
 * modem refused to name its status, or named one that means nothing.
 */
export async function askRegistration(
  channel: Channel,
  setup: NetworkSetup,
  priority: Priority = 'normal',
): Promise<Registration[] | undefined> {
  const { domains } = setup;
  const owns = (line: string): boolean => isRegistrationAnswer(line, domains);
  const found: Registration[] = [];
  for (const domain of Object.keys(domains)) {
    const more = { owns, most: 1, priority };
    const answer = await ask(channel, `AT+${domain}?`, [`+${domain}`], more);
    if (!answer.ok && answer.error === undefined) return undefined;
    const registration = answer.ok ? parseRegistration(answer.line, domains) : undefined;
    if (registration !== undefined) found.push(registration);
  }
  return found;
}

/** Signal as 0..31, 0 where it is not known; +CESQ where +CSQ stays 99. */
export async function askSignal(
  channel: Channel,
  setup: NetworkSetup,
  priority: Priority = 'normal',
): Promise<number> {
  const plain = await ask(channel, 'AT+CSQ', ['+CSQ'], { priority });
  const signal = plain.ok ? parseSignal(plain.line) : undefined;
  if (signal !== undefined || !setup.extendedSignal) return signal ?? 0;
  const extended = await ask(channel, 'AT+CESQ', ['+CESQ'], { priority });
  return (extended.ok ? signalFromExtended(parseExtendedSignal(extended.line)) : undefined) ?? 0;
}

/** +CGATT (27.007 10.1.9). */
export async function askAttached(channel: Channel, priority: Priority = 'normal'): Promise<boolean> {
  const answer = await ask(channel, 'AT+CGATT?', ['+CGATT'], { priority });
  return answer.ok && parseNumbers(answer.line)[0] === 1;
}

/** <AcT> of +COPS?, for modems whose registration does not carry it. May take long while searching: ask when registered. */
export async function askTechnology(
  channel: Channel,
  priority: Priority = 'normal',
): Promise<number | undefined> {
  const answer = await ask(channel, 'AT+COPS?', ['+COPS'], { priority, deadline: 30_000 });
  return answer.ok ? parseOperator(answer.line)?.accessTechnology : undefined;
}

/** Name and code of the operator (27.007 7.3: <format> 0 and 2); undefined where the modem names none. */
export async function askOperator(
  channel: Channel,
  priority: Priority = 'normal',
): Promise<{ readonly name: string; readonly code: string } | undefined> {
  const inFormat = async (format: 0 | 2): Promise<string> => {
    const chosen = await ask(channel, `AT+COPS=3,${format}`, [], { priority });
    if (!chosen.ok) return '';
    const answer = await ask(channel, 'AT+COPS?', ['+COPS'], { priority, deadline: 30_000 });
    return (answer.ok ? parseOperator(answer.line)?.name : undefined) ?? '';
  };
  const code = await inFormat(2);
  const name = await inFormat(0);
  if (name === '' && code === '') return undefined;
  return { name: readableName(name) || code, code: /^\d{5,6}$/.test(code) ? code : '' };
}

/** Where the character set is UCS2, the name comes in its digits. */
function readableName(name: string): string {
  if (!/^(?:[0-9A-Fa-f]{4}){2,32}$/.test(name)) return name;
  return decodeUcs2(fromHex(name));
}

/** <n> of +WS46 (27.007 5.9) with the <AcT> it stands for, the best first: E-UTRAN, UTRAN, GSM. */
const stacks: readonly (readonly [pattern: RegExp, technology: number])[] = [
  [/\b(28|30|31|36|37)\b/, 7],
  [/\b(22|25|29)\b/, 2],
  [/\b12\b/, 0],
];

/** <AcT> of the best technology that a modem has, whether or not it has a SIM; undefined where nothing shows it. */
export async function askBestTechnology(channel: Channel): Promise<number | undefined> {
  const answer = await ask(channel, 'AT+WS46=?', ['+WS46']);
  const found = answer.ok ? stacks.find(([pattern]) => pattern.test(answer.line)) : undefined;
  if (found !== undefined) return found[1];
  // +CEREG is there where the module has E-UTRAN (27.007 10.1.22).
  if ((await ask(channel, 'AT+CEREG=?', ['+CEREG'])).ok) return 7;
  return (await ask(channel, 'AT+CREG=?', ['+CREG'])).ok ? 0 : undefined;
}
