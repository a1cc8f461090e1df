/** Alarms: what is wrong, what was, who has seen it, and whether mails about it go. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, portNumber } from '../../parameters.ts';
import { type AlarmKind, alarmReasons } from '../../reasons/alarm-reasons.ts';
import { may } from '../../roles.ts';
import { idInPath, instant, newestFirst, next } from './rest-parameters.ts';

const kinds = Object.keys(alarmReasons) as AlarmKind[];

const alarm = Type.Object(
  {
    id: Type.Integer({ description: 'the id of the alarm', minimum: 1 }),
    kind: Type.Enum(kinds, { description: 'what is wrong, with causes and remedies in docs/reasons.md' }),
    port: Type.Union([portNumber, Type.Null()], { description: 'the port; null where it is about none' }),
    imsi: Type.String({ description: 'the SIM; "" where it is about none' }),
    trouble: Type.String({ description: 'what is wrong, for people' }),
    reason: Type.String({
      description: 'a closer code, such as the reason of the port; "" where there is none',
    }),
    raised_at: instant('when it was raised'),
    repeats: Type.Integer({ description: 'how often it was repeated since', minimum: 0 }),
    cleared_at: Type.Union([instant('when it was over'), Type.Null()], {
      description: 'null while it lasts',
    }),
    acknowledged_at: Type.Union([instant('when a person had seen it'), Type.Null()], {
      description: 'null where nobody has',
    }),
    acknowledged_by: Type.String({ description: 'the user; "" where nobody has seen it' }),
  },
  { ...exact, description: 'an alarm' },
);

const mail = Type.Union(
  [
    Type.Object(
      {
        waiting: Type.Integer({ description: 'notices that no mail carried yet', minimum: 0 }),
        failures: Type.Integer({ description: 'tries that failed since the last mail', minimum: 0 }),
        trouble: Type.String({ description: 'why the last try failed; "" where it did not' }),
      },
      exact,
    ),
    Type.Null(),
  ],
  { description: 'how the mails go; null where no relay is set' },
);

const listAlarms = endpoint({
  name: 'list_alarms',
  access: may.watch,
  style: 'rest',
  path: '/v1/alarms',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists alarms, newest first: those that last and those that are over.',
  request: Type.Object({
    open: Type.Optional(
      Type.Boolean({ description: 'true: only those that last; false: only those that are over' }),
    ),
    ...newestFirst,
  }),
  reply: Type.Object({ alarms: Type.Array(alarm), next, mail }, exact),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.' },
});

const acknowledgeAlarm = endpoint({
  name: 'acknowledge_alarm',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/alarms/{id}/acknowledge',
  methods: ['POST'],
  parametersIn: 'none',
  sentence: 'Notes that you have seen an alarm: it is not repeated any more. Its end is still announced.',
  changesState: true,
  request: Type.Object({ id: idInPath('alarm') }, exact),
  reply: alarm,
  codes: {
    200: 'It is noted; where somebody had seen it before, that stays.',
    400: 'A parameter is wrong.',
    404: 'There is no such alarm.',
    409: 'It is over.',
  },
});

const testMail = endpoint({
  name: 'test_mail',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/alarms/test-mail',
  methods: ['POST'],
  parametersIn: 'none',
  sentence: 'Sends a mail by the relay of the settings at once, beside the queue, and answers how it went.',
  changesState: true,
  request: Type.Object({}, exact),
  reply: Type.Object(
    {
      sent: Type.Boolean({ description: 'whether the relay took it' }),
      trouble: Type.String({ description: 'why it did not; "" where it did' }),
    },
    exact,
  ),
  codes: {
    200: 'It was tried.',
    400: 'A parameter is wrong.',
    409: 'No relay is set.',
    429: 'One was sent a moment ago.',
  },
});

/** In the order of the manual. */
export const alarmEndpoints = [listAlarms, acknowledgeAlarm, testMail] as const;
