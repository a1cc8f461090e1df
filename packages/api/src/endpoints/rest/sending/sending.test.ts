/** Requests to send many messages, to send them again, and about tasks. */
import { describe } from 'node:test';
import { requestRows } from '../../../testing.ts';

const GREATEST = Number.MAX_SAFE_INTEGER;
const recipients = [{ number: '+4915112345' }];
const hello = { text: 'hello', recipients };

describe('create_messages: recipients', () => {
  requestRows(
    'create_messages',
    [
      ['one recipient', hello],
      [
        'values of a template',
        { text: 'Hello #name#', recipients: [{ number: '1', values: ['Ann, Dr.', ''] }] },
      ],
      ['4096 recipients', { text: 'a', recipients: Array(4096).fill({ number: '1' }) }],
      ['1024 values', { text: 'a', recipients: [{ number: '1', values: Array(1024).fill('v') }] }],
      ['a code with * and #', { text: 'a', recipients: [{ number: '*100#' }] }],
      ['a number of 24 characters', { text: 'a', recipients: [{ number: '1'.repeat(24) }] }],
    ],
    [
      ['no recipients', { text: 'a' }, 'recipients: is missing or empty.'],
      [
        'an empty list',
        { text: 'a', recipients: [] },
        'recipients: must be a list of 1 to 4096 recipients; found a list of 0.',
      ],
      [
        'numbers without their objects',
        { text: 'a', recipients: ['+49151'] },
        'recipients[0]: must be an object with a number; found "+49151".',
      ],
      [
        'an object that is no list',
        { text: 'a', recipients: { number: '1' } },
        'recipients: must be a list of 1 to 4096 recipients; found an object.',
      ],
      [
        'a recipient without a number',
        { text: 'a', recipients: [{ values: ['a'] }] },
        'recipients[0].number: is missing or empty.',
      ],
      [
        'a name as number',
        { text: 'a', recipients: [{ number: '1' }, { number: 'Ann' }] },
        'recipients[1].number: must be a phone number of digits, * and #, with an optional leading +, at most 24 bytes; found "Ann".',
      ],
      [
        'a number with a blank',
        { text: 'a', recipients: [{ number: '+49 151' }] },
        'recipients[0].number: must be a phone number of digits, * and #, with an optional leading +, at most 24 bytes; found "+49 151".',
      ],
      [
        'a number of 25 characters',
        { text: 'a', recipients: [{ number: '1'.repeat(25) }] },
        'recipients[0].number: must be a phone number of digits, * and #, with an optional leading +, at most 24 bytes; found "1111111111111111111111111".',
      ],
      [
        'a number of JSON',
        { text: 'a', recipients: [{ number: 4915112345 }] },
        'recipients[0].number: must be a phone number of digits, * and #, with an optional leading +, at most 24 bytes; found 4915112345.',
      ],
      [
        'a value that is no text',
        { text: 'a', recipients: [{ number: '1', values: ['a', 2] }] },
        'recipients[0].values[1]: must be a text, without halves of surrogate pairs; found 2.',
      ],
      [
        'a key of the vendor',
        { text: 'a', recipients: [{ number: '1', user_id: 1 }] },
        'recipients[0].user_id: is not known here.',
      ],
      [
        '4097 recipients',
        { text: 'a', recipients: Array(4097).fill({ number: '1' }) },
        'recipients: must be a list of 1 to 4096 recipients; found a list of 4097.',
        413,
      ],
    ],
  );
});

describe('create_messages: the other fields', () => {
  requestRows(
    'create_messages',
    [
      ['a text of 1500 bytes', { text: '€'.repeat(500), recipients }],
      ['a name of 100 characters', { ...hello, name: 'n'.repeat(100) }],
      ['an empty name', { ...hello, name: '' }],
      ['ports', { ...hello, port: [0, 31] }],
      ['each encoding', { ...hello, encoding: 'gsm-7bit' }],
      ['no status report', { ...hello, request_status_report: false }],
    ],
    [
      ['no text', { recipients }, 'text: is missing or empty.'],
      [
        'an empty text',
        { text: '', recipients },
        'text: must be a text of at most 1500 bytes of UTF-8, with #param# where a value goes, without halves of surrogate pairs; found "".',
      ],
      [
        '1501 bytes',
        { text: `${'€'.repeat(500)}a`, recipients },
        'text: has 1501 bytes of UTF-8; at most 1500 are allowed.',
        413,
      ],
      [
        'half a surrogate pair',
        { text: '\ud83d', recipients },
        'text: must be a text of at most 1500 bytes of UTF-8, with #param# where a value goes, without halves of surrogate pairs; found "\\ud83d".',
      ],
      [
        'a name of 101 characters',
        { ...hello, name: 'n'.repeat(101) },
        'name: must be a name for the task, at most 100 characters, without halves of surrogate pairs; found "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn….',
      ],
      ['port 32', { ...hello, port: [0, 32] }, 'port[1]: must be a port number from 0 to 31; found 32.'],
      [
        'a port that is no list',
        { ...hello, port: 1 },
        'port: must be a list of ports that may carry it; absent or empty: any; found 1.',
      ],
      [
        'an encoding in other letters',
        { ...hello, encoding: 'GSM-7BIT' },
        'encoding: must be unicode (UCS-2), gsm-7bit, or auto (the default alphabet where every character fits, else UCS-2); found "GSM-7BIT".',
      ],
      [
        'a switch as text',
        { ...hello, request_status_report: 'yes' },
        'request_status_report: must be true or false: whether to ask for status reports; found "yes".',
      ],
      ['a misspelt key', { ...hello, recipient: [] }, 'recipient: is not known here.'],
    ],
  );
});

describe('import_messages: parameters beside the file', () => {
  requestRows(
    'import_messages',
    [
      ['nothing: the text stands in the file', {}],
      ['a text for all', { text: 'Hello #name#', name: 'May' }],
      ['ports', { port: '0,31' }, { port: [0, 31] }],
      ['switches as text', { request_status_report: '0' }, { request_status_report: false }],
    ],
    [
      ['port 32', { port: '32' }, 'port[0]: must be a port number from 0 to 31; found 32.'],
      [
        '1501 bytes',
        { text: 'a'.repeat(1501) },
        'text: has 1501 bytes of UTF-8; at most 1500 are allowed.',
        413,
      ],
      [
        'a name of 101 characters',
        { name: 'n'.repeat(101) },
        'name: must be a name for the task, at most 100 characters, without halves of surrogate pairs; found "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn….',
      ],
    ],
  );
});

describe('preview_messages', () => {
  requestRows(
    'preview_messages',
    [
      ['a text alone', { text: 'hello' }],
      ['no sample', { ...hello, samples: 0 }],
      ['100 samples', { ...hello, samples: 100 }],
      ['4096 recipients', { text: 'a', recipients: Array(4096).fill({ number: '1' }) }],
    ],
    [
      ['no text', { recipients }, 'text: is missing or empty.'],
      [
        '101 samples',
        { ...hello, samples: 101 },
        'samples: must be how many messages to show, 0 to 100; found 101.',
      ],
      [
        'half a sample',
        { ...hello, samples: 0.5 },
        'samples: must be how many messages to show, 0 to 100; found 0.5.',
      ],
      ['a name, which only tasks have', { ...hello, name: 'May' }, 'name: is not known here.'],
      [
        '4097 recipients',
        { text: 'a', recipients: Array(4097).fill({ number: '1' }) },
        'recipients: must be a list of at most 4096 recipients; found a list of 4097.',
        413,
      ],
    ],
  );
});

describe('send_messages_again', () => {
  requestRows(
    'send_messages_again',
    [
      ['messages', { ids: [1, GREATEST] }],
      ['1000 messages', { ids: Array(1000).fill(1) }],
      ['the failed ones of a task, from an id on', { task_id: 1, after: 0 }],
      [
        'with doubtful ones, under a name and on other ports',
        { task_id: 1, unsure: true, name: 'again', port: [1] },
      ],
    ],
    [
      [
        'an empty list',
        { ids: [] },
        'ids: must be a list of 1 to 1000 ids of messages that have ended; found a list of 0.',
      ],
      [
        '1001 messages',
        { ids: Array(1001).fill(1) },
        'ids: must be a list of 1 to 1000 ids of messages that have ended; found a list of 1001.',
        413,
      ],
      ['message 0', { ids: [1, 0] }, 'ids[1]: must be a whole number from 1; found 0.'],
      ['task 0', { task_id: 0 }, 'task_id: must be a task_id; found 0.'],
      [
        'a negative id to go on behind',
        { task_id: 1, after: -1 },
        'after: must be next of the answer before, where a task has more than 4096 failed messages; found -1.',
      ],
      [
        'a switch as text',
        { ids: [1], unsure: 'true' },
        'unsure: must be true: also failed messages that may have been sent all the same; found "true".',
      ],
      ['a text, which stays the same', { ids: [1], text: 'a' }, 'text: is not known here.'],
    ],
  );
});

describe('tasks', () => {
  requestRows(
    'list_tasks',
    [
      ['nothing', {}],
      ['the longest page', { limit: 100, before: GREATEST }],
    ],
    [
      ['a longer page', { limit: 101 }, 'limit: must be a whole number from 1 to 100; found 101.'],
      ['before 0', { before: 0 }, 'before: must be next of the page before; absent: the newest; found 0.'],
    ],
  );
  for (const name of ['get_task', 'stop_task', 'pause_task', 'resume_task'] as const)
    describe(name, () => {
      requestRows(
        name,
        [['an id', { task_id: 1 }]],
        [
          ['0', { task_id: 0 }, 'task_id: must be a task_id; found 0.'],
          ['a word', { task_id: 'all' }, 'task_id: must be a task_id; found "all".'],
        ],
      );
    });
});
