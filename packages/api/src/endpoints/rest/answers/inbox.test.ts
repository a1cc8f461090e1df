/** Answers about received messages and conversations: their keys, and the types and bounds of their values. */
import { describe } from 'node:test';
import { answerRows } from '../../../testing.ts';

const MOMENT = '2026-01-31T08:00:00.000Z';

const message = {
  incoming_sms_id: 1,
  port: 3,
  imsi: '262011234567890',
  number: '+4915112345',
  smsc: '+491710760000',
  timestamp: MOMENT,
  received_at: MOMENT,
  text: 'hello',
  read: true,
  archived: true,
  pdu: 'pdu',
  trouble: 'blocked',
  defects: ['defect'],
};

describe('list_inbox', () => {
  answerRows(
    'list_inbox',
    {
      messages: [message],
      next: 1,
    },
    {
      wrong: [
        ['/messages', null],
        ['/messages/0', null],
        ['/messages/0/incoming_sms_id', 0],
        ['/messages/0/port', -1],
        ['/messages/0/port', 32],
        ['/messages/0/imsi', null],
        ['/messages/0/number', null],
        ['/messages/0/smsc', null],
        ['/messages/0/timestamp', 'x'],
        ['/messages/0/received_at', 'x'],
        ['/messages/0/text', null],
        ['/messages/0/read', 1],
        ['/messages/0/archived', 1],
        ['/messages/0/pdu', null],
        ['/messages/0/trouble', null],
        ['/messages/0/defects', null],
        ['/messages/0/defects/0', null],
        ['/next', 0.5],
      ],
    },
  );
});

describe('get_received', () => {
  answerRows('get_received', message, {
    wrong: [
      ['/incoming_sms_id', 0],
      ['/port', -1],
      ['/port', 32],
      ['/imsi', null],
      ['/number', null],
      ['/smsc', null],
      ['/timestamp', 'x'],
      ['/received_at', 'x'],
      ['/text', null],
      ['/read', 1],
      ['/archived', 1],
      ['/pdu', null],
      ['/trouble', null],
      ['/defects', null],
      ['/defects/0', null],
    ],
  });
});

for (const name of ['mark_received', 'archive_received', 'delete_received'] as const)
  describe(name, () => {
    answerRows(
      name,
      {
        changed: 1,
      },
      {
        wrong: [['/changed', -1]],
      },
    );
  });

describe('list_conversations', () => {
  answerRows(
    'list_conversations',
    {
      conversations: [
        {
          number: '+4915112345',
          last: message,
          unread: 1,
        },
      ],
      next: 1,
    },
    {
      wrong: [
        ['/conversations', null],
        ['/conversations/0', null],
        ['/conversations/0/number', null],
        ['/conversations/0/last', null],
        ['/conversations/0/last/incoming_sms_id', 0],
        ['/conversations/0/last/port', -1],
        ['/conversations/0/last/port', 32],
        ['/conversations/0/last/imsi', null],
        ['/conversations/0/last/number', null],
        ['/conversations/0/last/smsc', null],
        ['/conversations/0/last/timestamp', 'x'],
        ['/conversations/0/last/received_at', 'x'],
        ['/conversations/0/last/text', null],
        ['/conversations/0/last/read', 1],
        ['/conversations/0/last/archived', 1],
        ['/conversations/0/last/pdu', null],
        ['/conversations/0/last/trouble', null],
        ['/conversations/0/last/defects', null],
        ['/conversations/0/last/defects/0', null],
        ['/conversations/0/unread', -1],
        ['/next', 0.5],
      ],
    },
  );
});

describe('get_conversation', () => {
  answerRows(
    'get_conversation',
    {
      messages: [
        {
          direction: 'received',
          id: 7,
          time: MOMENT,
          text: 'hello',
          port: 3,
          imsi: '262011234567890',
          status: 'RECEIVED',
          reason: '',
          read: true,
        },
      ],
      next: {
        received: 1,
        sent: 1,
      },
    },
    {
      wrong: [
        ['/messages', null],
        ['/messages/0', null],
        ['/messages/0/direction', 'another word'],
        ['/messages/0/id', 0],
        ['/messages/0/time', 'x'],
        ['/messages/0/text', null],
        ['/messages/0/port', 0.5],
        ['/messages/0/imsi', null],
        ['/messages/0/status', 'another word'],
        ['/messages/0/reason', null],
        ['/messages/0/read', 1],
        ['/next/received', 0],
        ['/next/sent', 0],
      ],
    },
  );
});

describe('erase_number', () => {
  answerRows(
    'erase_number',
    {
      sent: 1,
      received: 1,
      reports: 1,
      calls: 1,
      events: 1,
      pushes: 1,
    },
    {
      wrong: [
        ['/sent', -1],
        ['/received', -1],
        ['/reports', -1],
        ['/calls', -1],
        ['/events', -1],
        ['/pushes', -1],
      ],
    },
  );
});
