/** Requests and answers of sending. */
import { describe } from 'node:test';
import { answerRows, OTHER_ID, requestRows, SOME_ID } from '../testing.ts';

const to = ['+4915112345'];
const hello = { to, text: 'hello' };

describe('create_messages: recipients', () => {
  requestRows(
    'create_messages',
    [
      ['a number in E.164', hello],
      ['numbers as people write them', { ...hello, to: ['+49 (151) 123-45', '0151/12345', '0151.12345'] }],
      ['a short code', { ...hello, to: ['*100#', '22533'] }],
      ['an object', { ...hello, to: [{ number: '+49151', reference: 'r' }] }],
      ['numbers beside objects', { ...hello, to: ['+49151', { number: '+49152' }] }],
      ['a number of 32 characters', { ...hello, to: ['1'.repeat(32)] }],
      [
        '64 values of a template',
        {
          to: [
            { number: '1', values: Object.fromEntries(Array.from({ length: 64 }, (_, n) => [`v${n}`, 'x'])) },
          ],
          template: '{v0}',
        },
      ],
    ],
    [
      ['no list', { text: 'a' }, 'to: is missing or empty.'],
      [
        'a number that is no list',
        { ...hello, to: '+49151' },
        'to: must be a list of 1 to 10000 recipients; found "+49151".',
      ],
      [
        'an empty list',
        { ...hello, to: [] },
        'to: must be a list of 1 to 10000 recipients; found a list of 0.',
      ],
      [
        'a name',
        { ...hello, to: ['Ann'] },
        'to[0]: must be a phone number, or an object with number and values; found "Ann".',
      ],
      [
        'a number of 33 characters',
        { ...hello, to: ['1'.repeat(33)] },
        'to[0]: must be a phone number, or an object with number and values; found "111111111111111111111111111111111".',
      ],
      [
        'an object without a number',
        { ...hello, to: [{ reference: 'r' }] },
        'to[0]: must be a phone number, or an object with number and values; found an object.',
      ],
      [
        'a misspelt key of an object',
        { ...hello, to: [{ number: '1', ref: 'r' }] },
        'to[0]: must be a phone number, or an object with number and values; found an object.',
      ],
      [
        'a name of a value with a blank',
        { ...hello, to: [{ number: '1', values: { 'a b': 'x' } }] },
        'to[0]: must be a phone number, or an object with number and values; found an object.',
      ],
      [
        'a value that is no text',
        { ...hello, to: [{ number: '1', values: { a: 1 } }] },
        'to[0]: must be a phone number, or an object with number and values; found an object.',
      ],
      [
        'a reference of 129 characters',
        { ...hello, to: [{ number: '1', reference: 'r'.repeat(129) }] },
        'to[0]: must be a phone number, or an object with number and values; found an object.',
      ],
    ],
  );
});

describe('create_messages: the other fields', () => {
  requestRows(
    'create_messages',
    [
      ['a text of 1500 bytes', { to, text: '€'.repeat(500) }],
      ['a template', { to, template: 'Hello {name}' }],
      ['each encoding', { ...hello, encoding: 'unicode' }],
      ['a place', { ...hello, pool: 'shop', sim: 'imsi:262011234567890', gateway: SOME_ID, port: 31 }],
      ['a priority', { ...hello, priority: 'bulk' }],
      ['the shortest validity', { ...hello, validity: 1 }],
      ['the longest validity: thirty days', { ...hello, validity: 2_592_000 }],
      ['a time before which it is not sent', { ...hello, not_before: '2030-01-01T00:00:00Z' }],
      [
        '20 entries of metadata',
        { ...hello, metadata: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`k${n}`, 'v'])) },
      ],
      ['256 characters of metadata', { ...hello, metadata: { ['k'.repeat(256)]: 'v'.repeat(256) } }],
    ],
    [
      [
        'an empty text',
        { to, text: '' },
        'text: must be a text of at most 1500 bytes of UTF-8, without halves of surrogate pairs; found "".',
      ],
      [
        '1501 bytes',
        { to, text: `${'€'.repeat(500)}a` },
        'text: has 1501 bytes of UTF-8; at most 1500 are allowed.',
        413,
      ],
      [
        'half a surrogate pair',
        { to, text: 'a\ud83d' },
        'text: must be a text of at most 1500 bytes of UTF-8, without halves of surrogate pairs; found "a\\ud83d".',
      ],
      [
        'another encoding',
        { ...hello, encoding: 'ucs2' },
        'encoding: must be auto (the default alphabet where every character fits, else UCS-2), gsm-7bit or unicode (UCS-2); found "ucs2".',
      ],
      [
        'a pool with a blank',
        { ...hello, pool: 'a b' },
        'pool: must be a pool; absent: default: 1 to 64 letters, digits, - and _, the first a letter or digit; found "a b".',
      ],
      [
        'a gateway that is no id',
        { ...hello, gateway: 'box' },
        'gateway: must be the id of a gateway that has to send it; found "box".',
      ],
      [
        'port 32',
        { ...hello, port: 32 },
        'port: must be a port number from 0 to 31; only together with gateway; found 32.',
      ],
      [
        'a validity of 0',
        { ...hello, validity: 0 },
        'validity: must be a whole number of seconds from 1 to 2592000, from its acceptance or from not_before; absent: as the pool has it; found 0.',
      ],
      [
        'a validity over thirty days',
        { ...hello, validity: 2_592_001 },
        'validity: must be a whole number of seconds from 1 to 2592000, from its acceptance or from not_before; absent: as the pool has it; found 2592001.',
      ],
      [
        'half a second',
        { ...hello, validity: 0.5 },
        'validity: must be a whole number of seconds from 1 to 2592000, from its acceptance or from not_before; absent: as the pool has it; found 0.5.',
      ],
      [
        'a time without its zone',
        { ...hello, not_before: '2030-01-01T00:00:00' },
        'not_before: must be a time before which it is not sent, at most 366 days ahead, as YYYY-MM-DDTHH:MM:SSZ or with an offset; found "2030-01-01T00:00:00".',
      ],
      [
        '21 entries of metadata',
        { ...hello, metadata: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`k${n}`, 'v'])) },
        'metadata: must be an object of at most 20 texts of at most 256 characters; found an object.',
      ],
      [
        '257 characters of metadata',
        { ...hello, metadata: { k: 'v'.repeat(257) } },
        'metadata.k: must be a text of at most 256 characters, without halves of surrogate pairs; found "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv….',
      ],
      [
        'metadata that is no text',
        { ...hello, metadata: { k: 1 } },
        'metadata.k: must be a text of at most 256 characters, without halves of surrogate pairs; found 1.',
      ],
    ],
  );
});

describe('preview_message', () => {
  requestRows(
    'preview_message',
    [
      ['a text', { text: 'hello' }],
      ['a template with its values', { template: 'Hello {name}', values: { name: 'Ann' }, encoding: 'auto' }],
      ['nothing, which the handler refuses', {}],
    ],
    [
      ['recipients, which it has no use for', { text: 'a', to }, 'to: is not known here.'],
      [
        'a value that is no text',
        { template: '{a}', values: { a: true } },
        'values.a: must be a text, without halves of surrogate pairs; found true.',
      ],
      [
        '1501 bytes',
        { text: 'a'.repeat(1501) },
        'text: has 1501 bytes of UTF-8; at most 1500 are allowed.',
        413,
      ],
    ],
  );
});

describe('answers of sending', () => {
  answerRows(
    'create_messages',
    {
      batch: SOME_ID,
      messages: [{ id: OTHER_ID, index: 0, to: '+4915112345', segments: 2, state: 'queued' }],
      refused: [
        {
          index: 1,
          to: '+1 555',
          reason: 'country_not_allowed',
          error: 'The pool default does not send to US.',
        },
      ],
    },
    {
      wrong: [
        ['/batch', ''],
        ['/messages/0/index', -1],
        ['/messages/0/segments', 0],
        ['/messages/0/state', 'sent'],
        ['/refused/0/index', -1],
        ['/refused/0/error', null],
      ],
    },
  );
  answerRows(
    'preview_message',
    { text: 'hello', alphabet: 'gsm-7bit', segments: ['hello'], left: 155 },
    {
      wrong: [
        ['/alphabet', 'auto'],
        ['/segments', 1],
        ['/left', -1],
      ],
    },
  );
});
