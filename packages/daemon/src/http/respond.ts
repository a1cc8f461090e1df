/** Puts an answer on the wire; short ones whole, long ones in pieces. */
import { Readable } from 'node:stream';
import type { Head, Style } from '@simgate/api/endpoint';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import {
  type Answer,
  doneText,
  type Listed,
  listedText,
  type Refused,
  refusalText,
  restRefusalText,
  type Streamed,
} from './answers.ts';

const JSON_TYPE = 'application/json';

/** An answer up to this many characters is sent whole, with its length; so a fault before that is still a clean 500. */
const WHOLE_UP_TO = 65_536;

async function* rest(
  first: string,
  pieces: AsyncGenerator<string>,
  onFault: (error: unknown) => void,
): AsyncGenerator<string> {
  yield first;
  try {
    yield* pieces;
  } catch (error) {
    // The head is out: all that is left is to cut the connection, so that nobody takes half a list for the whole.
    onFault(error);
    throw error;
  }
}

/** The request that an answer belongs to. */
export interface Manner {
  readonly sn: string;
  readonly log: Logger;
  /** Of the endpoint; absent: the vendor's. */
  readonly style?: Style;
  readonly head?: Head;
  /** Aborts when the program stops: streams end then. */
  readonly stopping?: AbortSignal;
}

async function sendListed(
  reply: FastifyReply,
  answer: Listed,
  { sn, log, style }: Manner,
): Promise<FastifyReply> {
  const pieces = listedText(sn, answer, style);
  let text = '';
  while (text.length < WHOLE_UP_TO) {
    const next = await pieces.next();
    if (next.done) {
      return reply.send(text);
    }
    text += next.value;
  }
  const onFault = (error: unknown): void =>
    log.error({ err: error, requestId: reply.request.id }, 'a long answer broke off');
  return reply.send(Readable.from(rest(text, pieces, onFault), { objectMode: false }));
}

function sendDone(
  reply: FastifyReply,
  code: number,
  body: object,
  { sn, style, head }: Manner,
): FastifyReply {
  return style === 'rest'
    ? reply.code(code).send(JSON.stringify(body))
    : reply.send(doneText(sn, code, body, head));
}

function sendRefused(reply: FastifyReply, answer: Refused, { sn, style, head }: Manner): FastifyReply {
  return style === 'rest'
    ? reply.code(answer.code).send(restRefusalText(answer))
    : reply.send(refusalText(sn, answer, head));
}

function sendStreamed(reply: FastifyReply, answer: Streamed, { stopping }: Manner): FastifyReply {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const ended = stopping === undefined ? gone.signal : AbortSignal.any([gone.signal, stopping]);
  // Read on demand: a client that does not read holds one piece of memory, not a queue.
  const body = Readable.from(answer.pieces(ended), { objectMode: false });
  return (
    reply
      .header('content-type', answer.mediaType)
      // Proxies that gather an answer before they pass it on would hold events back.
      .header('x-accel-buffering', 'no')
      // Nothing follows a stream. A connection that is kept would hold the stop of the program up.
      .header('connection', 'close')
      .send(body)
  );
}

/** Sends `answer`; the HTTP status is 200 whatever the error_code, but for /v1 and for documents outside /api. */
export function respond(
  reply: FastifyReply,
  answer: Answer,
  manner: Manner,
): FastifyReply | Promise<FastifyReply> {
  reply.header('content-type', JSON_TYPE);
  if ('headers' in answer && answer.headers !== undefined) reply.headers(answer.headers);
  switch (answer.kind) {
    case 'done':
      return sendDone(reply, answer.code, answer.body, manner);
    case 'refused':
      return sendRefused(reply, answer, manner);
    case 'streamed':
      return sendStreamed(reply, answer, manner);
    case 'document':
      if (answer.mediaType !== undefined) reply.header('content-type', answer.mediaType);
      return reply.code(answer.status).send(answer.text);
    case 'listed':
      return sendListed(reply, answer, manner);
  }
}
