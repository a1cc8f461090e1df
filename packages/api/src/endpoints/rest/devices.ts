/** The devices of the machine that are, or may be, modems, and asking those that no port uses. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { type DeviceReasonCode, deviceReasons } from '../../reasons.ts';
import { may } from '../../roles.ts';
import { idInPath, instant } from './rest-parameters.ts';

const codes = Object.keys(deviceReasons) as DeviceReasonCode[];

const finding = Type.Object(
  {
    code: Type.Enum(codes, { description: 'what is so, as in docs/reasons.md' }),
    kind: Type.Enum(['well', 'unasked', 'warning', 'fault'], {
      description: 'well and unasked are no faults',
    }),
    title: Type.String({ description: 'the same for people' }),
    causes: Type.Array(Type.String(), { description: 'why it may be so, the likeliest first' }),
    remedies: Type.Array(Type.String(), { description: 'commands and steps, the first to try first' }),
  },
  { ...exact, description: 'a finding' },
);

const port = Type.Union([Type.Integer(), Type.Null()], {
  description: 'the port that uses it; null: none',
});

const tty = Type.Object(
  {
    path: Type.String({ description: 'the device file' }),
    links: Type.Array(Type.String(), { description: 'its stable names, as below /dev/serial/by-id' }),
    interface: Type.Union([Type.Integer(), Type.Null()], {
      description: 'bInterfaceNumber; null where it is no USB device',
    }),
    role: Type.Enum(['primary', 'secondary', 'data', 'other', 'unknown'], {
      description: "what udev's rules for modems take it for",
    }),
    chosen: Type.Boolean({ description: 'whether it is the one to speak AT on' }),
  },
  { ...exact, description: 'a tty of the device' },
);

const device = Type.Object(
  {
    name: Type.String({ description: 'for people' }),
    kind: Type.Enum(['modem', 'adapter', 'uart', 'tcp', 'missing'], {
      description:
        'modem: by its driver, maker or udev; adapter: a serial line at the USB; uart: a line of the board; tcp: an address; missing: named in the settings and not there',
    }),
    usb_ids: Type.String({ description: 'idVendor:idProduct; "" where it is no USB device' }),
    usb: Type.Array(Type.String(), { description: 'what a port of the settings may have as `usb` for it' }),
    serial: Type.String({ description: 'its serial number; "" where it has none' }),
    ttys: Type.Array(tty),
    port,
    verdict: finding,
  },
  { ...exact, description: 'a device' },
);

const listDevices = endpoint({
  name: 'list_devices',
  access: may.administer,
  style: 'rest',
  path: '/v1/devices',
  methods: ['GET'],
  parametersIn: 'none',
  sentence:
    'Shows the devices of this machine that are, or may be, modems, and what keeps each from serving, as far as it is known without asking it.',
  request: Type.Object({}),
  reply: Type.Object({ devices: Type.Array(device) }, exact),
  codes: { 200: 'Here they are.' },
});

const report = Type.Object(
  {
    name: Type.String({ description: 'for people' }),
    device: Type.String({ description: 'the tty that answered, or the last that was asked' }),
    usb: Type.Array(Type.String(), { description: 'what a port of the settings may have as `usb` for it' }),
    port,
    verdict: finding,
    warnings: Type.Array(finding),
    facts: Type.Record(Type.String(), Type.String(), { description: 'what the modem answered' }),
  },
  { ...exact, description: 'what was found out of a device' },
);

const probe = Type.Object(
  {
    id: Type.Integer({ description: 'the id of the probe', minimum: 1 }),
    state: Type.Enum(['running', 'done', 'failed'], { description: 'running, done or failed' }),
    asked_at: instant('when it was asked for'),
    ended_at: Type.Union([instant('when it ended'), Type.Null()], { description: 'null while it runs' }),
    error: Type.String({ description: 'why it failed; "" otherwise' }),
    devices: Type.Array(report, { description: 'the reports; none while it runs' }),
  },
  { ...exact, description: 'a probe' },
);

const probeDevices = endpoint({
  name: 'probe_devices',
  access: may.administer,
  audited: true,
  style: 'rest',
  path: '/v1/devices/probe',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  sentence:
    'Asks devices for their state by AT, as `simgate doctor` does; those that a port uses are left alone. Takes up to some minutes: the answer has an id for get_probe.',
  request: Type.Object(
    {
      devices: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 256 }), {
          description:
            'a list of device files as list_devices shows them; absent: all that discovery may ask',
          minItems: 1,
          maxItems: 32,
        }),
      ),
    },
    exact,
  ),
  reply: probe,
  codes: {
    202: 'They are being asked.',
    400: 'One of the devices is not there.',
    409: 'Another probe is running.',
  },
});

const getProbe = endpoint({
  name: 'get_probe',
  access: may.administer,
  style: 'rest',
  path: '/v1/devices/probes/{id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows a probe and its reports. The last ten are kept, until the gateway stops.',
  request: Type.Object({ id: idInPath('probe') }),
  reply: probe,
  codes: { 200: 'Here it is.', 404: 'There is no such probe.' },
});

/** In the order of the manual. */
export const deviceEndpoints = [listDevices, probeDevices, getProbe] as const;
