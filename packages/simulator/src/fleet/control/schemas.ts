/** JSON Schemas of the control API of a fleet. */

import { members, milliseconds } from '../../control/schemas.ts';
import { answerFaultKinds } from '../http/answer-faults.ts';
import { pushKinds, registrations } from '../state/model.ts';

const inThousand = { type: 'integer', minimum: 0, maximum: 1000 } as const;
const count = { type: 'string', pattern: '^[0-9]{1,12}$' } as const;
const number = { type: 'string', pattern: '^\\+?[0-9*#]{1,24}$' } as const;
const port = { type: 'integer', minimum: 0, maximum: 31 } as const;
const timeRange = members({ minimum: milliseconds, maximum: milliseconds }, ['minimum', 'maximum']);

export const restart = members({ milliseconds });
export const freeze = members({ milliseconds }, ['milliseconds']);
export const line = members({ line: { enum: ['up', 'refuses', 'silent', 'resets'] }, milliseconds }, [
  'line',
]);
export const ban = members({ address: { type: 'string', minLength: 1, maxLength: 64 }, milliseconds }, [
  'address',
]);
export const login = members({
  user: { type: 'string', minLength: 1, maxLength: 64 },
  password: { type: 'string', maxLength: 64 },
});
export const push = members(
  {
    url: { type: 'string', maxLength: 2048 },
    events: { type: 'array', items: { enum: [...pushKinds] }, uniqueItems: true },
  },
  ['url'],
);
export const faults = {
  type: 'array',
  maxItems: 100,
  items: members(
    {
      kind: { enum: [...answerFaultKinds] },
      path: { type: 'string', maxLength: 100 },
      times: { type: 'integer', minimum: 1, maximum: 1_000_000 },
      inThousand,
      milliseconds,
    },
    ['kind'],
  ),
} as const;
export const portState = members({
  registration: { enum: [...registrations] },
  signal: { type: 'integer', minimum: 0, maximum: 31 },
  slot: { type: 'integer', minimum: 0, maximum: 3 },
  callState: {
    enum: ['Idle', 'Processing', 'Ringing', 'Active', 'Alerting', 'Call Waiting', 'Call holding', 'Unknown'],
  },
  blocked: { type: 'boolean' },
});
export const phoneCall = members(
  {
    from: number,
    to: number,
    answered: { type: 'boolean' },
    seconds: { type: 'integer', minimum: 0, maximum: 86_400 },
    direction: { enum: ['gsm->ip', 'ip->gsm', 'callback'] },
    cause: { type: 'integer', minimum: 1, maximum: 127 },
  },
  ['from'],
);

const text = { type: 'string', maxLength: 10_000 } as const;
const from = { type: 'string', minLength: 1, maxLength: 24 } as const;
/** Messages from outside, each for the number of a SIM or for a gateway and port. */
export const incoming = {
  type: 'array',
  minItems: 1,
  maxItems: 10_000,
  items: members({ from, text, to: number, gateway: { type: 'integer', minimum: 0, maximum: 9999 }, port }, [
    'from',
    'text',
  ]),
} as const;

export const air = members({
  airTime: timeRange,
  deliveryTime: timeRange,
  refusedInThousand: inThousand,
  undeliveredInThousand: inThousand,
  unreportedInThousand: inThousand,
  reportedTwiceInThousand: inThousand,
  rules: {
    type: 'array',
    maxItems: 1000,
    items: members({
      match: members({
        to: number,
        toPrefix: number,
        gateway: { type: 'integer', minimum: 0, maximum: 9999 },
        port,
      }),
      times: { type: 'integer', minimum: 0, maximum: 1_000_000 },
      refuse: { type: 'integer', minimum: 1, maximum: 127 },
      status: { type: 'integer', minimum: 0, maximum: 255 },
      report: { type: 'boolean' },
      delay: milliseconds,
    }),
  },
});
export const ussdServices = {
  type: 'array',
  maxItems: 1000,
  items: members(
    { code: { type: 'string', minLength: 1, maxLength: 182 }, reply: text, delay: milliseconds },
    ['code', 'reply'],
  ),
} as const;

/** Pages of the record; `after` is the id of the last entry of the page before. */
export const recordQuery = members({
  after: count,
  limit: count,
  gateway: count,
  port: count,
  number,
  from,
  text: { type: 'string', maxLength: 2000 },
  fate: { enum: ['waiting', 'onAir', 'sent', 'refused', 'dropped', 'stopped'] },
});
export const repeatsQuery = members({ limit: count, by: { enum: ['text', 'user_id'] } });
