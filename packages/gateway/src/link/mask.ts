/** Masks personal data in an AT line: numbers, codes, texts and PDUs. The rest still shows what happened. */

/** Hexadecimal digits in a row that can be a PDU or text, and decimal ones that can be a number, IMSI or ICCID. */
const LONG_HEX = /[0-9A-Fa-f]{16,}/g;
const LONG_DECIMAL = /\d{5,}/g;
/** Commands whose quoted parameters are codes, besides the two letters of <fac> (27.007 8.3, 7.4, 7.5). */
const CODES = /^AT\+C(PIN|LCK|PWD)=/i;
const FACILITY = /^"[A-Z]{2}"$/;
/** Tones (27.007 C.2.11) may be a code that somebody enters in a call. */
const TONES = /^AT(\+VTS=|\^DTMF=\d,)/i;
/** Quoted text: USSD, names in the phone book, text mode. */
const TEXTS = /^(AT)?\+C(USD|NUM|PBR|PBW|MGS|MGR|MGL|MT|CLIP)\b|^(AT)?\+STG[IR]/i;
/** A USSD text holds quotes, commas and line ends of its own (27.007 7.15): all from the first quote to the last is text. */
const USSD = /^(AT)?\+CUSD/i;
/** A person's input for the SIM's toolkit, which may be a secret: an answer in octets, in quotes, or behind a prompt. */
const ENTRY_OCTETS = /^(AT\+CUSATT="?)([0-9A-F]+)/i;
const ENTRY_TEXT = /^AT\+STGR=/i;
const CTRL_Z = '\x1a';
/** A PDU (27.005 4.3) is all hexadecimal digits and longer than an entry that looks like them. */
const PDU = /^(?:[0-9A-F]{2}){9,}$/i;

export function maskLine(line: string): string {
  if (TONES.test(line)) return line.replace(/(?<=[=,]).$/, '*');
  if (CODES.test(line))
    return line.replace(/"[^"]*"|\d{4,}/g, text => (FACILITY.test(text) ? text : hide(text)));
  if (USSD.test(line)) return line.replace(/"[\s\S]*"|"[\s\S]*$|(?<=: ?\d,)[^"][^,]*/, hide);
  const numbers = (text: string) => text.replace(LONG_HEX, hide).replace(LONG_DECIMAL, hide);
  return TEXTS.test(line) ? numbers(line.replace(/"[^"]*"/g, hide)) : numbers(line);
}

/** Takes out what was entered for the SIM's toolkit; this is done also where all else is recorded as it is. */
export function hideEntries(line: string): string {
  if (ENTRY_TEXT.test(line)) return line.replace(/"[^"]*"/g, hide);
  if (!line.endsWith(CTRL_Z))
    return line.replace(ENTRY_OCTETS, (_, head: string, octets: string) => head + hide(octets));
  const typed = line.slice(0, -1);
  return PDU.test(typed) ? line : hide(typed) + CTRL_Z;
}

/** As long as it was, so that lengths can still be compared. */
function hide(text: string): string {
  return text.startsWith('"') ? `"${'*'.repeat(Math.max(0, text.length - 2))}"` : '*'.repeat(text.length);
}
