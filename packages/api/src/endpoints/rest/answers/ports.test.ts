/** Answers about ports: their keys, and the types and bounds of their values. */
import { describe } from 'node:test';
import { answerRows } from '../../../testing.ts';

const MOMENT = '2026-01-31T08:00:00.000Z';

const lastAction = {
  id: 7,
  action: 'reset',
  asked_at: MOMENT,
  state: 'pending',
  text: 'hello',
};

const toolkit = {
  title: 'Services',
  text: 'hello',
  items: [
    {
      id: 7,
      text: 'hello',
    },
  ],
  input_type: 1,
  frame_id: 1,
};

const portSettings = {
  port: 3,
  source: 'file',
  settings: {
    device: '/dev/ttyUSB0',
    baudRate: 300,
    tcp: '10.0.0.9:4001',
    usb: 'place:1-1.2',
    smsc: '+491710760000',
    number: '+4915112345',
    slots: 1,
    limits: {
      smsPerMinute: 1,
      smsPerHour: 1,
      smsPerDay: 1,
      smsPerMonth: 1,
      smsTotal: 1,
      callsPerHour: 1,
      callsPerDay: 1,
      callSecondsPerHour: 1,
      callSecondsPerDay: 1,
    },
    gap: 1,
    incomingCalls: 'ring',
    toolkitAllows: ['sms'],
  },
  pin_set: true,
};

const port = {
  port: 3,
  label: 'Berlin',
  device: '/dev/ttyUSB0',
  maker: 'Quectel',
  model: 'EC25',
  firmware: 'EC25EFAR06A01M4G',
  type: 'LTE',
  imei: '490154203237518',
  sim: {
    imsi: '262011234567890',
    iccid: '89860112851012345678',
    number: '+4915112345',
    smsc: '+491710760000',
  },
  operator: {
    name: 'shop',
    code: '26201',
  },
  place: {
    area: 1,
    cell: 1,
  },
  reg: 'REGISTER_OK',
  slot: 1,
  callstate: 'Idle',
  signal: 21,
  dbm: -71,
  gprs: 'attached',
  can_send: true,
  trouble: 'blocked',
  reason: 'stopped',
  since: MOMENT,
  activity: 'idle',
  toolkit_frame: 0,
  capabilities: {
    busy: 'yes',
  },
  power: 'on',
  blocked: true,
  forwarding: {
    busy: '+4915112345',
  },
  limits_left: {
    sms: 1,
  },
  waiting: 1,
  today: {
    accepted: 1,
    sent: 1,
    delivered: 1,
    failed: 1,
    received: 1,
    calls: 1,
  },
  last_action: lastAction,
};

describe('list_ports', () => {
  answerRows(
    'list_ports',
    {
      ports: [port],
    },
    {
      open: ['/ports/0/capabilities', '/ports/0/forwarding', '/ports/0/limits_left'],
      wrong: [
        ['/ports', null],
        ['/ports/0', null],
        ['/ports/0/port', -1],
        ['/ports/0/port', 32],
        ['/ports/0/label', null],
        ['/ports/0/device', null],
        ['/ports/0/maker', null],
        ['/ports/0/model', null],
        ['/ports/0/firmware', null],
        ['/ports/0/type', null],
        ['/ports/0/imei', null],
        ['/ports/0/sim/imsi', null],
        ['/ports/0/sim/iccid', null],
        ['/ports/0/sim/number', null],
        ['/ports/0/sim/smsc', null],
        ['/ports/0/operator/name', null],
        ['/ports/0/operator/code', null],
        ['/ports/0/place/area', 0.5],
        ['/ports/0/place/cell', 0.5],
        ['/ports/0/reg', null],
        ['/ports/0/slot', 0.5],
        ['/ports/0/callstate', null],
        ['/ports/0/signal', 0.5],
        ['/ports/0/dbm', 0.5],
        ['/ports/0/gprs', null],
        ['/ports/0/can_send', 1],
        ['/ports/0/trouble', null],
        ['/ports/0/since', 'x'],
        ['/ports/0/activity', 'another word'],
        ['/ports/0/power', 'another word'],
        ['/ports/0/blocked', 1],
        ['/ports/0/waiting', 0.5],
        ['/ports/0/today', null],
        ['/ports/0/today/accepted', -1],
        ['/ports/0/today/sent', -1],
        ['/ports/0/today/delivered', -1],
        ['/ports/0/today/failed', -1],
        ['/ports/0/today/received', -1],
        ['/ports/0/today/calls', -1],
        ['/ports/0/last_action/id', 0],
        ['/ports/0/last_action/action', null],
      ],
    },
  );
});

for (const name of ['get_port', 'label_port'] as const)
  describe(name, () => {
    answerRows(name, port, {
      open: ['/capabilities', '/forwarding', '/limits_left'],
      wrong: [
        ['/port', -1],
        ['/port', 32],
        ['/label', null],
        ['/device', null],
        ['/maker', null],
        ['/model', null],
        ['/firmware', null],
        ['/type', null],
        ['/imei', null],
        ['/sim/imsi', null],
        ['/sim/iccid', null],
        ['/sim/number', null],
        ['/sim/smsc', null],
        ['/operator/name', null],
        ['/operator/code', null],
        ['/place/area', 0.5],
        ['/place/cell', 0.5],
        ['/reg', null],
        ['/slot', 0.5],
        ['/callstate', null],
        ['/signal', 0.5],
        ['/dbm', 0.5],
        ['/gprs', null],
        ['/can_send', 1],
        ['/trouble', null],
        ['/since', 'x'],
        ['/activity', 'another word'],
        ['/power', 'another word'],
        ['/blocked', 1],
        ['/waiting', 0.5],
        ['/today', null],
        ['/today/accepted', -1],
        ['/today/sent', -1],
        ['/today/delivered', -1],
        ['/today/failed', -1],
        ['/today/received', -1],
        ['/today/calls', -1],
        ['/last_action/id', 0],
        ['/last_action/action', null],
        ['/last_action/asked_at', 'x'],
        ['/last_action/state', 'another word'],
      ],
    });
  });

describe('act_on_port', () => {
  answerRows('act_on_port', lastAction, {
    wrong: [
      ['/id', 0],
      ['/action', null],
      ['/asked_at', 'x'],
      ['/state', 'another word'],
      ['/text', null],
    ],
  });
});

describe('act_on_ports', () => {
  answerRows(
    'act_on_ports',
    {
      results: [
        {
          port: 3,
          action: lastAction,
          error: 'error',
        },
      ],
    },
    {
      wrong: [
        ['/results', null],
        ['/results/0', null],
        ['/results/0/port', -1],
        ['/results/0/port', 32],
        ['/results/0/action/id', 0],
        ['/results/0/action/action', null],
        ['/results/0/action/asked_at', 'x'],
        ['/results/0/action/state', 'another word'],
        ['/results/0/action/text', null],
        ['/results/0/error', null],
      ],
    },
  );
});

describe('list_port_settings', () => {
  answerRows(
    'list_port_settings',
    {
      ports: [portSettings],
    },
    {
      optional: [
        '/ports/0/settings/device',
        '/ports/0/settings/baudRate',
        '/ports/0/settings/tcp',
        '/ports/0/settings/usb',
        '/ports/0/settings/smsc',
        '/ports/0/settings/number',
        '/ports/0/settings/slots',
        '/ports/0/settings/limits',
        '/ports/0/settings/limits/smsPerMinute',
        '/ports/0/settings/limits/smsPerHour',
        '/ports/0/settings/limits/smsPerDay',
        '/ports/0/settings/limits/smsPerMonth',
        '/ports/0/settings/limits/smsTotal',
        '/ports/0/settings/limits/callsPerHour',
        '/ports/0/settings/limits/callsPerDay',
        '/ports/0/settings/limits/callSecondsPerHour',
        '/ports/0/settings/limits/callSecondsPerDay',
        '/ports/0/settings/gap',
        '/ports/0/settings/incomingCalls',
        '/ports/0/settings/toolkitAllows',
      ],
      wrong: [
        ['/ports', null],
        ['/ports/0', null],
        ['/ports/0/port', -1],
        ['/ports/0/port', 32],
        ['/ports/0/source', 'another word'],
        ['/ports/0/settings', null],
        ['/ports/0/settings/device', 'x'],
        ['/ports/0/settings/baudRate', 299],
        ['/ports/0/settings/baudRate', 4000001],
        ['/ports/0/settings/tcp', 'x'],
        ['/ports/0/settings/usb', 'x'],
        ['/ports/0/settings/smsc', 'x'],
        ['/ports/0/settings/number', 'x'],
        ['/ports/0/settings/slots', 0],
        ['/ports/0/settings/slots', 5],
        ['/ports/0/settings/limits', null],
        ['/ports/0/settings/limits/smsPerMinute', -1],
        ['/ports/0/settings/limits/smsPerHour', -1],
        ['/ports/0/settings/limits/smsPerDay', -1],
        ['/ports/0/settings/limits/smsPerMonth', -1],
        ['/ports/0/settings/limits/smsTotal', -1],
        ['/ports/0/settings/limits/callsPerHour', -1],
        ['/ports/0/settings/limits/callsPerDay', -1],
        ['/ports/0/settings/limits/callSecondsPerHour', -1],
        ['/ports/0/settings/limits/callSecondsPerDay', -1],
        ['/ports/0/settings/gap', -1],
        ['/ports/0/settings/incomingCalls', 'another word'],
        ['/ports/0/settings/toolkitAllows', null],
        ['/ports/0/settings/toolkitAllows/0', 'another word'],
        ['/ports/0/pin_set', 1],
      ],
    },
  );
});

describe('set_port', () => {
  answerRows('set_port', portSettings, {
    optional: [
      '/settings/device',
      '/settings/baudRate',
      '/settings/tcp',
      '/settings/usb',
      '/settings/smsc',
      '/settings/number',
      '/settings/slots',
      '/settings/limits',
      '/settings/limits/smsPerMinute',
      '/settings/limits/smsPerHour',
      '/settings/limits/smsPerDay',
      '/settings/limits/smsPerMonth',
      '/settings/limits/smsTotal',
      '/settings/limits/callsPerHour',
      '/settings/limits/callsPerDay',
      '/settings/limits/callSecondsPerHour',
      '/settings/limits/callSecondsPerDay',
      '/settings/gap',
      '/settings/incomingCalls',
      '/settings/toolkitAllows',
    ],
    wrong: [
      ['/port', -1],
      ['/port', 32],
      ['/source', 'another word'],
      ['/settings', null],
      ['/settings/device', 'x'],
      ['/settings/baudRate', 299],
      ['/settings/baudRate', 4000001],
      ['/settings/tcp', 'x'],
      ['/settings/usb', 'x'],
      ['/settings/smsc', 'x'],
      ['/settings/number', 'x'],
      ['/settings/slots', 0],
      ['/settings/slots', 5],
      ['/settings/limits', null],
      ['/settings/limits/smsPerMinute', -1],
      ['/settings/limits/smsPerHour', -1],
      ['/settings/limits/smsPerDay', -1],
      ['/settings/limits/smsPerMonth', -1],
      ['/settings/limits/smsTotal', -1],
      ['/settings/limits/callsPerHour', -1],
      ['/settings/limits/callsPerDay', -1],
      ['/settings/limits/callSecondsPerHour', -1],
      ['/settings/limits/callSecondsPerDay', -1],
      ['/settings/gap', -1],
      ['/settings/incomingCalls', 'another word'],
      ['/settings/toolkitAllows', null],
      ['/settings/toolkitAllows/0', 'another word'],
      ['/pin_set', 1],
    ],
  });
});

for (const name of ['reset_port', 'remove_port'] as const)
  describe(name, () => {
    answerRows(name, {});
  });

for (const name of ['get_toolkit', 'enter_toolkit'] as const)
  describe(name, () => {
    answerRows(name, toolkit, {
      wrong: [
        ['/title', null],
        ['/text', null],
        ['/items', null],
        ['/items/0', null],
        ['/items/0/id', 0],
        ['/items/0/id', 256],
        ['/items/0/text', null],
        ['/input_type', -1],
        ['/input_type', 13],
        ['/frame_id', -1],
      ],
    });
  });

describe('ask_modem', () => {
  answerRows(
    'ask_modem',
    { command: 'AT+CSQ', lines: ['+CSQ: 20,99'], result: 'OK' },
    {
      wrong: [
        ['/command', null],
        ['/lines', null],
        ['/lines/0', null],
        ['/result', null],
      ],
    },
  );
});

describe('stream_conversation', () => {
  answerRows(
    'stream_conversation',
    {
      at: MOMENT,
      direction: '>>',
      text: 'hello',
    },
    {
      wrong: [
        ['/at', 'x'],
        ['/direction', 'another word'],
        ['/text', null],
      ],
    },
  );
});
