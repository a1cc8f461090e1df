/** One module talking with one terminal: bytes in, bytes out (V.250 clause 5). */

import { dispatch } from '../commands/dispatch.ts';
import { lapseRouting, releaseHeld, routeNext } from '../sms/delivery.ts';
import { type Command, splitCommandLine } from './command-line.ts';
import { announceEvent, throughCommand, throughInput, throughOutput } from './effects.ts';
import {
  clearLineReader,
  createLineReader,
  type LineEvent,
  type PromptEvent,
  takeLine,
  takeText,
} from './line-reader.ts';
import { type Module, noLink } from './module.ts';
import { error, formatLines, formatResult, type Outcome, ok } from './outcome.ts';

/** An open conversation, as the transport drives it. */
export interface Conversation {
  /** Octets from the terminal, one character each. */
  receive(octets: string): void;
  /** The terminal went away: a prompt is given up, a running command goes on. */
  close(): void;
}

/** The transport provides `write` and `drop`. */
export interface Transport {
  write(octets: string): void;
  congested?(): boolean;
  drop(): void;
}

/** Input behind a prompt; `gone`: the terminal went away, or the module restarted. */
type Typed = PromptEvent | { readonly kind: 'gone' };

/** State that outlives a connection: a command that runs on, and the line that `A/` repeats. */
export interface Talk {
  readonly module: Module;
  readonly reader: ReturnType<typeof createLineReader>;
  lastLine: string;
  running: boolean;
  /** Information text that goes out together with the result code. */
  unsent: string;
  /** Notices wait until the current line is answered. */
  holding: boolean;
  held: string[];
  prompt: ((typed: Typed) => void) | undefined;
  write: (octets: string) => void;
  /** When a notice last ran into an ERROR, in milliseconds since 1970. */
  gluedAt: number;
}

/** The side of a module that talks; made once, it outlives every connection. */
export function createTalk(module: Module): Talk {
  return {
    module,
    reader: createLineReader(),
    lastLine: '',
    running: false,
    unsent: '',
    holding: false,
    held: [],
    prompt: undefined,
    write: () => {},
    gluedAt: 0,
  };
}

/** Opens the conversation over a transport. One at a time: the caller closes the one before. */
export function openConversation(talk: Talk, transport: Transport): Conversation {
  talk.write = octets => {
    if (!talk.module.hung) throughOutput(talk.module.effects, octets, transport.write);
  };
  talk.module.link = {
    open: true,
    notice: lines => notice(talk, lines),
    write: octets => talk.write(octets),
    congested: () => transport.congested?.() ?? false,
    drop: transport.drop,
    reset: () => resetTalk(talk),
  };
  announceEvent(talk.module.effects, 'connected');
  return { receive: octets => receive(talk, octets), close: () => close(talk) };
}

function receive(talk: Talk, octets: string): void {
  const { module } = talk;
  if (module.power !== 'on' || module.hung) return;
  throughInput(module.effects, octets, rest => {
    talk.reader.pending += rest;
    pump(talk);
  });
}

function close(talk: Talk): void {
  talk.write = () => {};
  talk.module.link = { ...noLink, reset: () => resetTalk(talk) };
  clearLineReader(talk.reader);
  abandonPrompt(talk);
  talk.held = [];
  lapseRouting(talk.module);
}

function resetTalk(talk: Talk): void {
  clearLineReader(talk.reader);
  abandonPrompt(talk);
  Object.assign(talk, { running: false, unsent: '', holding: false, held: [], lastLine: '' });
}

function abandonPrompt(talk: Talk): void {
  const { prompt } = talk;
  talk.prompt = undefined;
  prompt?.({ kind: 'gone' });
}

/** Reads what is typed until a command has to be waited for. */
function pump(talk: Talk): void {
  while (talk.reader.pending !== '') {
    if (talk.prompt) takePromptText(talk, talk.prompt);
    else if (talk.running || !takeCommandLine(talk)) return;
  }
}

function takePromptText(talk: Talk, prompt: (typed: Typed) => void): void {
  const { event, echo } = takeText(talk.reader, talk.module.line, talk.module.settings.format === 1);
  if (echo !== '') talk.write(echo);
  if (event === undefined) return;
  talk.prompt = undefined;
  prompt(event);
}

function takeCommandLine(talk: Talk): boolean {
  const { event, echo } = takeLine(talk.reader, talk.module.line);
  if (echo !== '') talk.write(echo);
  if (event === undefined) return false;
  void runLine(talk, event);
  return true;
}

async function runLine(talk: Talk, event: LineEvent): Promise<void> {
  const { session } = talk.module;
  talk.running = true;
  talk.holding = true;
  const commands = commandsOf(talk, event);
  const outcome = commands === undefined ? error : await runCommands(talk, commands, session);
  if (talk.module.session !== session) return; // it restarted meanwhile: nobody waits for this answer
  finishLine(talk, outcome);
  pump(talk);
}

function commandsOf(talk: Talk, event: LineEvent): readonly Command[] | undefined {
  if (event.kind === 'overlong') return undefined;
  if (event.kind === 'line') talk.lastLine = event.text;
  return splitCommandLine(talk.lastLine);
}

/** `AT` alone: the module shows that it is there (V.250 5.2.1). */
const nothing: Command = { name: '', form: 'execute', argument: '' };

/** V.250 5.4.3: one after another; the first that fails ends the line. */
async function runCommands(talk: Talk, commands: readonly Command[], session: number): Promise<Outcome> {
  for (const command of commands.length === 0 ? [nothing] : commands) {
    const { module } = talk;
    const started = throughCommand(module.effects, command, () => dispatch(module, command));
    const outcome = await complete(talk, started);
    if (outcome.kind !== 'ok' || talk.module.session !== session) return outcome;
    talk.unsent += formatLines(outcome.lines ?? [], talk.module.line);
  }
  return ok;
}

/** Waits for a command that takes time, or for the text after its prompt. Notices pass while the network is waited for. */
async function complete(talk: Talk, started: Outcome | Promise<Outcome>): Promise<Outcome> {
  if (started instanceof Promise) {
    const { session } = talk.module;
    writeUnsent(talk, '');
    releaseNotices(talk);
    const outcome = await started;
    if (talk.module.session === session) talk.holding = true;
    return outcome;
  }
  if (started.kind !== 'prompt') return started;
  const typed = await askText(talk, started.behind);
  if (typed.kind === 'gone') return { kind: 'silent' };
  return typed.kind === 'cancelled' ? ok : complete(talk, started.accept(typed.text));
}

/** 27.005 3.5.1: CR LF, `>` and a space. */
function askText(talk: Talk, behind = ''): Promise<Typed> {
  writeUnsent(talk, `\r\n> ${behind}`);
  const text = new Promise<Typed>(resolve => {
    talk.prompt = resolve;
  });
  pump(talk);
  return text;
}

function writeUnsent(talk: Talk, ending: string): void {
  const text = talk.unsent + ending;
  talk.unsent = '';
  if (text !== '') talk.write(text);
}

function finishLine(talk: Talk, outcome: Outcome): void {
  const { module } = talk;
  const { persona, settings, line } = module;
  const style = { cmee: settings.cmee, cmsFollowsCmee: persona.cmsFollowsCmee };
  const result = formatResult(outcome, line, style);
  writeUnsent(talk, glueNotice(talk, result));
  talk.running = false;
  releaseNotices(talk);
  releaseHeld(module);
  routeNext(module);
}

/** Now and then a notice follows ERROR without a line end between. */
function glueNotice(talk: Talk, result: string): string {
  const { module } = talk;
  const glued = module.persona.gluedToError;
  if (glued === undefined || !result.endsWith('ERROR\r\n')) return result;
  const now = module.clock.now();
  if (now - talk.gluedAt < glued.milliseconds) return result;
  talk.gluedAt = now;
  return `${result.slice(0, -2)}${glued.text}\r\n`;
}

function notice(talk: Talk, lines: readonly string[]): void {
  const text = formatLines(lines, talk.module.line);
  if (talk.holding) talk.held.push(text);
  else talk.write(text);
}

function releaseNotices(talk: Talk): void {
  talk.holding = false;
  for (const text of talk.held.splice(0)) talk.write(text);
}
