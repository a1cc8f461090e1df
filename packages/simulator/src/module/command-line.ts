/** Splits the body of a command line into commands (V.250 5.3 and 5.4). */

/** V.250 5.4.3 and 5.4.4: `AT+X`, `AT+X=...`, `AT+X?`, `AT+X=?`. */
export type CommandForm = 'execute' | 'set' | 'read' | 'test';

/** One command of a line. */
export interface Command {
  /** Upper case, with its sign: `E`, `&F`, `S3`, `+CMGS`, `^CURC`. */
  readonly name: string;
  readonly form: CommandForm;
  /** The text behind the name or `=`, as typed. */
  readonly argument: string;
}

/** Undefined: the line does not follow the grammar and is answered ERROR as a whole. */
export function splitCommandLine(body: string): readonly Command[] | undefined {
  const commands: Command[] = [];
  let rest = body.trim();
  while (rest !== '') {
    const step = isExtended(rest) ? takeExtended(rest) : takeBasic(rest);
    if (step === undefined) return undefined;
    commands.push(step.command);
    rest = step.rest.trimStart();
  }
  return commands;
}

interface Step {
  readonly command: Command;
  readonly rest: string;
}

function isExtended(text: string): boolean {
  return /^[+^$*#%_!]/.test(text);
}

/** V.250 5.3.1: a letter, or `&` and a letter, or `S` and a register number, then an optional decimal. Makers add `\` and a letter. */
function takeBasic(text: string): Step | undefined {
  const register = /^S\s*(\d{1,3})\s*(?:(\?)|=\s*(\d{0,3}))/i.exec(text);
  if (register) return basicRegister(register, text);
  if (/^D/i.test(text)) return { command: { name: 'D', form: 'execute', argument: text.slice(1) }, rest: '' };
  const plain = /^([&\\]?[A-Z])\s*(\d*)/i.exec(text);
  if (!plain) return undefined;
  const [whole, name = '', argument = ''] = plain;
  return { command: { name: name.toUpperCase(), form: 'execute', argument }, rest: text.slice(whole.length) };
}

function basicRegister(match: RegExpExecArray, text: string): Step {
  const [whole, number = '', question, value = ''] = match;
  const form = question === undefined ? 'set' : 'read';
  return { command: { name: `S${Number(number)}`, form, argument: value }, rest: text.slice(whole.length) };
}

/** V.250 5.4.1: the command ends at a semicolon outside quotes, or with the line. */
function takeExtended(text: string): Step | undefined {
  const end = endOfCommand(text);
  const own = text.slice(0, end).trim();
  const match = /^([+^$*#%_!][A-Z0-9!%\-./:_]+)\s*(\?|=\?|=)?/i.exec(own);
  if (!match) return undefined;
  const [whole, name = '', sign] = match;
  const argument = own.slice(whole.length).trim();
  if ((sign === '?' || sign === '=?' || sign === undefined) && argument !== '') return undefined;
  return { command: { name: name.toUpperCase(), form: formOf(sign), argument }, rest: text.slice(end + 1) };
}

function endOfCommand(text: string): number {
  if (!text.includes(';')) return text.length;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    if (character === ';' && !quoted) return at;
  }
  return text.length;
}

function formOf(sign: string | undefined): CommandForm {
  if (sign === '?') return 'read';
  if (sign === '=?') return 'test';
  return sign === '=' ? 'set' : 'execute';
}
