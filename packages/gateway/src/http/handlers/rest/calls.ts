/** Calls under /v1. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { type Answer, done, refused } from '@simgate/daemon/http';
import type { CallAnswer, CallRecord } from '../../../sessions/calls/calls.ts';
import type { Handlers } from '../context.ts';
import { nextPage } from '../next-page.ts';

type Item = ReplyOf<Contract['get_call']>;

function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
function instantOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : instantOf(milliseconds);
}

export function callItem(call: CallRecord): Item {
  return {
    id: call.id,
    port: call.port,
    imsi: call.imsi,
    direction: call.direction,
    source_number: call.source,
    destination_number: call.destination,
    state: call.stage,
    started_at: instantOf(call.started),
    answered_at: instantOrNull(call.answered),
    ended_at: instantOrNull(call.ended),
    duration: call.duration,
    hangup: call.hangup,
    gsm_code: call.cause,
    bcch: call.bcch,
    reason: call.reason,
    reason_code: call.reasonCode,
    interrupted: call.interrupted,
  };
}

function answerOf(answer: CallAnswer, code: 200 | 201 = 200): Answer<Item> {
  return answer.ok ? done(code, callItem(answer.call)) : refused(answer.code, answer.error);
}

const PAGE = 100;

export const callHandlers = {
  list_calls: (request, { calls }) => {
    const { port, ongoing, before, limit = PAGE } = request;
    const found = calls.list({
      ...(port === undefined ? {} : { ports: port }),
      ...(ongoing === undefined ? {} : { ongoing }),
      ...(before === undefined ? {} : { before }),
      limit,
    });
    const ids = found.map(({ id }) => id);
    return done(200, { calls: found.map(callItem), next: nextPage(ids, limit) });
  },

  get_call: (request, { calls }) => {
    const call = calls.find(request.call_id);
    return call === undefined ? refused(404, 'call_id: there is no such call.') : done(200, callItem(call));
  },

  dial_call: async ({ number, port }, { calls }) =>
    answerOf(await calls.dial({ number, ...(port === undefined ? {} : { port }) }), 201),

  answer_call: async (request, { calls }) => answerOf(await calls.answer(request.call_id)),

  send_tones: async (request, { calls }) => answerOf(await calls.sendTones(request.call_id, request.tones)),

  hold_call: async (request, { calls }) => answerOf(await calls.hold(request.call_id)),

  retrieve_call: async (request, { calls }) => answerOf(await calls.retrieve(request.call_id)),

  hang_up_call: async (request, { calls }) => answerOf(await calls.hangUp(request.call_id)),
} satisfies Partial<Handlers>;
