/** USSD as the terminal sees it: `+CUSD: <m>[,<str>,<dcs>]` in the persona's form (27.007 7.15). */

import { septetsToText, textToSeptets } from '../codec/alphabet.ts';
import { packUssd, readUssdCoding, unpackUssd } from '../codec/ussd-string.ts';
import { type Module, notify } from '../module/module.ts';
import type { UssdFromNetwork, UssdString } from '../radio.ts';
import { fromHex, toHex } from '../sms/hex.ts';
import { fromTerminal, toTerminal } from '../sms/terminal-text.ts';

/** <m> of 27.007 7.15. */
const results: Readonly<Record<UssdFromNetwork['kind'], number>> = {
  result: 0,
  notify: 0,
  request: 1,
  release: 2,
  notSupported: 4,
  timeout: 5,
};

/** Sends the network's message to the terminal, where +CUSD=1 asked for it. */
export function hearUssd(module: Module, message: UssdFromNetwork): void {
  const { settings, persona } = module;
  const text = 'string' in message ? `,${shown(module, message.string)}` : '';
  if (settings.ussdNotices === 1) {
    notify(module, `+CUSD: ${results[message.kind]}${text}`);
    if (persona.ussd.emptyEnd && message.kind === 'result') notify(module, '+CUSD: 2');
  }
  module.ussdAnswered?.();
}

/** The form in which the module writes USSD strings: the persona's, or that of a fault. */
export function ussdFormOf(module: Module): 'characters' | 'packed' {
  const fault = module.effects.find(effect => effect.ussdForm !== undefined);
  return fault?.ussdForm ?? module.persona.ussd.form;
}

function shown(module: Module, string: UssdString): string {
  return `"${characters(module, string)}",${string.coding}`;
}

/** 27.007 7.15: the default alphabet in the set of +CSCS, all else as hexadecimal. */
function characters(module: Module, { coding, octets }: UssdString): string {
  const packed = ussdFormOf(module) === 'packed';
  if (packed || readUssdCoding(coding).alphabet !== 'gsm7') return toHex(octets);
  return toTerminal(module, septetsToText(unpackUssd(octets)));
}

/** Text that the terminal typed, as it goes over the air. Undefined: it is not in the persona's form. */
export function typedUssd(module: Module, text: string, coding: number): UssdString | undefined {
  const packed = ussdFormOf(module) === 'packed';
  if (packed || readUssdCoding(coding).alphabet !== 'gsm7') {
    const octets = fromHex(text);
    return octets && { coding, octets };
  }
  const septets = textToSeptets(fromTerminal(module, text) ?? '');
  return septets === undefined || septets.length === 0 ? undefined : { coding, octets: packUssd(septets) };
}
