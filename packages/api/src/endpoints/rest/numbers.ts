/** Erasing what is kept about a number. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';

function rows(description: string) {
  return Type.Integer({ description, minimum: 0 });
}

const eraseNumber = endpoint({
  name: 'erase_number',
  access: may.administer,
  audited: true,
  style: 'rest',
  path: '/v1/numbers/{number}',
  methods: ['DELETE'],
  parametersIn: 'query',
  sentence:
    'Erases everything about a number: messages to and from it, reports, calls, and the events and pushes that carry it. What waits for it is not sent.',
  changesState: true,
  request: Type.Object({
    number: Type.String({
      description: 'a number or a sender’s name, as it is stored; a leading + does not matter',
      minLength: 1,
      maxLength: 64,
      // The audit trail must not keep the number that was erased.
      'x-unaudited': true,
    }),
  }),
  reply: Type.Object(
    {
      sent: rows('messages to it that were erased'),
      received: rows('messages and parts of messages from it'),
      reports: rows('status reports that belonged to no message'),
      calls: rows('calls with it that were over'),
      events: rows('events of the journal'),
      pushes: rows('events that waited for a push target or were given up'),
    },
    exact,
  ),
  codes: {
    200: 'Erased.',
    409: 'A message to it is being sent; what else there was may be erased already.',
  },
});

/** In the order of the manual. */
export const numberEndpoints = [eraseNumber] as const;
