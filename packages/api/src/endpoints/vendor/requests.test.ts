/** Requests that each endpoint of the vendor's document takes or refuses. A refusal names the field, the wanted form and the value found. */
import { describe } from 'node:test';
import { type Refused, requestRows, type Taken } from '../../testing.ts';

const noPort: Refused = ['no port', {}, 'port: is missing or empty.'];
const port32: Refused = ['port 32', { port: 32 }, 'port: must be a port number from 0 to 31; found 32.'];
const portOfList: Refused = [
  'port 32 in a list',
  { port: '0,32' },
  'port[1]: must be a port number from 0 to 31; found 32.',
];
const times: readonly Taken[] = [
  ['a time', { time_after: '2014-12-12 19:29:19' }],
  [
    'a time with slashes, and one with a T',
    { time_after: '2014/2/1 9:29:19', time_before: '2014-12-12T19:29:19' },
  ],
];
const wrongTimes: readonly Refused[] = [
  [
    'a date alone',
    { time_after: '2014-12-12' },
    'time_after: must be the earliest time, as YYYY-MM-DD HH:MM:SS; found "2014-12-12".',
  ],
  [
    'a time before the date',
    { time_before: '19:29:19 2014-12-12' },
    'time_before: must be the latest time, as YYYY-MM-DD HH:MM:SS; found "19:29:19 2014-12-12".',
  ],
];

describe('query_sms_deliver_status', () => {
  requestRows(
    'query_sms_deliver_status',
    [
      ['nothing', {}],
      ['numbers and ports', { number: ['10086', '+49151'], port: [0, 31] }],
      ['one number that is no list', { number: '10086' }, { number: ['10086'] }],
      ['ports as text', { port: '1,2' }, { port: [1, 2] }],
      ...times,
    ],
    [
      ...wrongTimes,
      [
        '33 numbers',
        { number: Array(33).fill('1') },
        'number: must be a list of at most 32 phone numbers; a leading + does not matter; found a list of 33.',
        413,
      ],
    ],
  );
});

describe('query_sms_in_queue', () => {
  requestRows(
    'query_sms_in_queue',
    [
      ['nothing', {}],
      ['parameters of other endpoints, which it ignores', { port: 1, any: 'x' }, {}],
    ],
    [],
  );
});

describe('query_incoming_sms', () => {
  requestRows(
    'query_incoming_sms',
    [
      ['nothing: unread ones', {}],
      ['a flag in other letters', { flag: 'ALL' }, { flag: 'all' }],
      ['an unknown flag, as the default', { flag: 'new' }, { flag: 'unread' }],
      ['the id behind which to go on', { incoming_sms_id: 0 }],
      ['the greatest id', { incoming_sms_id: Number.MAX_SAFE_INTEGER }],
      ['an empty id, as absent', { incoming_sms_id: '' }, {}],
      ['ports', { port: '0,1' }, { port: [0, 1] }],
    ],
    [
      portOfList,
      [
        'a negative id',
        { incoming_sms_id: -1 },
        'incoming_sms_id: must be a whole number from 0; only messages with a greater id are listed; found -1.',
      ],
    ],
  );
});

describe('send_ussd', () => {
  requestRows(
    'send_ussd',
    [
      ['a code', { port: [1, 2], text: '*125#' }],
      ['one port that is no list', { port: 1, text: '*125#' }, { port: [1], text: '*125#' }],
      ['cancel without text', { port: [0], command: 'cancel' }],
      ['the command in other letters', { port: [0], command: 'Cancel' }, { port: [0], command: 'cancel' }],
    ],
    [noPort, ['an empty list', { port: [] }, 'port: is missing or empty.']],
  );
});

describe('query_ussd_reply', () => {
  requestRows('query_ussd_reply', [['ports', { port: '1,2,3' }, { port: [1, 2, 3] }]], [noPort, portOfList]);
});

describe('stop_sms', () => {
  requestRows(
    'stop_sms',
    [
      ['the first task', { task_id: 0 }],
      ['blanks around', { task_id: ' 7 ' }, { task_id: 7 }],
      ['a plus', { task_id: '+7' }, { task_id: 7 }],
      ['the greatest', { task_id: Number.MAX_SAFE_INTEGER }],
    ],
    [
      ['nothing', {}, 'task_id: is missing or empty.'],
      ['an empty one', { task_id: '' }, 'task_id: is missing or empty.'],
    ],
  );
});

describe('get_port_info', () => {
  requestRows(
    'get_port_info',
    [
      ['names', { info_type: 'imei,reg' }, { info_type: ['imei', 'reg'] }],
      ['a name twice', { info_type: 'imei,imei' }, { info_type: ['imei', 'imei'] }],
      ['unknown names beside a known one', { info_type: 'port,imei,x' }, { info_type: ['imei'] }],
      ['ports', { info_type: 'reg', port: '0,31' }, { info_type: ['reg'], port: [0, 31] }],
    ],
    [['no names', { port: 1 }, 'info_type: is missing or empty.']],
  );
});

describe('set_port_info', () => {
  requestRows(
    'set_port_info',
    [
      ['an action', { port: 1, action: 'reset' }],
      ['an action in other letters', { port: 1, action: 'callforward' }, { port: 1, action: 'CallForward' }],
      ['a slot', { port: 1, action: 'slot', param: 3 }, { port: 1, action: 'slot', param: '3' }],
      ['a PIN with a zero in front', { port: 0, action: 'unlock', param: '0123' }],
      ['a number', { port: 31, action: 'CallForward', param: 'Busy', number: '+4915' }],
    ],
    [
      ['no port', { action: 'reset' }, 'port: is missing or empty.'],
      ['no action', { port: 1 }, 'action: is missing or empty.'],
      ['port 32', { port: 32, action: 'reset' }, 'port: must be a port number from 0 to 31; found 32.'],
      ['port -1', { port: -1, action: 'reset' }, 'port: must be a port number from 0 to 31; found -1.'],
      [
        'a number with letters',
        { port: 1, action: 'CallForward', number: '12x' },
        'number: must be for CallForward the phone number calls go to; found "12x".',
      ],
    ],
  );
});

describe('get_cdr', () => {
  requestRows('get_cdr', [['nothing', {}], ['ports', { port: [2, 3] }], ...times], [...wrongTimes]);
});

describe('get_status', () => {
  requestRows(
    'get_status',
    [
      ['nothing', {}],
      ['the one kind', { type: ['performance'] }],
      ['the one kind as text', { type: 'performance' }, { type: ['performance'] }],
    ],
    [],
  );
});

describe('get_stk_view', () => {
  requestRows('get_stk_view', [['a port', { port: 0 }]], [noPort, port32]);
});

describe('get_stk_curr_frame_index', () => {
  requestRows('get_stk_curr_frame_index', [['a port', { port: 31 }]], [noPort, port32]);
});

describe('stk_go', () => {
  requestRows(
    'stk_go',
    [
      ['an item', { port: 7, item: 1 }],
      ['the last item', { port: 7, item: 255 }],
      ['a text', { port: 7, param: '1234' }],
      ['the document’s spelling of cancel', { port: 7, action: 'cancle' }],
      ['the right one', { port: 7, action: 'cancel' }],
    ],
    [noPort, port32],
  );
});

describe('send_sms', () => {
  const param = [{ number: '+4915112345' }];
  const hello = { text: 'hello', param, encoding: 'unicode', priority: 'normal' };
  requestRows(
    'send_sms',
    [
      ['a text to a number', hello],
      [
        'values, a user_id and ports',
        { ...hello, param: [{ number: '1', text_param: ['a, b'], user_id: 7, port: [1] }] },
      ],
      ['a user_id as text, with its digits', { ...hello, param: [{ number: '1', user_id: '007' }] }],
      ['a user_id of null', { ...hello, param: [{ number: '1', user_id: null }] }],
      ['128 recipients', { ...hello, param: Array(128).fill({ number: '1' }) }],
      ['a priority of ours', { ...hello, priority: 'urgent' }],
      [
        'an encoding in other letters',
        { ...hello, encoding: 'GSM-7BIT' },
        { ...hello, encoding: 'gsm-7bit' },
      ],
      [
        'an unknown encoding, as the default',
        { ...hello, encoding: 'utf-8' },
        { ...hello, encoding: 'unicode' },
      ],
    ],
    [
      ['no text', { param }, 'text: is missing or empty.'],
      ['no recipients', { text: 'a' }, 'param: is missing or empty.'],
      [
        '129 recipients',
        { ...hello, param: Array(129).fill({ number: '1' }) },
        'param: must be a list of 1 to 128 recipients; found a list of 129.',
        413,
      ],
      [
        'a recipient without a number',
        { ...hello, param: [{ user_id: 1 }] },
        'param[0].number: is missing or empty.',
      ],
      [
        'a name as number',
        { ...hello, param: [{ number: 'Ann' }] },
        'param[0].number: must be a phone number of digits, * and #, with an optional leading +, at most 24 bytes; found "Ann".',
      ],
      [
        'a user_id that is no number',
        { ...hello, param: [{ number: '1', user_id: 'a' }] },
        'param[0].user_id: must be a whole number from 0 to 9007199254740991, the same as text, or null; found "a".',
      ],
      [
        'port 32 of a recipient',
        { ...hello, param: [{ number: '1', port: [32] }] },
        'param[0].port[0]: must be a port number from 0 to 31; found 32.',
      ],
      [
        '1501 bytes',
        { ...hello, text: `${'€'.repeat(500)}a` },
        'text: has 1501 bytes of UTF-8; at most 1500 are allowed.',
        413,
      ],
    ],
  );
});

describe('query_sms_result', () => {
  requestRows(
    'query_sms_result',
    [
      ['nothing', {}],
      ['numbers, ports and user_ids', { number: ['10086'], port: [1], user_id: [1, '2'] }],
      ['one user_id that is no list', { user_id: 5 }, { user_id: [5] }],
      ...times,
    ],
    [
      ...wrongTimes,
      [
        '33 numbers',
        { number: Array(33).fill('1') },
        'number: must be a list of at most 32 phone numbers; a leading + does not matter; found a list of 33.',
        413,
      ],
      [
        'a user_id that is no number',
        { user_id: ['a'] },
        'user_id[0]: must be a whole number from 0 to 9007199254740991, the same as text, or null; found "a".',
      ],
      ['port 32', { port: [32] }, 'port[0]: must be a port number from 0 to 31; found 32.'],
    ],
  );
});
