/** Requests and answers about ports of gateways, and what is passed through to a gateway. */
import { describe } from 'node:test';
import { answerRows, requestRows, SOME_ID } from '../testing.ts';
import { serverPortActions } from './ports.ts';

const place = { id: SOME_ID, port: 0 };

describe('the place of a port', () => {
  for (const name of ['get_ussd', 'get_toolkit'] as const)
    describe(name, () => {
      requestRows(
        name,
        [
          ['the first port', place],
          ['the last port', { ...place, port: 31 }],
        ],
        [
          ['port 32', { ...place, port: 32 }, 'port: must be a port number from 0 to 31; found 32.'],
          [
            'a word as port',
            { ...place, port: 'one' },
            'port: must be a port number from 0 to 31; found "one".',
          ],
          [
            'a gateway that is no id',
            { ...place, id: 'box' },
            'id: must be the id of a gateway; found "box".',
          ],
        ],
      );
    });
});

describe('change_port', () => {
  requestRows(
    'change_port',
    [['a decision', { ...place, enabled: false }]],
    [
      ['no decision', place, 'enabled: is missing or empty.'],
      [
        'a decision as text',
        { ...place, enabled: 'off' },
        'enabled: must be true or false: whether it may send; found "off".',
      ],
      [
        'a limit, which belongs to the SIM',
        { ...place, enabled: true, limits: {} },
        'limits: is not known here.',
      ],
    ],
  );
});

describe('act_on_port', () => {
  requestRows(
    'act_on_port',
    [
      ...serverPortActions.map(action => [action, { ...place, action }] as const),
      ['a PIN', { ...place, action: 'unlock', param: '1234' }],
      ['a number for calls', { ...place, action: 'CallForward', param: 'Busy', number: '+4915112345' }],
      ['a parameter of 64 characters', { ...place, action: 'number', param: '1'.repeat(64) }],
    ],
    [
      ['no action', place, 'action: is missing or empty.'],
      [
        'the change of an IMEI, which is an offence in many countries',
        { ...place, action: 'imei' },
        'action: must be one of slot, reset, power, number, lock, unlock, block, unblock, CallForward, CheckCallForward; found "imei".',
      ],
      [
        'a parameter of 65, which it does not show',
        { ...place, action: 'unlock', param: '1'.repeat(65) },
        'param: must be as in set_port_info.',
      ],
      [
        'a number that is none',
        { ...place, action: 'CallForward', number: 'abc' },
        'number: must be for CallForward the phone number calls go to; found "abc".',
      ],
    ],
  );
});

describe('send_ussd', () => {
  requestRows(
    'send_ussd',
    [
      ['a code', { ...place, text: '*100#' }],
      ['the end of the session', { ...place, command: 'cancel' }],
      ['60 bytes', { ...place, text: 'é'.repeat(30) }],
    ],
    [
      [
        'an empty text',
        { ...place, text: '' },
        'text: must be a text of at most 60 bytes of UTF-8, without halves of surrogate pairs; found "".',
      ],
      ['another command', { ...place, command: 'stop' }, 'command: must be send or cancel; found "stop".'],
      [
        'half a surrogate pair',
        { ...place, text: '\ud83d' },
        'text: must be a text of at most 60 bytes of UTF-8, without halves of surrogate pairs; found "\\ud83d".',
      ],
      [
        '61 bytes',
        { ...place, text: `${'é'.repeat(30)}a` },
        'text: has 61 bytes of UTF-8; at most 60 are allowed.',
        413,
      ],
    ],
  );
});

describe('list_calls', () => {
  requestRows(
    'list_calls',
    [
      ['every port', { id: SOME_ID }],
      [
        'a port from a time on',
        { ...place, time_after: '2026-01-31 08:00:00', time_before: '2026-02-01 00:00:00' },
      ],
    ],
    [
      [
        'a time with a T',
        { id: SOME_ID, time_after: '2026-01-31T08:00:00' },
        'time_after: must be the earliest begin by the clock of the gateway, as YYYY-MM-DD HH:MM:SS; found "2026-01-31T08:00:00".',
      ],
      [
        'a time without seconds',
        { id: SOME_ID, time_before: '2026-01-31 08:00' },
        'time_before: must be the latest begin by the clock of the gateway, as YYYY-MM-DD HH:MM:SS; found "2026-01-31 08:00".',
      ],
    ],
  );
});

describe('enter_toolkit', () => {
  requestRows(
    'enter_toolkit',
    [
      ['an item', { ...place, item: 255 }],
      ['a text of 255 characters', { ...place, text: '1'.repeat(255) }],
      ['an action', { ...place, action: 'home' }],
    ],
    [
      ['item 256', { ...place, item: 256 }, 'item: must be an id of the view; found 256.'],
      [
        '256 characters, which it does not show',
        { ...place, text: '1'.repeat(256) },
        'text: must be a text of at most 255 characters, without halves of surrogate pairs.',
      ],
      [
        'another action',
        { ...place, action: 'back' },
        'action: must be one of ok, cancel and home; found "back".',
      ],
    ],
  );
});

const call = {
  port: 2,
  start_date: '2026-01-31 08:00:00',
  answer_date: '',
  duration: 0,
  source_number: '+4915112345',
  destination_number: '100',
  direction: 'gsm->ip',
  ip: '',
  codec: '',
  hangup: 'calling',
  gsm_code: 16,
  bcch: '',
};

const view = {
  title: 'Services',
  text: '',
  items: [{ id: 1, text: 'Balance' }],
  input_type: 1,
  frame_id: 7,
};

describe('answers of ports', () => {
  for (const name of ['change_port', 'act_on_port', 'send_ussd'] as const) answerRows(name, {});
  answerRows('get_ussd', { text: 'Your balance is 5.00' }, { wrong: [['/text', null]] });
  answerRows(
    'list_calls',
    { calls: [call] },
    {
      wrong: [
        ['/calls/0/port', -1],
        ['/calls/0/duration', -1],
        ['/calls/0/gsm_code', '16'],
        ['/calls/0/bcch', 7],
      ],
    },
  );
  for (const name of ['get_toolkit', 'enter_toolkit'] as const)
    answerRows(name, view, {
      wrong: [
        ['/items/0/id', '1'],
        ['/input_type', -1],
        ['/frame_id', -1],
        ['/title', null],
      ],
    });
});
