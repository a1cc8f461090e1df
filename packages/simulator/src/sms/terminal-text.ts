/** Text as the terminal sees it: in the character set of +CSCS (27.007 5.5), one character per octet. */

import { septetsToText, textToSeptets } from '../codec/alphabet.ts';
import type { Module } from '../module/module.ts';
import { fromHex } from './hex.ts';

/** Characters the set lacks become `?`. */
export function toTerminal(module: Module, text: string): string {
  const { characterSet } = module.settings;
  if (characterSet === 'UCS2') return utf16Hex(text);
  if (characterSet === 'IRA') return text.replace(/[^\x20-\x7e\n]/gu, '?');
  return [...text].map(character => gsmOctets(character)).join('');
}

function gsmOctets(character: string): string {
  return String.fromCharCode(...(textToSeptets(character) ?? [0x3f]));
}

/** Undefined: not text of the set in force (UCS2 that is no hexadecimal, octets above 127). */
export function fromTerminal(module: Module, octets: string): string | undefined {
  const { characterSet } = module.settings;
  if (characterSet === 'UCS2') return fromUtf16Hex(octets);
  if (characterSet === 'IRA') return /^[\n\x20-\x7e]*$/.test(octets) ? octets : undefined;
  const septets = [...octets].map(character => character.charCodeAt(0));
  return septets.some(septet => septet > 127) ? undefined : septetsToText(septets);
}

function utf16Hex(text: string): string {
  let hex = '';
  for (let at = 0; at < text.length; at += 1) {
    hex += text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  }
  return hex;
}

function fromUtf16Hex(hex: string): string | undefined {
  const octets = fromHex(hex);
  if (octets === undefined || octets.length % 2 !== 0) return undefined;
  return Buffer.from(octets).swap16().toString('utf16le');
}
