/** Requests and answers about received messages, conversations and opt-outs. */
import { describe } from 'node:test';
import { answerRows, MOMENT, OTHER_ID, requestRows, SOME_ID } from '../testing.ts';

describe('list_inbound', () => {
  requestRows(
    'list_inbound',
    [
      ['nothing', {}],
      ['a sender with its plus', { from: '+4915112345' }],
      ["a sender's name", { from: 'Vodafone' }],
      ['a sender of 64 characters', { from: 'x'.repeat(64) }],
      ['a pool', { pool: 'default' }],
      ['a SIM by its IMSI', { sim: 'imsi:262011234567890' }],
      ['a moment in UTC', { time_after: '2026-01-31T08:00:00Z' }],
      ['a moment with an offset and nine decimals', { time_before: '2026-01-31T08:00:00.123456789+05:30' }],
      [
        'everything at once',
        { from: '1', pool: 'p', sim: 's', time_after: '2026-01-31T08:00:00Z', limit: 3, cursor: 'c' },
      ],
    ],
    [
      [
        'a sender of 65 characters',
        { from: 'x'.repeat(65) },
        'from: must be a number or a name of a sender; found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx….',
      ],
      [
        'a pool with a blank',
        { pool: 'a b' },
        'pool: must be a pool: 1 to 64 letters, digits, - and _, the first a letter or digit; found "a b".',
      ],
      [
        'a SIM of 33 characters',
        { sim: 's'.repeat(33) },
        'sim: must be the id of a SIM; found "sssssssssssssssssssssssssssssssss".',
      ],
      [
        'a moment without its zone',
        { time_after: '2026-01-31T08:00:00' },
        'time_after: must be the earliest time of storing, as YYYY-MM-DDTHH:MM:SSZ or with an offset; found "2026-01-31T08:00:00".',
      ],
      [
        'a moment of ten decimals',
        { time_after: '2026-01-31T08:00:00.1234567890Z' },
        'time_after: must be the earliest time of storing, as YYYY-MM-DDTHH:MM:SSZ or with an offset; found "2026-01-31T08:00:00.1234567890Z".',
      ],
      [
        'a date alone',
        { time_before: '2026-01-31' },
        'time_before: must be the latest time of storing, as YYYY-MM-DDTHH:MM:SSZ or with an offset; found "2026-01-31".',
      ],
      ['a limit as a word', { limit: 'all' }, 'limit: must be a whole number from 1 to 500; found "all".'],
    ],
  );
});

describe('get_inbound', () => {
  requestRows(
    'get_inbound',
    [['an id', { id: SOME_ID }]],
    [['a number', { id: '7' }, 'id: must be the id of a received message; found "7".']],
  );
});

describe('conversations', () => {
  requestRows(
    'list_conversations',
    [
      ['nothing', {}],
      ['those of a pool', { pool: 'shop', limit: 20 }],
    ],
    [
      [
        'a pool of 65 characters',
        { pool: 'p'.repeat(65) },
        'pool: must be a pool: 1 to 64 letters, digits, - and _, the first a letter or digit; found "ppppppppppppppppppppppppppppppppppppppp….',
      ],
    ],
  );
  requestRows(
    'get_conversation',
    [
      ['a number, which stands in the path', { number: '+4915112345' }],
      ['a name with a blank and a slash', { number: 'My Bank/2', limit: 1 }],
    ],
    [
      [
        'a number of 65 characters',
        { number: '1'.repeat(65) },
        'number: must be a number or a name of a sender; found "111111111111111111111111111111111111111….',
      ],
    ],
  );
});

describe('opt-outs', () => {
  requestRows(
    'list_opt_outs',
    [
      ['nothing', {}],
      ['those of a pool', { pool: 'shop' }],
    ],
    [
      [
        'a pool that begins with _',
        { pool: '_a' },
        'pool: must be a pool: 1 to 64 letters, digits, - and _, the first a letter or digit; found "_a".',
      ],
    ],
  );
  requestRows(
    'set_opt_out',
    [
      ['the pool default', { number: '+4915112345', opted_out: true }],
      ['a pool', { pool: 'shop', number: '0151 12345', opted_out: false }],
    ],
    [
      ['no number', { opted_out: true }, 'number: is missing or empty.'],
      [
        'a number of 33 characters',
        { number: '1'.repeat(33), opted_out: true },
        'number: must be a phone number; found "111111111111111111111111111111111".',
      ],
      ['no decision', { number: '+49151' }, 'opted_out: is missing or empty.'],
      [
        'a decision as text',
        { number: '+49151', opted_out: 'true' },
        'opted_out: must be true or false; found "true".',
      ],
      ['a misspelt key', { number: '+49151', opted_out: true, optout: 1 }, 'optout: is not known here.'],
    ],
  );
});

const inbound = {
  id: SOME_ID,
  gateway: OTHER_ID,
  port: 31,
  sim: '89860112851012345678',
  pool: 'default',
  from: '+4915112345',
  to: '',
  text: 'STOP',
  keyword: 'stop',
  sent_at: MOMENT,
  received_at: MOMENT,
};

describe('a received message', () => {
  answerRows('get_inbound', inbound, {
    wrong: [
      ['/id', ''],
      ['/gateway', ''],
      ['/port', 32],
      ['/keyword', 'STOP'],
      ['/sent_at', null],
      ['/received_at', '2026-01-31T08:00:00Z'],
    ],
  });
  answerRows('list_inbound', {
    messages: [inbound, { ...inbound, keyword: '', sim: '', pool: '' }],
    next: 'c',
  });
  answerRows('list_conversations', { conversations: [{ number: '+4915112345', last: inbound }], next: null });
  answerRows(
    'get_conversation',
    {
      messages: [
        { direction: 'received', id: SOME_ID, at: MOMENT, text: 'yes', state: 'received', pool: '', sim: '' },
        {
          direction: 'sent',
          id: OTHER_ID,
          at: MOMENT,
          text: 'ok?',
          state: 'delivered',
          pool: 'shop',
          sim: 's',
        },
      ],
      next: null,
    },
    { wrong: [['/messages/0/direction', 'in']] },
  );
  answerRows(
    'list_opt_outs',
    { opt_outs: [{ pool: 'default', number: '+4915112345', since: MOMENT, source: 'keyword' }], next: null },
    { wrong: [['/opt_outs/0/source', 'api']] },
  );
  answerRows('set_opt_out', {});
});
