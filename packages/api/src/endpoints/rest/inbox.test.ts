/** Requests about received messages and conversations. */
import { describe } from 'node:test';
import { requestRows } from '../../testing.ts';

const GREATEST = Number.MAX_SAFE_INTEGER;

describe('received messages', () => {
  requestRows(
    'get_received',
    [['an id', { id: 1 }]],
    [
      ['0', { id: 0 }, 'id: must be the id of a received message, a whole number from 1; found 0.'],
      ['a word', { id: 'x' }, 'id: must be the id of a received message, a whole number from 1; found "x".'],
    ],
  );
  requestRows(
    'mark_received',
    [
      ['messages as read', { ids: [1, 2] }],
      ['a conversation as unread', { number: '+4915112345', read: false }],
      ['a name of 64 characters', { number: 'x'.repeat(64) }],
      ['1000 messages', { ids: Array(1000).fill(1) }],
    ],
    [
      [
        'an empty list',
        { ids: [] },
        'ids: must be a list of 1 to 1000 ids of received messages; found a list of 0.',
      ],
      [
        '1001 messages',
        { ids: Array(1001).fill(1) },
        'ids: must be a list of 1 to 1000 ids of received messages; found a list of 1001.',
      ],
      ['message 0', { ids: [0] }, 'ids[0]: must be a whole number from 1; found 0.'],
      ['an id as text', { ids: ['1'] }, 'ids[0]: must be a whole number from 1; found "1".'],
      [
        '65 characters',
        { number: 'x'.repeat(65) },
        'number: must be a number or a sender’s name of 1 to 64 characters; a leading + does not matter; found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx….',
      ],
      ['a misspelt key', { ids: [1], unread: true }, 'unread: is not known here.'],
    ],
  );
  requestRows(
    'archive_received',
    [
      ['messages into the archive', { ids: [GREATEST] }],
      ['a conversation back out of it', { number: 'Vodafone', archived: false }],
    ],
    [
      ['a switch as text', { ids: [1], archived: 'yes' }, 'archived: must be true or false; found "yes".'],
      [
        'a number of JSON',
        { number: 4915112345 },
        'number: must be a number or a sender’s name of 1 to 64 characters; a leading + does not matter; found 4915112345.',
      ],
    ],
  );
  requestRows(
    'delete_received',
    [['messages', { ids: [1] }]],
    [
      ['nothing', {}, 'ids: is missing or empty.'],
      [
        'an empty list',
        { ids: [] },
        'ids: must be a list of 1 to 1000 ids of received messages; found a list of 0.',
      ],
      ['a conversation, which nobody deletes by one word', { number: '1' }, 'ids: is missing or empty.'],
    ],
  );
});

describe('conversations', () => {
  requestRows(
    'list_conversations',
    [
      ['nothing', {}],
      ['the archive', { archived: 'true' }, { archived: true }],
      ['a page', { before: 1, limit: 500 }],
    ],
    [
      [
        'a word for the archive',
        { archived: 'old' },
        'archived: must be true for archived ones, false for the others; found "old".',
      ],
      ['a page of 501', { limit: 501 }, 'limit: must be a whole number from 1 to 500; found 501.'],
    ],
  );
  requestRows(
    'get_conversation',
    [
      ['a number with its plus', { number: '+4915112345' }],
      ['a name with a blank and a slash', { number: 'My Bank/2' }],
      ['a page of each side', { number: '1', before_received: 1, before_sent: GREATEST, limit: 1 }],
    ],
    [
      [
        '65 characters',
        { number: '1'.repeat(65) },
        'number: must be a number or a sender’s name of 1 to 64 characters; a leading + does not matter; found "111111111111111111111111111111111111111….',
      ],
      [
        'received before 0',
        { number: '1', before_received: 0 },
        'before_received: must be received of next of the page before; absent: the newest; found 0.',
      ],
      [
        'sent before a word',
        { number: '1', before_sent: 'now' },
        'before_sent: must be sent of next of the page before; absent: the newest; found "now".',
      ],
    ],
  );
});
