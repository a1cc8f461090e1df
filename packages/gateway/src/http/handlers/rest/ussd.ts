/** USSD under /v1. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { type Answer, done, refused } from '@simgate/daemon/http';
import {
  type UssdDialogue,
  type UssdSendAnswer,
  ussdObstacle,
} from '../../../sessions/ussd/ussd-sessions.ts';
import type { Handlers } from '../context.ts';
import { nextPage } from '../next-page.ts';

type Item = ReplyOf<Contract['list_ussd']>['dialogues'][number];

function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function itemOf({
  id,
  port,
  imsi,
  origin,
  state,
  reason,
  reasonCode,
  started,
  ended,
  turns,
}: UssdDialogue): Item {
  return {
    ...{ id, port, imsi, origin, state, reason, reason_code: reasonCode },
    started_at: instantOf(started),
    ended_at: ended === null ? null : instantOf(ended),
    turns: turns.map(({ speaker, requestId, text, at }) => ({
      speaker,
      request_id: requestId,
      text,
      at: instantOf(at),
    })),
  };
}

const PAGE = 100;

function answerOf(answer: UssdSendAnswer): Answer<ReplyOf<Contract['create_ussd']>> {
  return answer.ok
    ? done(202, { request_id: answer.requestId, result: [...answer.items] })
    : refused(500, `gateway: ${answer.error}.`);
}

export const ussdHandlers = {
  list_ussd: (request, { ussd }) => {
    const { port, request_id: requestId, state, before, limit = PAGE } = request;
    const found = ussd.dialogues({
      ...(port === undefined ? {} : { ports: port }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(state === undefined ? {} : { states: state }),
      ...(before === undefined ? {} : { before }),
      limit,
    });
    const ids = found.map(({ id }) => id);
    return done(200, { dialogues: found.map(itemOf), next: nextPage(ids, limit) });
  },

  create_ussd: async ({ port, text }, { ussd }) => {
    const obstacle = ussdObstacle(text);
    return obstacle === undefined
      ? answerOf(await ussd.send(port, text))
      : refused(400, `text: ${obstacle}.`);
  },

  cancel_ussd: async ({ port }, { ussd }) => answerOf(await ussd.cancel(port)),
} satisfies Partial<Handlers>;
