import { type Clock, pause } from '@simgate/daemon';
import type { Command, Reply } from './command.ts';

export interface Patience {
  readonly attempts: number;
  /** Milliseconds for each. */
  readonly deadline: number;
}

export const defaultPatience: Patience = { attempts: 3, deadline: 2000 };

export interface Resynchronisation extends Patience {
  readonly clock: Clock;
  readonly write: (text: string) => void;
  /** Runs a command at once, before everything that waits. */
  readonly run: (command: Command) => Promise<Reply>;
  /** Written first, one behind another: ESC, Ctrl-Z, commands that restart the module. */
  readonly octets: readonly string[];
  /** Milliseconds to let late answers pass before the first question. */
  readonly wait: number;
}

/** Its answer carries a name, so it cannot be taken for the late OK of an older command. */
const question = { text: 'AT+CMEE?', names: ['+CMEE'] } as const;
/** Silence that shows that nothing older is outstanding, in milliseconds. */
const QUIET = 300;

/** How long a modem takes to refuse a command, in milliseconds. */
const REFUSED_WITHIN = 500;

/** Brings a modem whose command timed out back to answering us. Resolves with false where it stays silent. */
export async function resynchronise(options: Resynchronisation): Promise<boolean> {
  for (const [position, octets] of options.octets.entries()) {
    if (position > 0) await pause(options.clock, REFUSED_WITHIN);
    options.write(octets);
  }
  if (options.wait > 0) await pause(options.clock, options.wait);
  let clean = true;
  for (let attempt = 0; attempt < options.attempts; attempt += 1) {
    const reply = await options.run({ ...question, deadline: options.deadline });
    if (reply.kind === 'closed') return false;
    if (reply.kind === 'timeout') {
      clean = false;
      // Half a line of an earlier program may stand in the module's buffer: ESC and CR end it.
      options.write('\x1b\r');
      continue;
    }
    if (reply.kind === 'ok' && reply.lines.length > 0 && clean) return true;
    // An older answer came first, or this modem does not know +CMEE: let what is under way pass.
    await pause(options.clock, QUIET);
    return true;
  }
  return false;
}
