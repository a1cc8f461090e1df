/** Puts an answer on the wire; short ones whole, long ones in pieces. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { type Answer, doneText, type Listed, listedText, refusalText } from './answers.ts';

const json = 'application/json';

/** An answer up to this many characters is sent whole, with its length; so a fault before that is still a clean 500. */
const wholeUpTo = 65_536;

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

const sendListed = async (reply: FastifyReply, sn: string, answer: Listed, log: Logger): Promise<void> => {
  const pieces = listedText(sn, answer);
  let text = '';
  while (text.length < wholeUpTo) {
    const next = await pieces.next();
    if (next.done) {
      reply.send(text);
      return;
    }
    text += next.value;
  }
  const onFault = (error: unknown): void =>
    log.error({ err: error, requestId: reply.request.id }, 'a long answer broke off');
  reply.send(Readable.from(rest(text, pieces, onFault), { objectMode: false }));
};

/** Sends `answer`; the HTTP status is 200 whatever the error_code, but for documents outside /api. */
export const respond = async (
  reply: FastifyReply,
  sn: string,
  answer: Answer,
  log: Logger,
): Promise<FastifyReply> => {
  reply.header('content-type', json);
  switch (answer.kind) {
    case 'done':
      return reply.send(doneText(sn, answer.code, answer.body));
    case 'refused':
      return reply.send(refusalText(sn, answer));
    case 'document':
      if (answer.mediaType !== undefined) reply.header('content-type', answer.mediaType);
      return reply.code(answer.status).send(answer.text);
    case 'listed':
      await sendListed(reply, sn, answer, log);
      return reply;
  }
};
