/** Answers about the simulator: their keys, and the types and bounds of their values. */
import { describe } from 'node:test';
import { answerRows } from '../../../testing.ts';

describe('list_phones', () => {
  answerRows(
    'list_phones',
    {
      phones: [
        {
          number: '+4915112345',
        },
      ],
    },
    {
      wrong: [
        ['/phones', null],
        ['/phones/0', null],
        ['/phones/0/number', null],
      ],
    },
  );
});

describe('get_phone', () => {
  answerRows(
    'get_phone',
    {
      number: '+4915112345',
      messages: [
        {
          from: 'from',
          text: 'hello',
        },
      ],
    },
    {
      wrong: [
        ['/number', null],
        ['/messages', null],
        ['/messages/0', null],
        ['/messages/0/from', null],
        ['/messages/0/text', null],
      ],
    },
  );
});

describe('write_from_phone', () => {
  answerRows('write_from_phone', {});
});
