/** `simgate ussd PORT CODE`: asks the network, and answers it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, ListUssdReply } from '@simgate/api';
import { type Command, Option } from 'commander';
import type { Session } from '../../connection/session.ts';
import { severalLines } from '../../output/shown-text.ts';
import { duration } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes } from '../../program/exit-codes.ts';
import { portNumber, several } from '../../program/values.ts';

/** Answers in the order in which the network asks; `within` is in seconds and counts for each turn anew. */
interface UssdOptions {
  readonly answer: string[];
  readonly within: number;
}

type Dialogue = ListUssdReply['dialogues'][number];

/** Milliseconds between two looks. */
const BETWEEN = 300;
/** Status of a port that took the request (chapter 7). */
const TAKEN = 200;
const BUSY = 486;

/** One text of a USSD dialogue, with the side that sent it. */
interface Turn {
  readonly speaker: 'network' | 'client';
  readonly text: string;
}

/** The next message of the network, and whether it waits for an answer. */
interface Heard {
  readonly text: string;
  readonly waits: boolean;
  /** The whole of it as the API has it, where it has. */
  readonly dialogue?: Dialogue;
}

/** Ends the command for a port that did not take the code. */
function refuse(port: number, status: number): never {
  throw new CommandError(
    exitCodes.refused,
    status === BUSY
      ? `port ${port} is busy with another request, or sends an SMS (${status})`
      : `port ${port} cannot ask: not registered, blocked, or not there (${status})`,
    `simgate ports ${port} shows how it is.`,
  );
}

/** The error of a network that did not answer in time. */
function late(within: number): CommandError {
  return new CommandError(exitCodes.timeOver, `the network said nothing within ${within} s`);
}

/** Ours: the dialogue with its turns. */
async function askSimgate(client: Client, port: number, text: string, within: number): Promise<Heard> {
  const { request_id, result } = await client.orThrow.createUssd({ port: [port], text });
  const status = result[0]?.status ?? BUSY;
  if (status !== TAKEN) refuse(port, status);
  const end = performance.now() + within * 1000;
  for (;;) {
    const { dialogues } = await client.orThrow.listUssd({ request_id });
    const [dialogue] = dialogues;
    if (dialogue !== undefined && dialogue.state !== 'asking') return heardOf(dialogue);
    if (performance.now() > end) throw late(within);
    await wait(BETWEEN);
  }
}

/** The last turn of the network in a dialogue. */
function heardOf(dialogue: Dialogue): Heard {
  const { state, reason, turns } = dialogue;
  const last = turns.findLast(({ speaker }) => speaker !== 'client');
  if (state === 'failed' || state === 'interrupted')
    throw new CommandError(exitCodes.failed, `the network gave no answer: ${reason || state}`);
  return { text: last?.text ?? '', waits: state === 'waiting', dialogue };
}

/** A box returns the last text of a port, but not whether the network waits for more. */
async function askOriginal(client: Client, port: number, text: string, within: number): Promise<Heard> {
  const { result } = await client.orThrow.sendUssd({ port: [port], text, command: 'send' });
  const status = result[0]?.status ?? BUSY;
  if (status !== TAKEN) refuse(port, status);
  const end = performance.now() + within * 1000;
  for (;;) {
    await wait(BETWEEN);
    const { reply } = await client.orThrow.queryUssdReply({ port: [port] });
    const found = reply[0]?.text ?? '';
    if (found !== '') return { text: found, waits: true };
    if (performance.now() > end) throw late(within);
  }
}

/** Prints the dialogue for a program once it is over: all of it as JSON, or only the network's texts. A terminal has seen it already. */
function showLast(session: Session, turns: readonly Turn[], dialogue: Dialogue | undefined): void {
  const { out } = session;
  if (out.isTerminal) return;
  if (out.format !== 'text') out.document(dialogue ?? { turns });
  else for (const { speaker, text } of turns) if (speaker === 'network') out.write(`${text}\n`);
}

/** The next answer: one of the command line, else one that the person types; undefined ends the dialogue. */
async function nextAnswer(session: Session, given: string[], heard: Heard): Promise<string | undefined> {
  const own = given.shift();
  if (own !== undefined) return own;
  if (!heard.waits || !session.mayAsk) return undefined;
  const { askText } = await import('../../connection/prompts.ts');
  const typed = await askText('Answer (empty ends it)');
  return typed === '' ? undefined : typed;
}

/** Ends the session at the network, so that the port is free. */
async function cancel(client: Client, isOriginal: boolean, port: number): Promise<void> {
  if (isOriginal) await client.sendUssd({ port: [port], command: 'cancel', text: '' });
  else await client.cancelUssd({ port: [port] });
}

/**
 * Leads the dialogue turn by turn, and cancels one that is left open, because it would keep the port busy.
 * @throws CommandError where the port takes no code, or the network does not answer in time
 */
async function run(
  session: Session,
  { answer, within }: UssdOptions,
  port: number,
  code: string,
): Promise<void> {
  const client = await session.client();
  const isOriginal = await session.isOriginal();
  const ask = isOriginal ? askOriginal : askSimgate;
  const given = [...answer];
  const turns: Turn[] = [];
  let heard: Heard | undefined;
  let text: string | undefined = code;
  while (text !== undefined) {
    session.out.progress('The network is asked...');
    turns.push({ speaker: 'client', text });
    try {
      heard = await ask(client, port, text, within);
    } finally {
      session.out.progress('');
    }
    turns.push({ speaker: 'network', text: heard.text });
    if (session.out.isTerminal) session.out.write(`${severalLines(heard.text)}\n`);
    text = await nextAnswer(session, given, heard);
  }
  showLast(session, turns, heard?.dialogue);
  if (heard?.waits === true) await cancel(client, isOriginal, port);
}

/** `simgate ussd PORT CODE`. */
export function ussdCommand(): Command {
  return clientCommand(
    'ussd',
    'Sends a USSD code and shows what the network says; at a terminal you can answer.',
    ["simgate ussd 3 '*100#'", "simgate ussd 3 '*101#' --answer 1 --answer 2"],
  )
    .argument('<port>', 'a port number from 0 to 31', portNumber)
    .argument('<code>', "the code, such as '*100#'")
    .addOption(
      new Option('--answer <text>', 'what the network is answered; may be given several times')
        .argParser(several(String))
        .default([]),
    )
    .addOption(
      new Option('--within <time>', 'waits for the network at most so long')
        .argParser(duration)
        .default(60, '60s'),
    )
    .action(doing(run));
}
