/** Requests about the gateway itself: exports, recordings, its log, statistics, sessions and the simulator. */
import { describe } from 'node:test';
import { type Parameters, requestRows } from '../../../testing.ts';

describe('exports', () => {
  for (const name of ['export_messages', 'export_inbox', 'export_calls', 'export_events'] as const)
    describe(name, () => {
      requestRows(
        name,
        [
          ['nothing: all as CSV', {}],
          ['JSON lines', { format: 'jsonl' }],
          ['a form in other letters', { format: 'JSONL' }, { format: 'jsonl' }],
          ['a form that there is not, as the default', { format: 'xml' }, { format: 'csv' }],
          ['ports', { port: '0,31' }, { port: [0, 31] }],
        ],
        [['port 32', { port: '32' }, 'port[0]: must be a port number from 0 to 31; found 32.']],
      );
    });
  requestRows(
    'export_messages',
    [
      [
        'filters of list_messages',
        { status: 'FAILED', task_id: 3, number: '49', text: 'a' },
        { status: ['FAILED'], task_id: 3, number: '49', text: 'a' },
      ],
    ],
    [
      [
        'a state that there is not beside one',
        { status: 'FAILED,LOST' },
        'status[1]: must be one of SENDING, SENT_OK, FAILED, DELIVERED; found "LOST".',
      ],
      [
        'a time without its date',
        { time_after: '08:00:00' },
        `time_after: must be the earliest time, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone; found "08:00:00".`,
      ],
    ],
  );
  requestRows(
    'export_inbox',
    [['the archive', { archived: 'false', flag: 'unread' }, { archived: false, flag: 'unread' }]],
    [],
  );
  requestRows(
    'export_events',
    [['kinds', { kinds: 'sms,cdr' }, { kinds: ['sms', 'cdr'] }]],
    [
      [
        'another kind',
        { kinds: 'sms,x' },
        'kinds[1]: must be one of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm; found "x".',
      ],
    ],
  );
});

describe('list_events', () => {
  requestRows(
    'list_events',
    [
      ['nothing: the newest', {}],
      ['kinds of ports', { kinds: 'sms,ussd', port: '1' }, { kinds: ['sms', 'ussd'], port: [1] }],
      ['the longest page', { before: 1, limit: 500 }],
    ],
    [
      [
        'another kind',
        { kinds: 'x' },
        'kinds[0]: must be one of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm; found "x".',
      ],
      ['before 0', { before: 0 }, 'before: must be next of the page before; absent: the newest; found 0.'],
      ['a page of 501', { limit: 501 }, 'limit: must be a whole number from 1 to 500; found 501.'],
    ],
  );
});

describe('recordings', () => {
  for (const name of ['get_recording', 'delete_recording'] as const)
    describe(name, () => {
      requestRows(
        name,
        [
          ['the present one', { name: 'port-0.at' }],
          ['the one before', { name: 'port-31.at.1' }],
        ],
        [
          [
            'a path',
            { name: '../simgate.db' },
            'name: must be the name of a recording, as port-3.at; found "../simgate.db".',
          ],
          [
            'a port of three digits',
            { name: 'port-123.at' },
            'name: must be the name of a recording, as port-3.at; found "port-123.at".',
          ],
          [
            'another ending',
            { name: 'port-1.at.2' },
            'name: must be the name of a recording, as port-3.at; found "port-1.at.2".',
          ],
        ],
      );
    });
});

describe('the log', () => {
  requestRows(
    'list_log',
    [
      ['nothing', {}],
      ['errors of a port', { level: 'error', port: 31, before: 1, limit: 500 }],
    ],
    [
      [
        'another level',
        { level: 'notice' },
        'level: must be one of trace, debug, info, warn, error, fatal: that and worse; absent: all; found "notice".',
      ],
      ['port 32', { port: 32 }, 'port: must be a port number; absent: all lines; found 32.'],
      ['a page of 0', { limit: 0 }, 'limit: must be a whole number from 1 to 500; found 0.'],
    ],
  );
  requestRows(
    'stream_log',
    [['warnings', { level: 'warn' }]],
    [
      [
        'another level',
        { level: 'all' },
        'level: must be one of trace, debug, info, warn, error, fatal: that and worse; absent: all; found "all".',
      ],
    ],
  );
});

describe('get_statistics', () => {
  requestRows(
    'get_statistics',
    [
      ['nothing: the last day by minutes', {}],
      ['a port by hours', { port: 0, step: 'hour', from: '2026-01-31T00:00:00Z', to: '2026-02-01 00:00:00' }],
      ['a step that there is not, as the default', { step: 'week' }, { step: 'minute' }],
    ],
    [
      ['port 32', { port: 32 }, 'port: must be a port number from 0 to 31; absent: all together; found 32.'],
      [
        'a date alone',
        { from: '2026-01-31' },
        `from: must be the earliest time; absent: a day before to, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone; found "2026-01-31".`,
      ],
      [
        'a word',
        { to: 'now' },
        `to: must be the latest time; absent: now, as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone; found "now".`,
      ],
    ],
  );
});

describe('create_session', () => {
  requestRows(
    'create_session',
    [
      ['user and password', { user: 'admin', password: 'secret' }],
      ['a token', { token: 'sgt_0123' }],
      ['the longest', { user: 'u'.repeat(64), password: 'p'.repeat(256), token: 't'.repeat(100) }],
    ],
    [
      [
        'a user of 65 characters',
        { user: 'u'.repeat(65) },
        'user: must be a user name of at most 64 characters; found "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu….',
      ],
      [
        'a password of 257, which it does not show',
        { user: 'a', password: 'p'.repeat(257) },
        'password: must be a password of at most 256 characters.',
      ],
      [
        'a token of 101, which it does not show',
        { token: 't'.repeat(101) },
        'token: must be the token of a printed sign-in link.',
      ],
      ['a misspelt key', { username: 'admin' }, 'username: is not known here.'],
    ],
  );
});

describe('create_download_link', () => {
  requestRows(
    'create_download_link',
    [
      ['an export', { target: '/v1/export/messages?format=csv&status=FAILED' }],
      ['2000 characters', { target: `/v1/${'x'.repeat(1996)}` }],
    ],
    [
      ['no target', {}, 'target: is missing or empty.'],
      [
        'the API of the vendor',
        { target: '/api/send_sms?text=a' },
        'target: must be a path under /v1 with its query, at most 2000 characters; found "/api/send_sms?text=a".',
      ],
      [
        'another machine',
        { target: 'https://evil.example/v1/' },
        'target: must be a path under /v1 with its query, at most 2000 characters; found "https://evil.example/v1/".',
      ],
      [
        'the start alone',
        { target: '/v1/' },
        'target: must be a path under /v1 with its query, at most 2000 characters; found "/v1/".',
      ],
      [
        'a blank',
        { target: '/v1/export/messages?text=a b' },
        'target: must be a path under /v1 with its query, at most 2000 characters; found "/v1/export/messages?text=a b".',
      ],
      [
        'a line end',
        { target: '/v1/backup\r\nX: y' },
        'target: must be a path under /v1 with its query, at most 2000 characters; found "/v1/backup\\r\\nX: y".',
      ],
      [
        '2001 characters',
        { target: `/v1/${'x'.repeat(1997)}` },
        'target: must be a path under /v1 with its query, at most 2000 characters; found "/v1/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx….',
      ],
    ],
  );
});

describe('the simulator', () => {
  const letter = { from: '+88201990001', to: '+88201000001', text: 'hello' };
  requestRows(
    'get_phone',
    [['a number', { number: '+88201990001' }]],
    [
      [
        'a name',
        { number: 'Ann' },
        'number: must be a phone number of digits, * and #, with an optional leading +, at most 24 bytes; found "Ann".',
      ],
    ],
  );
  requestRows(
    'write_from_phone',
    [
      ['a message', letter],
      ['1000 characters', { ...letter, text: 'x'.repeat(1000) }],
    ],
    [
      ['no sender', { to: '1', text: 'a' }, 'from: is missing or empty.'],
      [
        'a name as recipient',
        { ...letter, to: 'Ann' },
        'to: must be a phone number of digits, * and #, with an optional leading +, at most 24 bytes; found "Ann".',
      ],
      ['no text', { from: '1', to: '2' }, 'text: is missing or empty.'],
      [
        '1001 characters',
        { ...letter, text: 'x'.repeat(1001) },
        'text: must be a text of 1 to 1000 characters, without halves of surrogate pairs; found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx….',
      ],
      [
        'half a surrogate pair',
        { ...letter, text: '\udc00' },
        'text: must be a text of 1 to 1000 characters, without halves of surrogate pairs; found "\\udc00".',
      ],
    ],
  );
});

describe('endpoints without parameters', () => {
  const nothing: Parameters = {};
  for (const name of [
    ...([
      'list_port_settings',
      'stream_live',
      'list_devices',
      'list_balances',
      'test_mail',
      'get_session',
    ] as const),
    ...([
      'delete_session',
      'list_settings',
      'list_phones',
      'get_gateway',
      'get_backup',
      'list_recordings',
    ] as const),
    ...(['openapi', 'healthz', 'readyz', 'metrics'] as const),
  ])
    requestRows(name, [[`nothing (${name})`, nothing]], []);
});
