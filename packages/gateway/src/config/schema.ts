/** Every setting of the gateway as one value: types, checks, environment names and the manual page follow from it. */
import { eventKinds, usualEventKinds } from '@simgate/api/contract';
import { type Static, Type } from 'typebox';
import { alarmsSchema, balanceSchema, mailSchema } from './alarm-schema.ts';
import { httpSchema } from './http-schema.ts';

function seconds(description: string, value: number, minimum = 1) {
  return Type.Number({ description: `${description} In seconds.`, default: value, minimum });
}
function days(description: string, value: number) {
  return Type.Number({
    description: `${description} In days; 0 keeps for ever.`,
    default: value,
    minimum: 0,
  });
}
const strict = { additionalProperties: false } as const;

function limit(description: string) {
  return Type.Integer({ description: `${description} 0 is no limit.`, default: 0, minimum: 0 });
}

const limitSettings = {
  smsPerMinute: limit('Most SMS segments a SIM sends in a minute.'),
  smsPerHour: limit('Most in an hour.'),
  smsPerDay: limit('Most in a day.'),
  smsPerMonth: limit('Most in a month.'),
  smsTotal: limit('Most in all.'),
  callsPerHour: limit('Most answered calls a SIM makes in an hour.'),
  callsPerDay: limit('Most in a day.'),
  callSecondsPerHour: limit('Most seconds of calls a SIM makes in an hour.'),
  callSecondsPerDay: limit('Most in a day.'),
};
const pacingSettings = {
  gap: Type.Number({
    description: 'Least time between two messages of a port. In seconds.',
    default: 0,
    minimum: 0,
    maximum: 86400,
  }),
  jitter: Type.Number({
    description: 'By how much of itself the gap is made longer at random.',
    default: 0.2,
    minimum: 0,
    maximum: 10,
  }),
};
const limitsSchema = Type.Object(limitSettings, { ...strict, default: {} });
const pacingSchema = Type.Object(pacingSettings, { ...strict, default: {} });
/** The same of one port: what is absent is as for all. */
function ownLimit(description: string) {
  return Type.Optional(
    Type.Integer({ description: `${description} 0 is no limit; absent: as for all ports.`, minimum: 0 }),
  );
}
const ownLimits = Type.Optional(
  Type.Object(
    {
      smsPerMinute: ownLimit('As limits.smsPerMinute.'),
      smsPerHour: ownLimit('As limits.smsPerHour.'),
      smsPerDay: ownLimit('As limits.smsPerDay.'),
      smsPerMonth: ownLimit('As limits.smsPerMonth.'),
      smsTotal: ownLimit('As limits.smsTotal.'),
      callsPerHour: ownLimit('As limits.callsPerHour.'),
      callsPerDay: ownLimit('As limits.callsPerDay.'),
      callSecondsPerHour: ownLimit('As limits.callSecondsPerHour.'),
      callSecondsPerDay: ownLimit('As limits.callSecondsPerDay.'),
    },
    { ...strict, description: 'Limits of whatever SIM is in this port.' },
  ),
);
const ownGap = Type.Optional(
  Type.Number({
    description: 'As pacing.gap, for this port. In seconds.',
    minimum: 0,
    maximum: 86400,
  }),
);

export const portSchema = Type.Object(
  {
    port: Type.Integer({ description: 'Number of the port in the API.', minimum: 0, maximum: 31 }),
    device: Type.Optional(
      Type.String({
        description: 'Serial device, best as a stable name such as /dev/serial/by-id/usb-...',
        minLength: 1,
      }),
    ),
    baudRate: Type.Optional(
      Type.Integer({
        description: 'Speed of the serial line; absent: found by trying.',
        minimum: 300,
        maximum: 4000000,
      }),
    ),
    tcp: Type.Optional(
      Type.String({
        description: 'host:port of a modem behind a terminal server or simulator.',
        pattern: '^.+:[0-9]{1,5}$',
      }),
    ),
    usb: Type.Optional(
      Type.String({
        description:
          'The modem of this serial number or at this USB place, under whatever tty it has, as `simgate doctor` shows it: serial:2c7c:1234 or place:pci0000:00/0000:00:14.0/usb2/1.4.',
        pattern: '^(serial|place):.+$',
        maxLength: 300,
      }),
    ),
    pin: Type.Optional(Type.String({ description: 'PIN of the SIM.', pattern: '^[0-9]{4,8}$' })),
    smsc: Type.Optional(
      Type.String({
        description: "Service centre to use instead of the SIM's own.",
        pattern: '^\\+?[0-9]{3,20}$',
      }),
    ),
    number: Type.Optional(
      Type.String({
        description: 'Own number, shown where the SIM does not know it.',
        pattern: '^\\+?[0-9]{1,20}$',
      }),
    ),
    toolkitAllows: Type.Optional(
      Type.Array(Type.Enum(['sms', 'ussd', 'ss', 'call']), {
        description:
          "What the SIM's own toolkit may do though it costs money: sms, ussd, ss (supplementary services, as call forwarding), call. Absent: nothing of that. Browsers and data channels are never opened.",
        uniqueItems: true,
      }),
    ),
    toolkitOver: Type.Optional(
      Type.Enum(['module', 'csim'], {
        description:
          "How the SIM's toolkit is reached: module, by the toolkit commands of the modem; csim, by commands to the card itself (AT+CSIM), for a modem that has no toolkit of its own or has it switched off. Absent: module.",
      }),
    ),
    incomingCalls: Type.Optional(
      Type.Enum(['ring', 'refuse', 'answerAndHangUp'], {
        description: 'What this port does with incoming calls; absent: the value of calls.incoming.',
      }),
    ),
    slots: Type.Optional(
      Type.Integer({
        description: 'How many SIMs this place can choose among; absent: one.',
        minimum: 1,
        maximum: 4,
      }),
    ),
    limits: ownLimits,
    gap: ownGap,
    slotCommand: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description:
          'Program and arguments that choose a SIM where the modem itself does not, with {port} and {slot} (from 0) filled in; it ends with 0 when that is done.',
        minItems: 1,
      }),
    ),
    deleteSentMessages: Type.Optional(
      Type.Boolean({
        description:
          'Delete messages that the modem itself has sent from its storage when it is full; absent: no. Received messages are always deleted once they are stored here.',
      }),
    ),
    record: Type.Boolean({
      description: 'Record the AT conversation of this port under the data folder, numbers and texts masked.',
      default: false,
    }),
  },
  {
    ...strict,
    description:
      'One modem; exactly one of device, tcp and usb, or none for a modem that is found (ports: auto).',
  },
);

const discoverySchema = Type.Object(
  {
    enabled: Type.Boolean({
      description:
        'Every modem found becomes a port with a number that it keeps, also when plugged in later. `ports: auto` is this with an empty list.',
      default: false,
    }),
    adapters: Type.Boolean({
      description:
        'Take whatever is behind USB serial adapters (FTDI, CP210x, CH340 and their like) for modems too. Other devices there are sent AT commands.',
      default: false,
    }),
    inhibitModemManager: Type.Boolean({
      description:
        'Ask ModemManager, where it runs, to leave our devices alone while we run (mmcli --inhibit-device).',
      default: true,
    }),
    forgetAfter: days('When a modem that is not plugged in any more loses its number.', 90),
    root: Type.String({
      description:
        'Folder with the dev, sys, run and proc to look at, where a container has those of the machine elsewhere.',
      default: '/',
    }),
  },
  { ...strict, default: {} },
);

const smsSchema = Type.Object(
  {
    validity: Type.Number({
      description: 'TP-VP asked of the service centre. In minutes, 5 to 635040.',
      default: 4320,
      minimum: 5,
      maximum: 635040,
    }),
    referenceWidth: Type.Enum([8, 16], {
      description: 'Width of the reference of long messages, in bits.',
      default: 8,
    }),
    nationalTables: Type.Array(Type.Integer({ minimum: 1, maximum: 13 }), {
      description: 'National language tables (23.038 annex A) that gsm-7bit and auto may use.',
      default: [],
    }),
    refuseUnencodable: Type.Boolean({
      description:
        'Refuse gsm-7bit texts with characters that the alphabet lacks with 400, instead of sending UCS-2.',
      default: false,
    }),
    deliveredStatuses: Type.Array(Type.Integer({ minimum: 0, maximum: 31 }), {
      description: 'TP-ST values that count as delivered.',
      default: [0],
    }),
    queueLimit: Type.Integer({
      description: 'Most messages waiting; more are refused with 413. 0 is no limit.',
      default: 0,
      minimum: 0,
    }),
    waitingAge: seconds('How long a message waits for a port before it ends FAILED.', 86400),
    attempts: Type.Integer({
      description: 'How often a temporarily refused segment is tried.',
      default: 6,
      minimum: 1,
      maximum: 100,
    }),
    retryDelay: seconds('First delay after a temporary refusal; it doubles each time.', 15, 0),
    retryDelayMaximum: seconds('Longest delay between tries.', 900),
    inDoubtAge: seconds('How long a message in doubt waits for a status report.', 86400),
    inDoubtAgeWithoutReport: seconds('The same where no report was asked for.', 300),
    incompleteAge: seconds('When an incomplete long message is shown with gaps.', 86400),
    submitDeadline: seconds('How long the network may take to answer a submit, at least.', 180, 180),
    emergencyNumbers: Type.Boolean({ description: 'Allow sending to emergency numbers.', default: false }),
    recipientOrder: Type.Boolean({
      description:
        'Messages to one number go one after another, through the SIM that carried the last one while it can send.',
      default: true,
    }),
  },
  { ...strict, default: {} },
);

const toolkitSchema = Type.Object(
  { answerTime: seconds('How long a question of the SIM toolkit waits for an answer.', 180, 5) },
  { ...strict, default: {} },
);

const ussdSchema = Type.Object(
  {
    answerDeadline: seconds('How long the network may take to answer; then the session is ended.', 60, 5),
    idleTime: seconds('How long a question of the network may stand open; then the session is ended.', 90, 5),
  },
  { ...strict, default: {} },
);

const callsSchema = Type.Object(
  {
    incoming: Type.Enum(['ring', 'refuse', 'answerAndHangUp'], {
      description:
        'What is done with incoming calls: let them ring, refuse them, or answer and hang up after a while.',
      default: 'ring',
    }),
    answeredFor: seconds('How long an answered call lasts under answerAndHangUp.', 5),
    emergencyNumbers: Type.Boolean({ description: 'Allow calls to emergency numbers.', default: false }),
  },
  { ...strict, default: {} },
);

const modemsSchema = Type.Object(
  {
    sweepInterval: seconds('How often a port lists what its SIM still holds.', 180, 10),
    signalInterval: seconds('How often signal and registration are asked for.', 60, 5),
    reopenDelayMaximum: seconds('Longest delay before a lost device is opened again.', 60),
    recoverAfter: seconds(
      'How long a modem that answers may be of no use (errors only, SIM lost, refused by the network) before its radio or module is restarted; the delay doubles each time.',
      180,
      10,
    ),
    recoveriesPerHour: Type.Integer({
      description: 'Most such restarts of one modem in an hour; 0 is none.',
      default: 4,
      minimum: 0,
      maximum: 60,
    }),
    registrationHold: seconds(
      'How long a registration has to hold before it is announced as up or down.',
      3,
      0,
    ),
    typeStrict: Type.Boolean({
      description: 'Answer WCDMA for LTE and NR in get_port_info.',
      default: false,
    }),
  },
  { ...strict, default: {} },
);

const pushTargetSchema = Type.Object(
  {
    name: Type.String({
      description: 'Name of the target; it keeps its queue as long as it keeps its name.',
      pattern: '^[A-Za-z0-9._-][A-Za-z0-9 ._-]{0,63}$',
    }),
    url: Type.String({
      description: 'Where events are posted to; used as it is with its query.',
      pattern: '^https?://[!-~]+$',
    }),
    kinds: Type.Array(Type.Enum([...eventKinds]), {
      description: `Kinds of events it gets, of ${eventKinds.join(', ')}.`,
      default: [...usualEventKinds],
    }),
    authentication: Type.Enum(['basic', 'digest'], {
      description: 'How the user is sent to the target.',
      default: 'basic',
    }),
    user: Type.String({ description: 'User name for the target; empty: none.', default: '' }),
    password: Type.String({ description: 'Password of that user.', default: '' }),
    secret: Type.String({
      description: 'whsec_ and 24 to 64 bytes in base64: pushes are signed with it (Standard Webhooks).',
      default: '',
      pattern: '^(whsec_[A-Za-z0-9+/]{32,88}={0,2})?$',
    }),
    checkCertificate: Type.Boolean({
      description: 'Refuse an https target whose certificate is not valid.',
      default: true,
    }),
    extraKeys: Type.Boolean({
      description: 'Add imsi, user_id and request_id where the first documents have none.',
      default: true,
    }),
  },
  { ...strict, description: 'A receiver of events.' },
);

const pushSchema = Type.Object(
  {
    targets: Type.Array(pushTargetSchema, {
      description: 'Receivers of events; more are managed under /v1/push-targets.',
      default: [],
      maxItems: 64,
    }),
    timeout: seconds('How long a target may take to answer.', 15),
    retryDelay: seconds('First delay after a push that failed; it doubles each time.', 1, 0.1),
    retryDelayMaximum: seconds('Longest delay between tries.', 600),
    giveUpAfter: seconds('When an event that a target never took is given up.', 259_200),
    concurrency: Type.Integer({
      description: 'Most events on their way to one target at a time; those of one subject go one by one.',
      default: 16,
      minimum: 1,
      maximum: 64,
    }),
    allowedAddresses: Type.Array(
      Type.String({ description: 'An IP address, or a network such as 169.254.7.0/24.' }),
      {
        description: 'Link-local and metadata addresses that targets may have all the same.',
        default: [],
        maxItems: 64,
      },
    ),
  },
  { ...strict, default: {} },
);

const retentionSchema = Type.Object(
  {
    sent: days('Sent messages and their reports.', 90),
    received: days('Received messages.', 90),
    events: days('The event journal.', 90),
    maximumRows: Type.Integer({
      description: 'Most rows kept of each kind; 0 is no limit.',
      default: 0,
      minimum: 0,
    }),
  },
  { ...strict, default: {} },
);

export const configSchema = Type.Object(
  {
    dataFolder: Type.String({ description: 'Where everything lasting lives.', default: './data' }),
    serialNumber: Type.Optional(
      Type.String({
        description: 'sn in every answer; absent: made at first start.',
        pattern: '^[0-9a-f]{4}(-[0-9a-f]{4}){3}$',
      }),
    ),
    timeZone: Type.Optional(
      Type.String({ description: "IANA name of the zone of all times; absent: the machine's." }),
    ),
    stopWithin: seconds('How long a stop may take to finish what is being sent.', 20),
    logLevel: Type.Enum(['trace', 'debug', 'info', 'warn', 'error'], {
      description: 'Least severity that is logged.',
      default: 'info',
    }),
    virtualPorts: Type.Integer({
      description:
        'Virtual modems on a virtual network, used when no ports are given; the last two of each eight have four SIMs.',
      default: 8,
      minimum: 0,
      maximum: 32,
    }),
    http: httpSchema,
    ports: Type.Array(portSchema, {
      description: 'The modems; empty: the virtual ones; auto: those that are found.',
      default: [],
      maxItems: 32,
    }),
    discovery: discoverySchema,
    sms: smsSchema,
    ussd: ussdSchema,
    calls: callsSchema,
    toolkit: toolkitSchema,
    limits: limitsSchema,
    pacing: pacingSchema,
    modems: modemsSchema,
    push: pushSchema,
    balance: balanceSchema,
    alarms: alarmsSchema,
    mail: mailSchema,
    retention: retentionSchema,
  },
  { ...strict, default: {} },
);

export type GatewayConfig = Static<typeof configSchema>;
export type PortConfig = Static<typeof portSchema>;
export type DiscoveryConfig = Static<typeof discoverySchema>;
export type { AlarmsConfig, BalanceConfig, MailConfig } from './alarm-schema.ts';
export type { HttpConfig } from './http-schema.ts';
export type SmsConfig = Static<typeof smsSchema>;
export type ToolkitConfig = Static<typeof toolkitSchema>;
export type UssdConfig = Static<typeof ussdSchema>;
export type CallsConfig = Static<typeof callsSchema>;
export type LimitsConfig = Static<typeof limitsSchema>;
export type ModemsConfig = Static<typeof modemsSchema>;
export type PushConfig = Static<typeof pushSchema>;
export type RetentionConfig = Static<typeof retentionSchema>;
