/** From an error to a sentence and an exit code. */
import { CommanderError } from 'commander';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';

interface Ending {
  readonly exitCode: ExitCode | number;
  /** Absent: everything was printed before. */
  readonly message?: string;
  readonly hint?: string | undefined;
  /** The page of the manual about it, as `simgate docs` takes it. */
  readonly page?: string | undefined;
}

/** As the SDK throws it; read by its shape, so that a command that needs no SDK does not load it. */
interface CallFailure {
  readonly name: 'SimgateError';
  readonly kind: 'refused' | 'unauthorized' | 'unreachable' | 'aborted' | 'unexpected';
  readonly code: number | undefined;
  readonly message: string;
  readonly mayBeDone: boolean;
}

function isCallFailure(error: unknown): error is CallFailure {
  return error instanceof Error && error.name === 'SimgateError';
}

const UNREACHABLE_PAGE = 'cannot-be-reached';
const UNAUTHORIZED_PAGE = '401-in-my-script';
const START_PAGE = 'does-not-start';
const ASK_FIRST = 'It may have been done all the same: look before you do it again.';
const FORBIDDEN = 403;
const TOO_MANY = 429;

/** The exit code and advice for a failed request. Where the request may have been done, the advice warns against a blind repeat. */
function callEnding({ kind, code, message, mayBeDone }: CallFailure): Ending {
  switch (kind) {
    case 'unauthorized':
      return {
        exitCode: exitCodes.notSignedIn,
        message,
        hint: 'Sign in with: simgate login',
        page: UNAUTHORIZED_PAGE,
      };
    case 'unreachable':
      return {
        exitCode: exitCodes.unreachable,
        message: `the gateway cannot be reached: ${message}`,
        hint: mayBeDone ? ASK_FIRST : 'simgate auth status shows which address is used.',
        page: UNREACHABLE_PAGE,
      };
    case 'aborted':
      return {
        exitCode: exitCodes.unreachable,
        message: `no answer in time: ${message}`,
        hint: mayBeDone ? ASK_FIRST : undefined,
        page: UNREACHABLE_PAGE,
      };
    case 'unexpected':
      return {
        exitCode: exitCodes.unreachable,
        message,
        hint: 'simgate auth status shows which address is used.',
        page: UNREACHABLE_PAGE,
      };
    case 'refused':
      return {
        exitCode: exitCodes.refused,
        message:
          code === FORBIDDEN && message.startsWith('refused') ? 'you have no right to this (403)' : message,
        hint: code === TOO_MANY ? 'Too many logins have failed: wait a little.' : undefined,
      };
  }
}

/** Remedies for an address that cannot be listened on, by the code of the system. */
const listenHints: Readonly<Record<string, string>> = {
  EACCES:
    'Below 1024 a port needs a right. Choose a higher one, or allow all of them: sudo sysctl net.ipv4.ip_unprivileged_port_start=80',
  EADDRINUSE: 'Another program listens there: sudo ss -ltnp shows which. End it, or choose another port.',
  EADDRNOTAVAIL: 'This machine has no such address: ip address shows those it has.',
};

/** The remedy for an address that cannot be listened on; undefined for any other error. */
function listenHint(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { syscall, code = '' }: NodeJS.ErrnoException = error;
  return syscall === 'listen' ? listenHints[code] : undefined;
}

/**
 * How a run ends that threw this.
 * @param command where it is a gateway that could not start, the page about that is named
 */
export function endingOf(error: unknown, command = ''): Ending {
  if (error instanceof CommanderError)
    return { exitCode: error.exitCode === 0 ? exitCodes.done : exitCodes.usage };
  if (error instanceof CommandError) return error;
  if (isCallFailure(error)) return callEnding(error);
  const message = error instanceof Error ? error.message : String(error);
  const page = command === 'gateway' ? START_PAGE : undefined;
  return { exitCode: exitCodes.failed, message, hint: listenHint(error), page };
}
