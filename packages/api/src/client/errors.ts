/** Failures of a call, as values and as an exception. */

interface Failure {
  /** Asking again later may go well, and does no harm. */
  readonly retryable: boolean;
  /** Whether the request may have been carried out. Where it may, ask for the result before you repeat it. */
  readonly mayBeDone: boolean;
}

export type ApiError = Failure &
  (
    | {
        /** A refusal: `code` is its error_code (under /v1 the HTTP status), `message` names the field and the reason, if given. */
        readonly kind: 'refused';
        readonly code: number;
        readonly message: string;
      }
    /** User and password, or the token, are not accepted. */
    | { readonly kind: 'unauthorized' }
    /** No answer came. `mayBeDone` is false only where no connection came about. */
    | { readonly kind: 'unreachable'; readonly message: string }
    /** The caller's signal, or the time limit of the call, ended it before the answer. */
    | { readonly kind: 'aborted'; readonly message: string }
    /** An answer came that is none of this API. */
    | { readonly kind: 'unexpected'; readonly status: number; readonly text: string }
  );

export type Result<Reply> =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly error: ApiError };

/** Characters of a foreign answer that an error shows. */
const SHOWN = 200;

function sentence(error: ApiError): string {
  switch (error.kind) {
    case 'refused':
      return error.message === '' ? `refused with ${error.code}` : `${error.message} (${error.code})`;
    case 'unauthorized':
      return 'user and password, or the token, are not accepted';
    case 'unexpected':
      return `an answer that is none of this API (HTTP ${error.status}): ${error.text.slice(0, SHOWN)}`;
    case 'unreachable':
    case 'aborted':
      return error.message;
  }
}

/** The errors that the methods of `orThrow` throw. */
export class SimgateError extends Error {
  override readonly name = 'SimgateError';
  readonly kind: ApiError['kind'];
  /** `error_code` of the vendor's API, the HTTP status under /v1; undefined where no answer of this API came. */
  readonly code: number | undefined;
  readonly retryable: boolean;
  readonly mayBeDone: boolean;
  readonly error: ApiError;

  constructor(error: ApiError) {
    super(sentence(error));
    this.error = error;
    this.kind = error.kind;
    this.code = error.kind === 'refused' ? error.code : undefined;
    this.retryable = error.retryable;
    this.mayBeDone = error.mayBeDone;
  }
}

/** The reply, or the error thrown. */
export function replyOf<Reply>(result: Result<Reply>): Reply {
  if (result.ok) return result.reply;
  throw new SimgateError(result.error);
}

/** Codes of a connection that never came about (Node, undici, Bun): nothing was sent. */
const nothingSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENOTCONN',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ConnectionRefused',
]);

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function causesOf(error: Error): unknown[] {
  const { cause } = error;
  return [error, cause, ...(cause instanceof AggregateError ? cause.errors : [])];
}

function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { message, cause } = thrown;
  const isNews = cause instanceof Error && !message.includes(cause.message);
  return isNews ? `${message}: ${cause.message}` : message;
}

/**
 * The error of a call that ended without an answer.
 * @param thrown what `fetch` threw
 * @param isEnded whether the caller has ended the call
 */
export function lostCall(thrown: unknown, isEnded: boolean): ApiError {
  const message = messageOf(thrown);
  if (isEnded) return { kind: 'aborted', message, retryable: false, mayBeDone: true };
  if (!(thrown instanceof Error)) return { kind: 'unreachable', message, retryable: true, mayBeDone: true };
  if (thrown.name === 'TimeoutError') return { kind: 'aborted', message, retryable: true, mayBeDone: true };
  const mayBeDone = !causesOf(thrown).some(cause => nothingSent.has(codeOf(cause)));
  return { kind: 'unreachable', message, retryable: true, mayBeDone };
}
