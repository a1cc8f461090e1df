/** Requests that each endpoint under /v1 takes or refuses. Bodies are closed: a key that is not known is refused by its name. */
import { describe } from 'node:test';
import type { EndpointName } from '../../contract.ts';
import { type Parameters, type Refused, requestRows, type Taken } from '../../testing.ts';

const GREATEST = Number.MAX_SAFE_INTEGER;

/** Paths whose one parameter is the id of something. */
const idsInPaths: readonly [EndpointName, field: string, what: string, rest?: Parameters][] = [
  ['get_message', 'id', 'message'],
  ['get_call', 'call_id', 'call'],
  ['hang_up_call', 'call_id', 'call'],
  ['answer_call', 'call_id', 'call'],
  ['hold_call', 'call_id', 'call'],
  ['retrieve_call', 'call_id', 'call'],
  ['send_tones', 'call_id', 'call', { tones: '1' }],
  ['get_push_target', 'id', 'target'],
  ['change_push_target', 'id', 'target'],
  ['delete_push_target', 'id', 'target'],
  ['test_push_target', 'id', 'target'],
  ['list_waiting_pushes', 'id', 'target'],
  ['pass_over_pushes', 'id', 'target', { event_ids: [1] }],
  ['list_given_up_pushes', 'id', 'target'],
  ['list_push_attempts', 'id', 'target'],
  ['resend_pushes', 'id', 'target'],
  ['delete_token', 'id', 'token'],
];

describe('an id in the path', () => {
  for (const [name, field, what, rest = {}] of idsInPaths)
    describe(name, () => {
      const wanted = `${field}: must be the id of a ${what}, a whole number from 1`;
      requestRows(
        name,
        [
          ['the first', { [field]: 1, ...rest }],
          ['the greatest', { [field]: GREATEST, ...rest }],
        ],
        [
          ['0', { [field]: 0, ...rest }, `${wanted}; found 0.`],
          ['a word', { [field]: 'x', ...rest }, `${wanted}; found "x".`],
          ['a fraction', { [field]: '1.5', ...rest }, `${wanted}; found "1.5".`],
          [
            'one beyond 2^53-1',
            { [field]: '9007199254740993', ...rest },
            `${wanted}; found 9007199254740992.`,
          ],
        ],
      );
    });
});

/** Lists that are read in pages. */
const lists: readonly [EndpointName, from: 'before' | 'after', rest?: Parameters][] = [
  ['list_messages', 'before'],
  ['list_inbox', 'before'],
  ['list_ussd', 'before'],
  ['list_calls', 'before'],
  ['list_audit', 'before'],
  ['list_push_attempts', 'before', { id: 1 }],
  ['list_held_messages', 'after'],
  ['list_waiting_pushes', 'after', { id: 1 }],
  ['list_given_up_pushes', 'after', { id: 1 }],
];

describe('pages', () => {
  for (const [name, from, rest = {}] of lists)
    describe(name, () => {
      const least = from === 'before' ? 1 : 0;
      const first = from === 'before' ? 'the newest' : 'the first page';
      const wrongFrom = `${from}: must be next of the page before; absent: ${first}`;
      requestRows(
        name,
        [
          ['nothing: the first page', rest],
          ['the shortest page', { ...rest, limit: 1 }],
          ['the longest page', { ...rest, limit: 500, [from]: least }],
          ['the greatest id', { ...rest, [from]: GREATEST }],
        ],
        [
          ['no page', { ...rest, limit: 0 }, 'limit: must be a whole number from 1 to 500; found 0.'],
          [
            'a longer page',
            { ...rest, limit: 501 },
            'limit: must be a whole number from 1 to 500; found 501.',
          ],
          ['a word', { ...rest, limit: 'all' }, 'limit: must be a whole number from 1 to 500; found "all".'],
          [`${from} below ${least}`, { ...rest, [from]: least - 1 }, `${wrongFrom}; found ${least - 1}.`],
        ],
      );
    });
});

const MOMENT = "as YYYY-MM-DDTHH:MM:SSZ (or with an offset), or YYYY-MM-DD HH:MM:SS in the gateway's zone";

/** Filters that the lists of sent and of received messages share. */
const searches: readonly Taken[] = [
  ['a part of a number', { number: '100' }],
  ['a number of 64 characters', { number: '1'.repeat(64) }],
  ['a part of a text', { text: 'a, b; c=d' }],
  ['a text of 256 characters', { text: 'x'.repeat(256) }],
  ['ports', { port: '0,31' }, { port: [0, 31] }],
  ['an empty filter, as absent', { number: '', text: '', port: '' }, {}],
  ['a moment in UTC', { time_after: '2026-01-02T03:04:05Z' }],
  ['a moment with an offset', { time_after: '2026-01-02T03:04:05.123456789+05:30' }],
  ['a moment in the zone of the gateway', { time_before: '2026/1/2 3:04:05' }],
];
const wrongSearches: readonly Refused[] = [
  [
    'a number of 65 characters',
    { number: '1'.repeat(65) },
    `number: must be a part of a number, or of a sender’s name; found "${'1'.repeat(39)}….`,
  ],
  [
    'a text of 257 characters',
    { text: 'x'.repeat(257) },
    `text: must be a part of the text; found "${'x'.repeat(39)}….`,
  ],
  ['port 32', { port: '1,32' }, 'port[1]: must be a port number from 0 to 31; found 32.'],
  [
    'a moment of ten decimals',
    { time_after: '2026-01-02T03:04:05.1234567890Z' },
    `time_after: must be the earliest time, ${MOMENT}; found "2026-01-02T03:04:05.1234567890Z".`,
  ],
  ['a word', { time_before: 'now' }, `time_before: must be the latest time, ${MOMENT}; found "now".`],
];

describe('list_messages', () => {
  requestRows(
    'list_messages',
    [
      ...searches,
      ['states in any letters', { status: 'failed,DELIVERED' }, { status: ['FAILED', 'DELIVERED'] }],
      ['a task', { task_id: 0 }],
      ['a user_id, which is text here', { user_id: '12' }],
    ],
    [
      ...wrongSearches,
      ['a negative task', { task_id: -1 }, 'task_id: must be a task_id; found -1.'],
      [
        'another state',
        { status: 'LOST' },
        'status[0]: must be one of SENDING, SENT_OK, FAILED, DELIVERED; found "LOST".',
      ],
      [
        'a user_id of 17 characters',
        { user_id: '1'.repeat(17) },
        'user_id: must be a user_id; found "11111111111111111".',
      ],
    ],
  );
});

describe('list_inbox', () => {
  requestRows(
    'list_inbox',
    [
      ...searches,
      ['a flag', { flag: 'undecodable' }],
      ['a flag in other letters', { flag: 'Defective' }, { flag: 'defective' }],
      ['an unknown flag, as the default', { flag: 'new' }, { flag: 'all' }],
    ],
    wrongSearches,
  );
});

describe('held messages', () => {
  for (const name of ['release_held_messages', 'stop_held_messages'] as const)
    requestRows(
      name,
      [
        [`nothing: all (${name})`, {}],
        [`some (${name})`, { ids: [1, GREATEST] }],
        [`1000 (${name})`, { ids: Array(1000).fill(1) }],
      ],
      [
        [
          `1001 (${name})`,
          { ids: Array(1001).fill(1) },
          'ids: must be a list of at most 1000 ids of messages; absent: all that are held; found a list of 1001.',
        ],
      ],
    );
});

describe('stream_events', () => {
  requestRows(
    'stream_events',
    [
      ['nothing: every kind from now on', {}],
      ['kinds', { kinds: 'sms,ussd' }, { kinds: ['sms', 'ussd'] }],
      ['from the first event', { after: 0 }],
    ],
    [
      [
        'a negative id',
        { after: -1 },
        'after: must be an event id from 0; only later events are streamed; found -1.',
      ],
    ],
  );
});

describe('erase_number', () => {
  requestRows(
    'erase_number',
    [
      ['a number with its plus', { number: '+4915' }],
      ['a name', { number: 'Vodafone DE/2' }],
      ['64 characters', { number: '1'.repeat(64) }],
    ],
    [
      [
        '65 characters',
        { number: 'x'.repeat(65) },
        `number: must be a number or a sender’s name, as it is stored; a leading + does not matter; found "${'x'.repeat(39)}….`,
      ],
      ['nothing', { number: '' }, 'number: is missing or empty.'],
    ],
  );
});

describe('USSD', () => {
  const wanted = 'port: must be a list of 1 to 32 ports from 0 to 31';
  requestRows(
    'create_ussd',
    [['a code', { port: [0, 31], text: '*100#' }]],
    [
      ['no text', { port: [1] }, 'text: is missing or empty.'],
      ['no port', { text: '*100#' }, 'port: is missing or empty.'],
      ['an empty list', { port: [], text: '*100#' }, `${wanted}; found a list of 0.`],
      ['one port that is no list', { port: 1, text: '*100#' }, `${wanted}; found 1.`],
      ['33 ports', { port: Array(33).fill(1), text: '*100#' }, `${wanted}; found a list of 33.`],
      ['a misspelt key', { port: [1], text: 'x', txt: 'y' }, 'txt: is not known here.'],
      [
        'half a surrogate pair',
        { port: [1], text: '\ud83d' },
        'text: must be a text of at most 182 characters of the default alphabet, else of 80 UCS-2 ones, without halves of surrogate pairs; found "\\ud83d".',
      ],
    ],
  );
  requestRows(
    'cancel_ussd',
    [['ports', { port: [0, 1] }]],
    [['a text', { port: [1], text: '1' }, 'text: is not known here.']],
  );
  requestRows(
    'list_ussd',
    [
      [
        'states of a request',
        { state: 'done,failed', request_id: 1 },
        { state: ['done', 'failed'], request_id: 1 },
      ],
    ],
    [['request 0', { request_id: 0 }, 'request_id: must be a request_id, from 1; found 0.']],
  );
});

describe('calls', () => {
  const tones = 'tones: must be 1 to 64 of 0-9, *, #, A-D, and a comma for a pause of 2 s';
  requestRows(
    'dial_call',
    [
      ['a number: the first free port', { number: '+4915' }],
      ['a number on a port', { number: '*100#', port: 0 }],
    ],
    [
      ['no number', {}, 'number: is missing or empty.'],
      [
        'port 32',
        { number: '1', port: 32 },
        'port: must be a port number; absent: the first that is free; found 32.',
      ],
      [
        'a port as text',
        { number: '1', port: '1' },
        'port: must be a port number; absent: the first that is free; found "1".',
      ],
    ],
  );
  requestRows(
    'list_calls',
    [
      ['those that go on', { ongoing: true }],
      ['those that ended', { ongoing: '0' }, { ongoing: false }],
    ],
    [
      [
        'a word',
        { ongoing: 'maybe' },
        'ongoing: must be true for calls that go on, false for ended ones; absent: both; found "maybe".',
      ],
    ],
  );
  requestRows(
    'send_tones',
    [
      ['every tone', { call_id: 1, tones: '0123456789*#ABCD,' }],
      ['64 tones', { call_id: 1, tones: '1'.repeat(64) }],
    ],
    [
      ['no tone', { call_id: 1, tones: '' }, `${tones}; found "".`],
      ['65 tones', { call_id: 1, tones: '1'.repeat(65) }, `${tones}; found "${'1'.repeat(39)}….`],
      ['another letter', { call_id: 1, tones: '1E' }, `${tones}; found "1E".`],
      ['a small letter', { call_id: 1, tones: '1a' }, `${tones}; found "1a".`],
    ],
  );
});

describe('ports', () => {
  requestRows(
    'get_port',
    [
      ['the first', { port: 0 }],
      ['the last', { port: 31 }],
    ],
    [['port 32', { port: 32 }, 'port: must be a port number from 0 to 31; found 32.']],
  );
  requestRows(
    'act_on_ports',
    [['one port alone', { ports: [3], action: 'reset' }]],
    [
      [
        'no port',
        { ports: [], action: 'reset' },
        'ports: must be a list of 1 to 32 different port numbers; found a list of 0.',
      ],
      [
        'a port twice',
        { ports: [1, 1], action: 'reset' },
        'ports: must be a list of 1 to 32 different port numbers; found a list of 2.',
      ],
    ],
  );
  requestRows(
    'act_on_port',
    [
      ['an action', { port: 0, action: 'record', param: 'on' }],
      ['a slot as a number', { port: 31, action: 'slot', param: 3 }],
    ],
    [
      ['no action', { port: 1 }, 'action: is missing or empty.'],
      ['a misspelt key', { port: 1, action: 'reset', parm: 'x' }, 'parm: is not known here.'],
    ],
  );
  requestRows(
    'list_alarms',
    [
      ['nothing', {}],
      ['those that last', { open: true, before: 9, limit: 500 }],
    ],
    [['a limit of 501', { limit: 501 }, 'limit: must be a whole number from 1 to 500; found 501.']],
  );
  requestRows(
    'acknowledge_alarm',
    [['an id', { id: 1 }]],
    [['id 0', { id: 0 }, 'id: must be the id of a alarm, a whole number from 1; found 0.']],
  );
  requestRows(
    'ask_balance',
    [['a port', { port: 31 }]],
    [['port 32', { port: 32 }, 'port: must be a port number from 0 to 31; found 32.']],
  );
});

describe('push targets', () => {
  const plain = { name: 'crm', url: 'https://crm.example/in' };
  const secret = `whsec_${'A'.repeat(32)}`;
  const wantedName =
    'name: must be a name of 1 to 64 letters, digits, blanks and ._-, unlike that of any other target';
  requestRows(
    'create_push_target',
    [
      ['name and address', plain],
      ['a name of 64 characters', { ...plain, name: 'x'.repeat(64) }],
      [
        'every field',
        { ...plain, kinds: ['sms'], authentication: 'digest', user: 'u', password: 'p', secret },
      ],
      ['switches', { ...plain, check_certificate: false, extra_keys: true, enabled: false }],
      ['a password of 256 characters', { ...plain, password: 'p'.repeat(256) }],
    ],
    [
      ['no name', { url: plain.url }, 'name: is missing or empty.'],
      ['no address', { name: 'crm' }, 'url: is missing or empty.'],
      ['a misspelt key', { ...plain, pasword: 'p' }, 'pasword: is not known here.'],
      [
        'a switch as text',
        { ...plain, enabled: 'yes' },
        'enabled: must be true or false: a target that is not enabled keeps its queue; found "yes".',
      ],
      [
        'a name of 65 characters',
        { ...plain, name: 'x'.repeat(65) },
        `${wantedName}; found "${'x'.repeat(39)}….`,
      ],
      [
        'a password of 257, which it does not show',
        { ...plain, password: 'p'.repeat(257) },
        'password: must be the password of that user.',
      ],
      [
        'a short secret, which it does not show',
        { ...plain, secret: 'whsec_AAAA' },
        'secret: must be whsec_ and 24 to 64 bytes in base64: pushes are signed with it; "" for no signature.',
      ],
    ],
  );
  requestRows(
    'change_push_target',
    [
      ['one field', { id: 1, enabled: false }],
      ['a secret taken away', { id: 1, secret: '' }],
    ],
    [
      [
        'an empty list of kinds',
        { id: 1, kinds: [] },
        'kinds: must be a list of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm; found a list of 0.',
      ],
    ],
  );
  requestRows(
    'pass_over_pushes',
    [['1000 events', { id: 1, event_ids: Array(1000).fill(1) }]],
    [
      [
        '1001',
        { id: 1, event_ids: Array(1001).fill(1) },
        'event_ids: must be a list of 1 to 1000 ids of events; found a list of 1001.',
      ],
      [
        'none',
        { id: 1, event_ids: [] },
        'event_ids: must be a list of 1 to 1000 ids of events; found a list of 0.',
      ],
      ['no list', { id: 1 }, 'event_ids: is missing or empty.'],
    ],
  );
  requestRows(
    'list_push_attempts',
    [
      [
        'failed ones of an event',
        { id: 1, failed: 'true', event_id: 9 },
        { id: 1, failed: true, event_id: 9 },
      ],
    ],
    [
      [
        'event 0',
        { id: 1, event_id: 0 },
        'event_id: must be the id of an event: only its attempts; found 0.',
      ],
    ],
  );
  requestRows(
    'resend_pushes',
    [
      ['events', { id: 1, event_ids: [7] }],
      ['a time', { id: 1, time_after: '2026-01-02 03:04:05', time_before: '2026-01-03T03:04:05Z' }],
    ],
    [],
  );
  requestRows(
    'test_push_target',
    [['a kind', { id: 1, kind: 'ussd' }]],
    [
      [
        'another',
        { id: 1, kind: 'x' },
        'kind: must be one of sms, sms_result, sms_deliver_status, ussd, register, missed_call, cdr, device, exception_info, alarm; absent: the first it wants; found "x".',
      ],
    ],
  );
});

describe('settings', () => {
  const least = 'must be a number of seconds, 1 or more';
  requestRows(
    'change_settings',
    [
      ['nothing', {}],
      ['a log level', { logLevel: 'trace' }],
      ['the bounds of sms', { sms: { validity: 5, attempts: 1, retryDelay: 0, waitingAge: 1 } }],
      ['the other bounds', { sms: { validity: 635040, attempts: 100, queueLimit: 0 } }],
      ['every TP-ST', { sms: { deliveredStatuses: Array.from({ length: 32 }, (_, status) => status) } }],
      ['retention', { retention: { sent: 0, received: 0.5, events: 1, maximumRows: 0 } }],
      ['50 names to reset', { reset: Array(50).fill('sms.queueLimit') }],
    ],
    [
      [
        'a log level of another program',
        { logLevel: 'fatal' },
        'logLevel: must be one of trace, debug, info, warn, error; found "fatal".',
      ],
      [
        'a validity of 4 minutes',
        { sms: { validity: 4 } },
        'sms.validity: must be a number of minutes from 5 to 635040; found 4.',
      ],
      [
        'a validity over 63 weeks',
        { sms: { validity: 635041 } },
        'sms.validity: must be a number of minutes from 5 to 635040; found 635041.',
      ],
      [
        'no attempt',
        { sms: { attempts: 0 } },
        'sms.attempts: must be a whole number from 1 to 100; found 0.',
      ],
      [
        '101 attempts',
        { sms: { attempts: 101 } },
        'sms.attempts: must be a whole number from 1 to 100; found 101.',
      ],
      [
        'a negative delay',
        { sms: { retryDelay: -1 } },
        'sms.retryDelay: must be a number of seconds, 0 or more; found -1.',
      ],
      ['half a second', { sms: { inDoubtAge: 0.5 } }, `sms.inDoubtAge: ${least}; found 0.5.`],
      [
        'a list of another type',
        { sms: { deliveredStatuses: 0 } },
        'sms.deliveredStatuses: must be a list of TP-ST values from 0 to 31; found 0.',
      ],
      [
        'half a row',
        { retention: { maximumRows: 0.5 } },
        'retention.maximumRows: must be a whole number; 0 is no limit; found 0.5.',
      ],
      [
        'a negative number of days',
        { retention: { sent: -1 } },
        'retention.sent: must be a number of days, an hour (0.042) or more; 0 keeps for ever; found -1.',
      ],
      ['a misspelt setting', { sms: { queuelimit: 1 } }, 'sms.queuelimit: is not known here.'],
      ['a setting of the file alone', { database: 'x' }, 'database: is not known here.'],
      [
        '51 names',
        { reset: Array(51).fill('x') },
        'reset: must be a list of names such as sms.queueLimit; found a list of 51.',
      ],
    ],
  );
});

describe('users', () => {
  const wantedName = 'name: must be a user name of 1 to 64 characters without " : and \\';
  const wantedPassword =
    'must be a password of 1 to 256 characters; fewer than 8 only where the settings allow it.';
  const password = '12345678';
  requestRows(
    'create_user',
    [
      ['a short password, for the settings to judge', { name: 'a', password: '1' }],
      ['the longest', { name: 'a', password: 'p'.repeat(256) }],
      ['a name of 64 characters', { name: 'é'.repeat(64), password }],
      ['a role', { name: 'a', password, role: 'viewer' }],
    ],
    [
      [
        '257 characters, which it does not show',
        { name: 'a', password: 'p'.repeat(257) },
        `password: ${wantedPassword}`,
      ],
      ['no password', { name: 'a' }, 'password: is missing or empty.'],
      ['no name', { password }, 'name: is missing or empty.'],
      [
        'a name of 65 characters',
        { name: 'x'.repeat(65), password },
        `${wantedName}; found "${'x'.repeat(39)}….`,
      ],
      ...[':', '"', '\\', '\n'].map(
        (mark): Refused => [
          `${JSON.stringify(mark)} in a name`,
          { name: `a${mark}b`, password },
          `${wantedName}; found ${JSON.stringify(`a${mark}b`)}.`,
        ],
      ),
      [
        'a role that is none',
        { name: 'a', password, role: 'x' },
        'role: must be one of admin, operator, sender, viewer; found "x".',
      ],
      [
        'a key of another endpoint',
        { name: 'a', password, old_password: 'x' },
        'old_password: is not known here.',
      ],
    ],
  );
  requestRows(
    'change_user',
    [
      ['the name stands in the path', { name: 'ünal/2', password }],
      ['a role alone', { name: 'a', role: 'sender' }],
      ['the old password', { name: 'a', password, old_password: 'x' }],
    ],
    [['257 characters', { name: 'a', password: 'p'.repeat(257) }, `password: ${wantedPassword}`]],
  );
  for (const name of ['delete_user', 'get_user'] as const)
    requestRows(
      name,
      [[`a name (${name})`, { name: 'a b' }]],
      [[`a colon (${name})`, { name: 'a:b' }, `${wantedName}; found "a:b".`]],
    );
});

describe('tokens', () => {
  const good = { name: 'shop', role: 'sender', expires_at: '2030-01-01T00:00:00Z' };
  requestRows(
    'create_token',
    [
      ['UTC', good],
      ['an offset', { ...good, expires_at: '2030-01-01T00:00:00+02:00' }],
    ],
    [
      ['no role', { ...good, role: undefined }, 'role: is missing or empty.'],
      [
        'a time without its zone',
        { ...good, expires_at: '2030-01-01T00:00:00' },
        'expires_at: must be a time in the future, as YYYY-MM-DDTHH:MM:SSZ; found "2030-01-01T00:00:00".',
      ],
    ],
  );
});

describe('endpoints without parameters', () => {
  for (const name of [
    'list_ports',
    'list_push_targets',
    'get_settings',
    'list_users',
    'list_tokens',
  ] as const)
    requestRows(name, [[`nothing (${name})`, {}]], []);
});
