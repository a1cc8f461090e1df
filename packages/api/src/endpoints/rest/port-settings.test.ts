/** Requests that set up ports, look for devices, and open the SIM toolkit. */
import { describe } from 'node:test';
import { requestRows } from '../../testing.ts';

const PORT = 0;

describe('the place of a port', () => {
  for (const name of ['reset_port', 'remove_port', 'get_toolkit', 'stream_conversation'] as const)
    describe(name, () => {
      requestRows(
        name,
        [
          ['the first', { port: 0 }],
          ['the last', { port: 31 }],
        ],
        [
          ['port 32', { port: 32 }, 'port: must be a port number from 0 to 31; found 32.'],
          ['a word', { port: 'one' }, 'port: must be a port number from 0 to 31; found "one".'],
        ],
      );
    });
});

describe('label_port', () => {
  requestRows(
    'label_port',
    [
      ['64 characters', { port: PORT, label: 'x'.repeat(64) }],
      ['none any more', { port: PORT, label: '' }],
    ],
    [
      ['no label', { port: PORT }, 'label: is missing or empty.'],
      [
        '65 characters',
        { port: PORT, label: 'x'.repeat(65) },
        'label: must be a name of at most 64 characters; "" takes it away, without halves of surrogate pairs; found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx….',
      ],
      [
        'a number of JSON',
        { port: PORT, label: 7 },
        'label: must be a name of at most 64 characters; "" takes it away, without halves of surrogate pairs; found 7.',
      ],
    ],
  );
});

describe('set_port: the modem', () => {
  requestRows(
    'set_port',
    [
      ['nothing: the settings of the file', { port: PORT }],
      ['a device', { port: PORT, device: '/dev/serial/by-id/usb-x', baudRate: 115_200 }],
      ['the bounds of the speed', { port: PORT, baudRate: 300 }],
      ['the fastest speed', { port: PORT, baudRate: 4_000_000 }],
      ['a modem over TCP', { port: PORT, tcp: '10.0.0.9:4001' }],
      ['a modem over TCP by IPv6', { port: PORT, tcp: '[fd00::9]:4001' }],
      ['a stick by its serial number', { port: PORT, usb: 'serial:0123' }],
      ['a stick by its place', { port: PORT, usb: 'place:1-1.2' }],
      ['four slots', { port: PORT, slots: 4 }],
    ],
    [
      [
        'a device without its path',
        { port: PORT, device: 'ttyUSB0' },
        'device: must be a serial device, best as /dev/serial/by-id/..., at most 300 characters; found "ttyUSB0".',
      ],
      [
        'a path of 301 characters',
        { port: PORT, device: `/${'d'.repeat(300)}` },
        'device: must be a serial device, best as /dev/serial/by-id/..., at most 300 characters; found "/dddddddddddddddddddddddddddddddddddddd….',
      ],
      [
        'a speed of 299',
        { port: PORT, baudRate: 299 },
        'baudRate: must be a speed from 300 to 4000000; found 299.',
      ],
      [
        'a speed over 4 million',
        { port: PORT, baudRate: 4_000_001 },
        'baudRate: must be a speed from 300 to 4000000; found 4000001.',
      ],
      [
        'TCP without a port',
        { port: PORT, tcp: '10.0.0.9' },
        'tcp: must be host:port of a modem; found "10.0.0.9".',
      ],
      [
        'TCP with a port of six digits',
        { port: PORT, tcp: '10.0.0.9:123456' },
        'tcp: must be host:port of a modem; found "10.0.0.9:123456".',
      ],
      [
        'a stick by its name',
        { port: PORT, usb: 'Huawei' },
        'usb: must be serial:... or place:..., as list_devices has it; found "Huawei".',
      ],
      ['no slot', { port: PORT, slots: 0 }, 'slots: must be a number of SIM slots from 1 to 4; found 0.'],
      ['five slots', { port: PORT, slots: 5 }, 'slots: must be a number of SIM slots from 1 to 4; found 5.'],
      ['a setting of the file alone', { port: PORT, slotCommand: 'x' }, 'slotCommand: is not known here.'],
    ],
  );
});

describe('set_port: SIM and limits', () => {
  requestRows(
    'set_port',
    [
      ['a service centre', { port: PORT, smsc: '+88200000000' }],
      ['a number without its plus', { port: PORT, number: '88201000001' }],
      ['a PIN', { port: PORT, pin: '0000' }],
      ['a PIN of eight digits', { port: PORT, pin: '12345678' }],
      ['no PIN any more', { port: PORT, pin: '' }],
      ['a gap of a day', { port: PORT, gap: 86_400 }],
      ['half a second', { port: PORT, gap: 0.5 }],
      [
        'every limit',
        {
          port: PORT,
          limits: {
            smsPerMinute: 0,
            smsPerHour: 1,
            smsPerDay: 2,
            smsPerMonth: 3,
            smsTotal: 4,
            callsPerHour: 5,
            callsPerDay: 6,
            callSecondsPerHour: 7,
            callSecondsPerDay: 8,
          },
        },
      ],
      ['a rule for calls', { port: PORT, incomingCalls: 'answerAndHangUp' }],
      ['the toolkit without limits', { port: PORT, toolkitAllows: ['sms', 'ussd', 'ss', 'call'] }],
      ['the toolkit without anything that costs', { port: PORT, toolkitAllows: [] }],
    ],
    [
      [
        'a service centre of two digits',
        { port: PORT, smsc: '12' },
        'smsc: must be a service centre of 3 to 20 digits; found "12".',
      ],
      [
        'a number of 21 digits',
        { port: PORT, number: '1'.repeat(21) },
        'number: must be an own number of 1 to 20 digits; found "111111111111111111111".',
      ],
      [
        'a PIN of three digits, which it does not show',
        { port: PORT, pin: '123' },
        'pin: must be a PIN of 4 to 8 digits; "" takes it away, absent: as it was.',
      ],
      [
        'a PIN of nine digits',
        { port: PORT, pin: '123456789' },
        'pin: must be a PIN of 4 to 8 digits; "" takes it away, absent: as it was.',
      ],
      [
        'a negative gap',
        { port: PORT, gap: -1 },
        'gap: must be a number of seconds from 0 to 86400; found -1.',
      ],
      [
        'a gap over a day',
        { port: PORT, gap: 86_401 },
        'gap: must be a number of seconds from 0 to 86400; found 86401.',
      ],
      [
        'a negative limit',
        { port: PORT, limits: { smsPerDay: -1 } },
        'limits.smsPerDay: must be messages a day; 0: no limit; found -1.',
      ],
      [
        'half a message',
        { port: PORT, limits: { smsPerHour: 0.5 } },
        'limits.smsPerHour: must be messages an hour; 0: no limit; found 0.5.',
      ],
      [
        'a limit that there is not',
        { port: PORT, limits: { smsPerWeek: 1 } },
        'limits.smsPerWeek: is not known here.',
      ],
      [
        'another rule for calls',
        { port: PORT, incomingCalls: 'answer' },
        'incomingCalls: must be ring, refuse or answerAndHangUp; found "answer".',
      ],
      [
        'the toolkit with a word that there is not',
        { port: PORT, toolkitAllows: ['sms', 'data'] },
        'toolkitAllows[1]: must be one of sms, ussd, ss, call; found "data".',
      ],
      [
        'the toolkit with a word twice',
        { port: PORT, toolkitAllows: ['sms', 'sms'] },
        'toolkitAllows: must be a list of sms, ussd, ss, call; found a list of 2.',
      ],
    ],
  );
});

describe('devices', () => {
  requestRows(
    'probe_devices',
    [
      ['all', {}],
      ['some', { devices: ['/dev/ttyUSB0', '/dev/ttyUSB1'] }],
    ],
    [
      [
        'an empty list',
        { devices: [] },
        'devices: must be a list of device files as list_devices shows them; absent: all that discovery may ask; found a list of 0.',
      ],
      [
        '33 devices',
        { devices: Array(33).fill('/dev/ttyUSB0') },
        'devices: must be a list of device files as list_devices shows them; absent: all that discovery may ask; found a list of 33.',
      ],
      ['an empty name', { devices: [''] }, 'devices[0]: must be a text of 1 to 256 characters; found "".'],
      [
        'a name of 257 characters',
        { devices: ['/'.repeat(257)] },
        'devices[0]: must be a text of 1 to 256 characters; found "///////////////////////////////////////….',
      ],
    ],
  );
  requestRows(
    'get_probe',
    [['an id', { id: 1 }]],
    [['0', { id: 0 }, 'id: must be the id of a probe, a whole number from 1; found 0.']],
  );
});

describe('ask_modem', () => {
  requestRows(
    'ask_modem',
    [
      ['a command', { port: PORT, command: 'AT' }],
      ['the longest', { port: PORT, command: 'x'.repeat(100) }],
    ],
    [
      ['none', { port: PORT }, 'command: is missing or empty.'],
      [
        'an empty one',
        { port: PORT, command: '' },
        'command: must be an AT command of 1 to 100 characters, without halves of surrogate pairs; found "".',
      ],
    ],
  );
});

describe('enter_toolkit', () => {
  requestRows(
    'enter_toolkit',
    [
      ['an item', { port: PORT, item: 255 }],
      ['an empty text', { port: PORT, text: '' }],
      ['an action', { port: PORT, action: 'cancel' }],
    ],
    [
      ['item 0', { port: PORT, item: 0 }, 'item: must be an id of the view; found 0.'],
      ['item 256', { port: PORT, item: 256 }, 'item: must be an id of the view; found 256.'],
      [
        '256 characters, which it does not show',
        { port: PORT, text: 'x'.repeat(256) },
        'text: must be a text of at most 255 characters, without halves of surrogate pairs.',
      ],
      [
        'another action',
        { port: PORT, action: 'back' },
        'action: must be one of ok, cancel and home; found "back".',
      ],
    ],
  );
});
