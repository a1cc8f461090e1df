/** Answers about the gateway itself: their keys, and the types and bounds of their values. */
import { describe } from 'node:test';
import { answerRows } from '../../../testing.ts';

const MOMENT = '2026-01-31T08:00:00.000Z';

const event = {
  id: 7,
  at: MOMENT,
  kind: 'sms',
};

const line = {
  id: 7,
  at: MOMENT,
  level: 'trace',
  port: 3,
  text: 'hello',
  fields: {},
};

const setting = {
  logLevel: 'trace',
  sms: {
    validity: 5,
    refuseUnencodable: true,
    deliveredStatuses: [1],
    queueLimit: 1,
    waitingAge: 1,
    attempts: 1,
    retryDelay: 1,
    retryDelayMaximum: 1,
    inDoubtAge: 1,
    inDoubtAgeWithoutReport: 1,
    incompleteAge: 1,
    emergencyNumbers: true,
    recipientOrder: true,
  },
  retention: {
    sent: 1,
    received: 1,
    events: 1,
    maximumRows: 1,
  },
  changed: ['changed'],
};

describe('get_gateway', () => {
  answerRows(
    'get_gateway',
    {
      version: '0.1.0',
      serial_number: 'serial number',
      node: 'node',
      system: 'system',
      uptime: 1,
      time: MOMENT,
      time_plausible: true,
      time_zone: 'time zone',
      listeners: [
        {
          protocol: 'http',
          address: '127.0.0.1',
          port: 3,
        },
      ],
      cpu_used: 1,
      memory: {
        total: 1,
        free: 1,
      },
      disk: {
        total: 1,
        free: 1,
      },
      database_size: 1,
      last_backup: MOMENT,
      licence: 'licence',
    },
    {
      wrong: [
        ['/version', null],
        ['/serial_number', null],
        ['/node', null],
        ['/system', null],
        ['/uptime', -1],
        ['/time', 'x'],
        ['/time_plausible', 1],
        ['/time_zone', null],
        ['/listeners', null],
        ['/listeners/0', null],
        ['/listeners/0/protocol', 'another word'],
        ['/listeners/0/address', null],
        ['/listeners/0/port', 0.5],
        ['/cpu_used', -1],
        ['/memory', null],
        ['/memory/total', -1],
        ['/memory/free', -1],
        ['/disk', null],
        ['/disk/total', -1],
        ['/disk/free', -1],
        ['/database_size', -1],
        ['/last_backup', 'x'],
        ['/licence', null],
      ],
    },
  );
});

for (const name of ['get_settings', 'change_settings'] as const)
  describe(name, () => {
    answerRows(name, setting, {
      wrong: [
        ['/logLevel', 'another word'],
        ['/sms', null],
        ['/sms/validity', 4],
        ['/sms/refuseUnencodable', 1],
        ['/sms/deliveredStatuses', null],
        ['/sms/deliveredStatuses/0', -1],
        ['/sms/deliveredStatuses/0', 32],
        ['/sms/queueLimit', -1],
        ['/sms/waitingAge', 0],
        ['/sms/attempts', 0],
        ['/sms/attempts', 101],
        ['/sms/retryDelay', -1],
        ['/sms/retryDelayMaximum', 0],
        ['/sms/inDoubtAge', 0],
        ['/sms/inDoubtAgeWithoutReport', 0],
        ['/sms/incompleteAge', 0],
        ['/sms/emergencyNumbers', 1],
        ['/sms/recipientOrder', 1],
        ['/retention', null],
        ['/retention/sent', -1],
        ['/retention/received', -1],
        ['/retention/events', -1],
        ['/retention/maximumRows', -1],
        ['/changed', null],
        ['/changed/0', null],
      ],
    });
  });

describe('list_settings', () => {
  answerRows(
    'list_settings',
    {
      settings: [
        {
          name: 'shop',
          value: 'value',
          default: 'default',
          description: 'description',
          source: 'default',
          restart: true,
        },
      ],
    },
    {
      wrong: [
        ['/settings', null],
        ['/settings/0', null],
        ['/settings/0/name', null],
        ['/settings/0/value', null],
        ['/settings/0/default', null],
        ['/settings/0/description', null],
        ['/settings/0/source', 'another word'],
        ['/settings/0/restart', 1],
      ],
    },
  );
});

describe('get_statistics', () => {
  answerRows(
    'get_statistics',
    {
      step: 1,
      rows: [
        {
          start: MOMENT,
          accepted: 1,
          sent: 1,
          delivered: 1,
          failed: 1,
          received: 1,
          calls: 1,
          signal: 21,
        },
      ],
    },
    {
      wrong: [
        ['/step', -1],
        ['/rows', null],
        ['/rows/0', null],
        ['/rows/0/start', 'x'],
        ['/rows/0/accepted', -1],
        ['/rows/0/sent', -1],
        ['/rows/0/delivered', -1],
        ['/rows/0/failed', -1],
        ['/rows/0/received', -1],
        ['/rows/0/calls', -1],
        ['/rows/0/signal', '1'],
      ],
    },
  );
});

describe('stream_live', () => {
  answerRows(
    'stream_live',
    {
      counters: {
        sms: 1,
      },
      news: {
        sms: 1,
      },
    },
    {
      optional: ['/counters', '/news'],
      open: ['/counters', '/news'],
      extended: [''],
    },
  );
});

describe('list_events', () => {
  answerRows(
    'list_events',
    {
      events: [event],
      next: 1,
      oldest: 1,
      newest: 1,
    },
    {
      extended: ['/events/0'],
      wrong: [
        ['/events', null],
        ['/events/0', null],
        ['/events/0/id', 0],
        ['/events/0/at', 'x'],
        ['/events/0/kind', 'another word'],
        ['/next', 0.5],
        ['/oldest', -1],
        ['/newest', -1],
      ],
    },
  );
});

describe('stream_events', () => {
  answerRows('stream_events', event, {
    extended: [''],
    wrong: [
      ['/id', 0],
      ['/at', 'x'],
      ['/kind', 'another word'],
    ],
  });
});

describe('list_recordings', () => {
  answerRows(
    'list_recordings',
    {
      recordings: [
        {
          name: 'shop',
          port: 3,
          size: 1,
          changed_at: MOMENT,
        },
      ],
    },
    {
      wrong: [
        ['/recordings', null],
        ['/recordings/0', null],
        ['/recordings/0/name', null],
        ['/recordings/0/port', -1],
        ['/recordings/0/port', 32],
        ['/recordings/0/size', -1],
        ['/recordings/0/changed_at', 'x'],
      ],
    },
  );
});

describe('get_recording', () => {
  answerRows('get_recording', 'get recording', {
    wrong: [['', null]],
  });
});

describe('delete_recording', () => {
  answerRows('delete_recording', {});
});

describe('list_log', () => {
  answerRows(
    'list_log',
    {
      lines: [line],
      next: 1,
    },
    {
      extended: ['/lines/0/fields'],
      wrong: [
        ['/lines', null],
        ['/lines/0', null],
        ['/lines/0/id', 0],
        ['/lines/0/at', 'x'],
        ['/lines/0/level', 'another word'],
        ['/lines/0/port', -1],
        ['/lines/0/port', 32],
        ['/lines/0/text', null],
        ['/next', 0.5],
      ],
    },
  );
});

describe('stream_log', () => {
  answerRows('stream_log', line, {
    extended: ['/fields'],
    wrong: [
      ['/id', 0],
      ['/at', 'x'],
      ['/level', 'another word'],
      ['/port', -1],
      ['/port', 32],
      ['/text', null],
    ],
  });
});

describe('healthz', () => {
  answerRows(
    'healthz',
    {
      status: 'ok',
    },
    {
      wrong: [['/status', 'another word']],
    },
  );
});

describe('readyz', () => {
  answerRows(
    'readyz',
    {
      status: 'ready',
      reasons: ['store'],
    },
    {
      wrong: [
        ['/status', 'another word'],
        ['/reasons', null],
        ['/reasons/0', 'another word'],
      ],
    },
  );
});
