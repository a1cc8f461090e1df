/** One HTTP request with its answer. A target may answer anything, slowly and without end; each of it is bounded here. */
import {
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
  type RequestOptions,
} from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Clock } from '../clock.ts';
import type { AnswerHead } from './outcome.ts';

export interface Answer extends AnswerHead {
  /** The WWW-Authenticate headers; "" where there are none. */
  readonly challenge: string;
  /** The beginning of the body. */
  readonly text: string;
}

/** Octets of a body that are kept, for the history. */
const MOST_KEPT = 2048;
/** Octets of a body that are read, so that the connection can serve again; where more comes it is closed. */
const MOST_READ = 65_536;
/** Milliseconds for the body once the head is there: the status decides, and the body is only shown to people. */
const BODY_WITHIN = 1000;
/** Interim answers (RFC 9110, 15.2) before the request is ended. */
const MOST_INTERIM = 10;

function headerText(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

function headOf({ statusCode = 0, headers }: IncomingMessage): Omit<Answer, 'text'> {
  return {
    status: statusCode,
    location: headerText(headers.location),
    retryAfter: headerText(headers['retry-after']),
    challenge: headerText(headers['www-authenticate']),
  };
}

/** Reads the beginning of a body. Never rejects: a body that breaks off changes nothing. */
function readBody(response: IncomingMessage, clock: Clock): Promise<string> {
  return new Promise(resolve => {
    const kept: Buffer[] = [];
    let read = 0;
    const end = (): void => {
      cancel();
      if (!response.complete) response.destroy();
      resolve(Buffer.concat(kept).subarray(0, MOST_KEPT).toString());
    };
    const cancel = clock.after(BODY_WITHIN, end);
    response.on('data', (piece: Buffer) => {
      if (read < MOST_KEPT) kept.push(piece.subarray(0, MOST_KEPT - read));
      read += piece.length;
      if (read > MOST_READ) end();
    });
    response.on('error', end);
    response.on('close', end);
    response.on('end', end);
  });
}

/** Octets that a status line is looked for in. */
const MOST_OF_STATUS = 64;
/** 2xx to 5xx of whatever version: an answer is final from 200 on. */
const STATUS_LINE = /^\s*HTTP\/[\d.]{1,5} ([2-5]\d\d)(?!\d)/;

/**
 * Watches for the status line of the answer to come, for a head that no parser takes: hand-made receivers end lines with LF alone, or print
 * words among the headers, and have the event all the same. Returns what reads it; undefined: none came.
 */
function watchStatus(request: ClientRequest): () => number | undefined {
  let begun = '';
  request.on('socket', socket => {
    const listen = (piece: Buffer): void => {
      if (begun.length < MOST_OF_STATUS) begun += piece.toString('latin1', 0, MOST_OF_STATUS);
    };
    // In front of the parser, which ends the request at once.
    socket.prependListener('data', listen);
    request.on('close', () => socket.off('data', listen));
  });
  return () => {
    const status = STATUS_LINE.exec(begun)?.[1];
    return status === undefined ? undefined : Number(status);
  };
}

/** A head so long comes from no receiver of events. */
function isWithoutEnd(error: Error): boolean {
  return 'code' in error && error.code === 'HPE_HEADER_OVERFLOW';
}

/** Refuses what is no final answer: a change of protocol, and interim answers without end. */
function refuseOddAnswers(request: ClientRequest, refuse: (error: Error) => void): void {
  let interim = 0;
  request.on('information', () => {
    interim += 1;
    if (interim > MOST_INTERIM) refuse(new Error('the target sends interim answers without end'));
  });
  request.on('upgrade', (_response, socket) => {
    socket.destroy();
    refuse(new Error('the target answered 101 and changed the protocol'));
  });
  request.on('close', () => refuse(new Error('the target closed the connection without an answer')));
}

/**
 * Sends a request and reads the answer; resolves when the head is there and the body has ended, broken off or become too much.
 * Rejects where no answer comes, and at once when `signal` aborts. Where a kept connection was used, the error has `stale`.
 */
export function exchange(
  secure: boolean,
  options: RequestOptions,
  body: string,
  { signal, clock }: { readonly signal: AbortSignal; readonly clock: Clock },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = (secure ? secureRequest : plainRequest)(options);
    const statusSeen = watchStatus(request);
    let answered = false;
    const end = (): void => {
      answered = true;
      signal.removeEventListener('abort', abort);
      request.destroy();
    };
    const fail = (error: Error): void => {
      if (answered) return;
      end();
      reject(Object.assign(error, { stale: request.reusedSocket }));
    };
    const refuse = (error: Error): void => {
      const status = isWithoutEnd(error) ? undefined : statusSeen();
      if (status === undefined) fail(error);
      if (status === undefined || answered) return;
      end();
      resolve({ ...{ status, location: '', retryAfter: '', challenge: '' }, text: '' });
    };
    const abort = (): void => fail(new Error('the attempt was broken off'));
    signal.addEventListener('abort', abort);
    request.on('response', async response => {
      answered = true;
      const text = await readBody(response, clock);
      signal.removeEventListener('abort', abort);
      resolve({ ...headOf(response), text });
    });
    request.on('error', refuse);
    refuseOddAnswers(request, refuse);
    if (signal.aborted) abort();
    else request.end(body);
  });
}
