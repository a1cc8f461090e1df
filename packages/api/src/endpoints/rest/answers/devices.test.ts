/** Answers about devices, alarms and balances: their keys, and the types and bounds of their values. */
import { describe } from 'node:test';
import { answerRows } from '../../../testing.ts';

const MOMENT = '2026-01-31T08:00:00.000Z';

const verdict = {
  code: 'well',
  kind: 'well',
  title: 'Services',
  causes: ['cause'],
  remedies: ['remedie'],
};

const alarm = {
  id: 7,
  kind: 'port_down',
  port: 3,
  imsi: '262011234567890',
  trouble: 'blocked',
  reason: '',
  raised_at: MOMENT,
  repeats: 1,
  cleared_at: MOMENT,
  acknowledged_at: MOMENT,
  acknowledged_by: 'acknowledged by',
};

const probeDevice = {
  id: 7,
  state: 'running',
  asked_at: MOMENT,
  ended_at: MOMENT,
  error: 'error',
  devices: [
    {
      name: 'shop',
      device: '/dev/ttyUSB0',
      usb: ['place:1-1.2'],
      port: 3,
      verdict: verdict,
      warnings: [verdict],
      facts: {
        busy: 'facts',
      },
    },
  ],
};

describe('list_devices', () => {
  answerRows(
    'list_devices',
    {
      devices: [
        {
          name: 'shop',
          kind: 'modem',
          usb_ids: 'usb ids',
          usb: ['place:1-1.2'],
          serial: 'serial',
          ttys: [
            {
              path: 'path',
              links: ['link'],
              interface: 1,
              role: 'primary',
              chosen: true,
            },
          ],
          port: 3,
          verdict: verdict,
        },
      ],
    },
    {
      wrong: [
        ['/devices', null],
        ['/devices/0', null],
        ['/devices/0/name', null],
        ['/devices/0/kind', 'another word'],
        ['/devices/0/usb_ids', null],
        ['/devices/0/usb', null],
        ['/devices/0/usb/0', null],
        ['/devices/0/serial', null],
        ['/devices/0/ttys', null],
        ['/devices/0/ttys/0', null],
        ['/devices/0/ttys/0/path', null],
        ['/devices/0/ttys/0/links', null],
        ['/devices/0/ttys/0/links/0', null],
        ['/devices/0/ttys/0/interface', 0.5],
        ['/devices/0/ttys/0/role', 'another word'],
        ['/devices/0/ttys/0/chosen', 1],
        ['/devices/0/port', 0.5],
        ['/devices/0/verdict', null],
        ['/devices/0/verdict/code', 'another word'],
        ['/devices/0/verdict/kind', 'another word'],
        ['/devices/0/verdict/title', null],
        ['/devices/0/verdict/causes', null],
        ['/devices/0/verdict/causes/0', null],
        ['/devices/0/verdict/remedies', null],
        ['/devices/0/verdict/remedies/0', null],
      ],
    },
  );
});

for (const name of ['probe_devices', 'get_probe'] as const)
  describe(name, () => {
    answerRows(name, probeDevice, {
      open: ['/devices/0/facts'],
      wrong: [
        ['/id', 0],
        ['/state', 'another word'],
        ['/asked_at', 'x'],
        ['/ended_at', 'x'],
        ['/error', null],
        ['/devices', null],
        ['/devices/0', null],
        ['/devices/0/name', null],
        ['/devices/0/device', null],
        ['/devices/0/usb', null],
        ['/devices/0/usb/0', null],
        ['/devices/0/port', 0.5],
        ['/devices/0/verdict', null],
        ['/devices/0/verdict/code', 'another word'],
        ['/devices/0/verdict/kind', 'another word'],
        ['/devices/0/verdict/title', null],
        ['/devices/0/verdict/causes', null],
        ['/devices/0/verdict/causes/0', null],
        ['/devices/0/verdict/remedies', null],
        ['/devices/0/verdict/remedies/0', null],
        ['/devices/0/warnings', null],
        ['/devices/0/warnings/0', null],
        ['/devices/0/warnings/0/code', 'another word'],
        ['/devices/0/warnings/0/kind', 'another word'],
        ['/devices/0/warnings/0/title', null],
        ['/devices/0/warnings/0/causes', null],
        ['/devices/0/warnings/0/causes/0', null],
        ['/devices/0/warnings/0/remedies', null],
        ['/devices/0/warnings/0/remedies/0', null],
      ],
    });
  });

describe('list_alarms', () => {
  answerRows(
    'list_alarms',
    {
      alarms: [alarm],
      next: 1,
      mail: {
        waiting: 1,
        failures: 1,
        trouble: 'blocked',
      },
    },
    {
      wrong: [
        ['/alarms', null],
        ['/alarms/0', null],
        ['/alarms/0/id', 0],
        ['/alarms/0/kind', 'another word'],
        ['/alarms/0/port', -1],
        ['/alarms/0/port', 32],
        ['/alarms/0/imsi', null],
        ['/alarms/0/trouble', null],
        ['/alarms/0/reason', null],
        ['/alarms/0/raised_at', 'x'],
        ['/alarms/0/repeats', -1],
        ['/alarms/0/cleared_at', 'x'],
        ['/alarms/0/acknowledged_at', 'x'],
        ['/alarms/0/acknowledged_by', null],
        ['/next', 0.5],
        ['/mail/waiting', -1],
        ['/mail/failures', -1],
        ['/mail/trouble', null],
      ],
    },
  );
});

describe('acknowledge_alarm', () => {
  answerRows('acknowledge_alarm', alarm, {
    wrong: [
      ['/id', 0],
      ['/kind', 'another word'],
      ['/port', -1],
      ['/port', 32],
      ['/imsi', null],
      ['/trouble', null],
      ['/reason', null],
      ['/raised_at', 'x'],
      ['/repeats', -1],
      ['/cleared_at', 'x'],
      ['/acknowledged_at', 'x'],
      ['/acknowledged_by', null],
    ],
  });
});

describe('test_mail', () => {
  answerRows(
    'test_mail',
    {
      sent: true,
      trouble: 'blocked',
    },
    {
      wrong: [
        ['/sent', 1],
        ['/trouble', null],
      ],
    },
  );
});

describe('list_balances', () => {
  answerRows(
    'list_balances',
    {
      balances: [
        {
          imsi: '262011234567890',
          iccid: '89860112851012345678',
          port: 3,
          amount: '-4.20',
          currency: 'currency',
          read_at: MOMENT,
          threshold: 1,
          low: true,
          text: 'hello',
          trouble: 'blocked',
          failures: 1,
          asked_at: MOMENT,
          asking: true,
          next_in: 1,
        },
      ],
    },
    {
      wrong: [
        ['/balances', null],
        ['/balances/0', null],
        ['/balances/0/imsi', null],
        ['/balances/0/iccid', null],
        ['/balances/0/port', -1],
        ['/balances/0/port', 32],
        ['/balances/0/amount', 'x'],
        ['/balances/0/currency', null],
        ['/balances/0/read_at', 'x'],
        ['/balances/0/threshold', '1'],
        ['/balances/0/low', 1],
        ['/balances/0/text', null],
        ['/balances/0/trouble', null],
        ['/balances/0/failures', -1],
        ['/balances/0/asked_at', 'x'],
        ['/balances/0/asking', 1],
        ['/balances/0/next_in', -1],
      ],
    },
  );
});

describe('ask_balance', () => {
  answerRows(
    'ask_balance',
    {
      port: 3,
      imsi: '262011234567890',
    },
    {
      wrong: [
        ['/port', -1],
        ['/port', 32],
        ['/imsi', null],
      ],
    },
  );
});
