/** Messages: accepted, shown, taken back, decided about. */
import { done, refused } from '@simgate/daemon/http';
import { countSeptets, cutText } from '@simgate/gsm';
import type { SendRequest } from '../../accept/request.ts';
import { fillTemplate } from '../../accept/template.ts';
import type { Message } from '../../domain/message.ts';
import { DEFAULT_POOL } from '../../domain/pool.ts';
import { NEWEST, searchMessages } from '../../store/message-search.ts';
import { attemptsOf, cancelMessage, decideMessage, findMessage } from '../../store/messages.ts';
import type { Store } from '../../store/store.ts';
import { type Handlers, ownerSeen } from '../context.ts';
import { momentOf } from '../times.ts';
import { isId } from './pages.ts';
import { shownAttempt, shownMessage } from './shown-message.ts';
import { stopAtGateway } from './stop-at-gateway.ts';
import { whyItWaits } from './why.ts';

type Wish = Parameters<Handlers['create_messages']>[0];

function recipientOf(recipient: Wish['to'][number]): SendRequest['to'][number] {
  if (typeof recipient === 'string') return { number: recipient, values: {}, reference: '' };
  const { number, values = {}, reference = '' } = recipient;
  return { number, values, reference };
}

function requestOf(wish: Wish, notBefore: number | undefined): SendRequest {
  const { to, text, template, encoding = 'auto', pool = DEFAULT_POOL, priority = 'normal' } = wish;
  const { sim, gateway, port, validity, reference = '', metadata = {} } = wish;
  return {
    to: to.map(recipientOf),
    ...{
      text,
      template,
      encoding,
      pool,
      sim,
      gateway,
      port,
      priority,
      validity,
      notBefore,
      reference,
      metadata,
    },
  };
}

/** Characters of a segment alone, and of one of several (23.040 9.2.3.24.1, with an 8-bit reference). */
const capacities = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } } as const;

/** Characters that the last segment still takes. */
function leftOf(alphabet: keyof typeof capacities, segments: readonly string[]): number {
  const [last = ''] = segments.slice(-1);
  const used = alphabet === 'gsm7' ? (countSeptets(last) ?? last.length) : last.length;
  const { alone, part } = capacities[alphabet];
  return Math.max(0, (segments.length > 1 ? part : alone) - used);
}

const LONGEST_KEY = 255;
/** A later time is a slip of the pen, or of a unit. */
const MOST_DAYS_AHEAD = 366;
const DAY = 86_400_000;

function searchOf(wish: Parameters<Handlers['list_messages']>[0], owner: string | undefined) {
  const { state, to, batch, pool, reference, time_after: after, time_before: before } = wish;
  return {
    ...{ owner, states: state, to, batch, pool, reference },
    after: after === undefined ? undefined : momentOf(after),
    before: before === undefined ? undefined : momentOf(before),
  };
}

/** A message after a change; as it was before where it has left the store meanwhile. */
async function shownAfter(before: Message, store: Store) {
  const after = await store.read(() => findMessage(before.id, undefined));
  return shownMessage(after ?? before);
}

export const messageHandlers = {
  async create_messages(wish, { accept, keys, clock }, { caller, idempotencyKey }) {
    const notBefore = wish.not_before === undefined ? undefined : momentOf(wish.not_before);
    if (wish.not_before !== undefined && notBefore === undefined)
      return refused(400, 'not_before: is no moment of the calendar.');
    if (notBefore !== undefined && notBefore - clock.now() > MOST_DAYS_AHEAD * DAY)
      return refused(400, `not_before: is more than ${MOST_DAYS_AHEAD} days ahead.`);
    if (idempotencyKey !== undefined && idempotencyKey.length > LONGEST_KEY)
      return refused(400, `Idempotency-Key: has more than ${LONGEST_KEY} characters.`);
    const pools = keys.poolsOf(caller.user);
    const answer = await accept.accept(requestOf(wish, notBefore), {
      owner: caller.user,
      ...(pools && { pools }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
    if (answer.kind === 'refused') return refused(answer.code, answer.error);
    const { batch, messages, refused: alone } = answer.reply;
    return done(202, { batch, messages: [...messages], refused: [...alone] });
  },

  preview_message({ text, template, encoding = 'auto', values = {} }) {
    if ((text === undefined) === (template === undefined))
      return refused(400, 'text: needs to be there, or template instead; not both.');
    const filled = text === undefined ? fillTemplate(template ?? '', values) : { ok: true as const, text };
    if (!filled.ok) return refused(400, `values: has no ${filled.missing}, which the template wants.`);
    const cut = cutText(filled.text, { encoding });
    if (encoding === 'gsm-7bit' && cut.alphabet === 'ucs2')
      return refused(400, 'text: has a character that gsm-7bit lacks.');
    const segments = cut.ends.map((end, index) => filled.text.slice(cut.ends[index - 1], end));
    const alphabet = cut.alphabet === 'gsm7' ? ('gsm-7bit' as const) : ('unicode' as const);
    return done(200, { text: filled.text, alphabet, segments, left: leftOf(cut.alphabet, segments) });
  },

  async list_messages(wish, { store }, call) {
    const { cursor = NEWEST, limit = 100 } = wish;
    if (cursor !== NEWEST && !isId(cursor)) return refused(400, 'cursor: must be next of the page before.');
    const search = searchOf(wish, ownerSeen(call));
    const { messages, next = null } = await store.read(() => searchMessages(search, cursor, limit));
    return done(200, { messages: messages.map(shownMessage), next });
  },

  async get_message({ id }, context, call) {
    const { store } = context;
    const message = await store.read(() => findMessage(id, ownerSeen(call)));
    if (message === undefined) return refused(404, 'id: there is no such message.');
    const attempts = await store.read(() => attemptsOf(message));
    const why = await whyItWaits(message, context);
    return done(200, { message: shownMessage(message), attempts: attempts.map(shownAttempt), ...why });
  },

  async cancel_message({ id }, context, call) {
    const { store, clock } = context;
    const message = await store.read(() => findMessage(id, ownerSeen(call)));
    if (message === undefined) return refused(404, 'id: there is no such message.');
    if (!(await store.write(() => cancelMessage(message, Math.round(clock.now()))))) {
      const obstacle = await stopAtGateway(message, context);
      if (obstacle !== undefined) return refused(409, `id: ${obstacle}.`);
    }
    return done(200, await shownAfter(message, store));
  },

  async decide_message({ id, decision }, { store, clock, dispatcher }) {
    const message = await store.read(() => findMessage(id, undefined));
    if (message === undefined) return refused(404, 'id: there is no such message.');
    if (!(await store.write(() => decideMessage(message, decision, Math.round(clock.now())))))
      return refused(409, 'id: it is not unknown.');
    dispatcher.wake(message.part);
    return done(200, await shownAfter(message, store));
  },
} satisfies Pick<
  Handlers,
  | 'create_messages'
  | 'preview_message'
  | 'list_messages'
  | 'get_message'
  | 'cancel_message'
  | 'decide_message'
>;
