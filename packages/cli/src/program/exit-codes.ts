/** How the client's commands end, for scripts (docs/command-line.md). The programs have codes of their own (docs/operating.md). */

/** Exit codes of all commands; docs/command-line.md lists them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  partly: 3,
  notSignedIn: 4,
  unreachable: 5,
  refused: 6,
  timeOver: 7,
  brokenOff: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The meaning of each code. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done',
  failed: 'failed: a file, an answer or the machine is not as it must be, or nothing of it was done',
  usage: 'wrong command, argument or option',
  partly: 'done in part: some recipients or rows were refused, or failed',
  notSignedIn: 'not signed in, or the password or token is not accepted',
  unreachable: 'the gateway cannot be reached, or what answers is no gateway',
  refused: 'the gateway refuses, or cannot do it: original hardware has no /v1',
  timeOver: 'the time was over before the end came',
  brokenOff: 'broken off (Ctrl+C)',
};

/** Ends a command with a sentence on standard error. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;
  /** The remedy. */
  readonly hint: string | undefined;

  constructor(exitCode: ExitCode, message: string, hint?: string) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** An argument or option that cannot be. */
export function usageError(message: string, hint?: string): CommandError {
  return new CommandError(exitCodes.usage, message, hint);
}
