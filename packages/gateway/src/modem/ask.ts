import type { Channel } from '../at/channel.ts';
import type { Command, Reply } from '../at/command.ts';
import type { AtError } from '../at/result.ts';

/** How long the ladder and health checks wait for plain settings and questions, in milliseconds. */
export const SETTING_DEADLINE = 5000;
/** 27.007 5 and 8: what needs the SIM may take longer. */
export const SIM_DEADLINE = 15_000;

/** The lines of a successful answer, or what stood in the way: an error of the modem, or silence (no `error`). */
export type Answer =
  | { readonly ok: true; readonly lines: readonly string[]; readonly line: string }
  | { readonly ok: false; readonly error?: AtError };

/** Asks a question whose answer carries `names`. Never rejects. */
export async function ask(
  channel: Channel,
  text: string,
  names: readonly string[] = [],
  more: Partial<Command> = {},
): Promise<Answer> {
  return answerOf(await channel.run({ text, names, deadline: SETTING_DEADLINE, ...more }));
}

/** Asks for something that is answered without a name. */
export function askBare(channel: Channel, text: string, more: Partial<Command> = {}): Promise<Answer> {
  return ask(channel, text, [], { bare: true, ...more });
}

/** Asks once more where there is no answer that is `useful`: a bad line spoils a command, which is then refused, or a reply. */
export async function askTwice(
  channel: Channel,
  text: string,
  names: readonly string[] = [],
  more: Partial<Command> = {},
  useful = (answer: Answer): boolean => answer.ok,
): Promise<Answer> {
  const answer = await ask(channel, text, names, more);
  return useful(answer) ? answer : ask(channel, text, names, more);
}

/** True when the modem took the setting; one that it refuses is sent twice. */
export async function set(channel: Channel, text: string): Promise<boolean> {
  return (await askTwice(channel, text)).ok;
}

function answerOf(reply: Reply): Answer {
  if (reply.kind === 'ok') return { ok: true, lines: reply.lines, line: reply.lines[0] ?? '' };
  return reply.kind === 'error' ? { ok: false, error: reply.error } : { ok: false };
}
