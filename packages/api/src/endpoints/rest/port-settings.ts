/** Settings of ports that are changed while the gateway runs. Their names are those of the settings file. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, portNumber } from '../../parameters.ts';
import { may } from '../../roles.ts';

function limit(description: string) {
  return Type.Optional(Type.Integer({ description: `${description}; 0: no limit`, minimum: 0 }));
}

const limits = Type.Object(
  {
    smsPerMinute: limit('messages a minute'),
    smsPerHour: limit('messages an hour'),
    smsPerDay: limit('messages a day'),
    smsPerMonth: limit('messages a month'),
    smsTotal: limit('messages in all'),
    callsPerHour: limit('answered calls an hour'),
    callsPerDay: limit('answered calls a day'),
    callSecondsPerHour: limit('seconds of calls an hour'),
    callSecondsPerDay: limit('seconds of calls a day'),
  },
  { ...exact, description: 'an object of limits; what is absent is as for all ports' },
);

const settings = {
  device: Type.Optional(
    Type.String({
      description: 'a serial device, best as /dev/serial/by-id/..., at most 300 characters',
      pattern: '^/[^\\u0000]+$',
      maxLength: 300,
    }),
  ),
  baudRate: Type.Optional(
    Type.Integer({ description: 'a speed from 300 to 4000000', minimum: 300, maximum: 4_000_000 }),
  ),
  tcp: Type.Optional(
    Type.String({ description: 'host:port of a modem', pattern: '^.+:[0-9]{1,5}$', maxLength: 300 }),
  ),
  usb: Type.Optional(
    Type.String({
      description: 'serial:... or place:..., as list_devices has it',
      pattern: '^(serial|place):.+$',
      maxLength: 300,
    }),
  ),
  smsc: Type.Optional(
    Type.String({ description: 'a service centre of 3 to 20 digits', pattern: '^\\+?[0-9]{3,20}$' }),
  ),
  number: Type.Optional(
    Type.String({ description: 'an own number of 1 to 20 digits', pattern: '^\\+?[0-9]{1,20}$' }),
  ),
  slots: Type.Optional(
    Type.Integer({ description: 'a number of SIM slots from 1 to 4', minimum: 1, maximum: 4 }),
  ),
  limits: Type.Optional(limits),
  gap: Type.Optional(
    Type.Number({ description: 'a number of seconds from 0 to 86400', minimum: 0, maximum: 86_400 }),
  ),
  incomingCalls: Type.Optional(
    Type.Enum(['ring', 'refuse', 'answerAndHangUp'], { description: 'ring, refuse or answerAndHangUp' }),
  ),
  toolkitAllows: Type.Optional(
    Type.Array(Type.Enum(['sms', 'ussd', 'ss', 'call']), {
      description: 'a list of sms, ussd, ss, call',
      maxItems: 4,
      uniqueItems: true,
    }),
  ),
};

const portSettings = Type.Object(
  {
    port: portNumber,
    source: Type.Enum(['file', 'here', 'found'], {
      description:
        'file (as the settings file has it), here (set while running), or found (a modem that was found, without settings of its own)',
    }),
    settings: Type.Object(settings, {
      ...exact,
      description: 'what is set; what is absent is as for all ports',
    }),
    pin_set: Type.Boolean({ description: 'whether it has a PIN, which is not shown' }),
  },
  { ...exact, description: 'the settings of a port' },
);

const listPortSettings = endpoint({
  name: 'list_port_settings',
  access: may.operate,
  style: 'rest',
  path: '/v1/port-settings',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Shows the settings of every port, and where they come from. PINs are not shown.',
  request: Type.Object({}),
  reply: Type.Object({ ports: Type.Array(portSettings) }, exact),
  codes: { 200: 'Here they are.' },
});

const setPort = endpoint({
  name: 'set_port',
  access: may.administer,
  audited: true,
  style: 'rest',
  path: '/v1/ports/{port}/settings',
  methods: ['PUT'],
  parametersIn: 'body',
  changesState: true,
  sentence:
    'Adds a port, or gives one that is there these settings in place of its own; they stand above the settings file. Where the modem has to be opened anew, what is being sent is finished first. Answers when that is under way.',
  request: Type.Object(
    {
      port: portNumber,
      ...settings,
      pin: Type.Optional(
        Type.String({
          description: 'a PIN of 4 to 8 digits; "" takes it away, absent: as it was',
          pattern: '^([0-9]{4,8})?$',
          'x-secret': true,
        }),
      ),
    },
    exact,
  ),
  reply: portSettings,
  codes: {
    200: 'Set.',
    400: 'A setting is wrong, or there is none that names the modem.',
    409: 'The modem belongs to another port.',
  },
});

const resetPort = endpoint({
  name: 'reset_port',
  access: may.administer,
  audited: true,
  style: 'rest',
  path: '/v1/ports/{port}/settings',
  methods: ['DELETE'],
  parametersIn: 'query',
  changesState: true,
  sentence: 'Takes back what was set while running: the port is as the settings file has it, or is no more.',
  request: Type.Object({ port: portNumber }),
  reply: Type.Object({}, exact),
  codes: {
    200: 'Taken back.',
    404: 'Nothing of this port was set while running.',
    409: 'The modem of the settings file belongs to another port now.',
  },
});

const removePort = endpoint({
  name: 'remove_port',
  access: may.administer,
  audited: true,
  style: 'rest',
  path: '/v1/ports/{port}',
  methods: ['DELETE'],
  parametersIn: 'query',
  changesState: true,
  sentence:
    'Removes a port for good, also one of the settings file. What is being sent is finished; messages that wait go through other ports that they may use, or wait on.',
  request: Type.Object({ port: portNumber }),
  reply: Type.Object({}, exact),
  codes: {
    200: 'Removed; its modem is let go.',
    404: 'There is no such port.',
    409: 'Its modem was found: unplug it, or block the port.',
  },
});

/** In the order of the manual. */
export const portSettingsEndpoints = [listPortSettings, setPort, resetPort, removePort] as const;
