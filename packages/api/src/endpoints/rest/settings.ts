/** Settings that may change while the gateway runs. Their names are those of the settings file. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';

function seconds(least: number) {
  return Type.Number({ description: `a number of seconds, ${least} or more`, minimum: least });
}
/** Below an hour a slip of the hand would empty the store. */
const days = Type.Refine(
  Type.Number({ description: 'a number of days, an hour (0.042) or more; 0 keeps for ever', minimum: 0 }),
  value => value === 0 || value * 24 >= 1,
  () => 'must be an hour or more',
);
const yesOrNo = Type.Boolean({ description: 'true or false' });

const logLevel = Type.Enum(['trace', 'debug', 'info', 'warn', 'error'], {
  description: 'one of trace, debug, info, warn, error',
});

const sms = {
  validity: Type.Number({ description: 'a number of minutes from 5 to 635040', minimum: 5, maximum: 635040 }),
  refuseUnencodable: yesOrNo,
  deliveredStatuses: Type.Array(Type.Integer({ minimum: 0, maximum: 31 }), {
    description: 'a list of TP-ST values from 0 to 31',
    maxItems: 32,
  }),
  queueLimit: Type.Integer({ description: 'a whole number; 0 is no limit', minimum: 0 }),
  waitingAge: seconds(1),
  attempts: Type.Integer({ description: 'a whole number from 1 to 100', minimum: 1, maximum: 100 }),
  retryDelay: seconds(0),
  retryDelayMaximum: seconds(1),
  inDoubtAge: seconds(1),
  inDoubtAgeWithoutReport: seconds(1),
  incompleteAge: seconds(1),
  emergencyNumbers: yesOrNo,
  recipientOrder: yesOrNo,
};

const retention = {
  sent: days,
  received: days,
  events: days,
  maximumRows: Type.Integer({ description: 'a whole number; 0 is no limit', minimum: 0 }),
};

const reply = Type.Object(
  {
    logLevel,
    sms: Type.Object(sms, exact),
    retention: Type.Object(retention, exact),
    changed: Type.Array(Type.String(), {
      description: 'what was changed here and stands above the settings file, as sms.queueLimit',
    }),
  },
  exact,
);

const getSettings = endpoint({
  name: 'get_settings',
  access: may.operate,
  style: 'rest',
  path: '/v1/settings',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Shows the settings that may change while the gateway runs.',
  request: Type.Object({}),
  reply,
  codes: { 200: 'Here they are.' },
});

const changeSettings = endpoint({
  name: 'change_settings',
  access: may.administer,
  audited: true,
  style: 'rest',
  path: '/v1/settings',
  methods: ['PATCH'],
  parametersIn: 'body',
  sentence: 'Changes what is named, at once and for good; reset brings back the values of the settings file.',
  changesState: true,
  request: Type.Object(
    {
      logLevel: Type.Optional(logLevel),
      sms: Type.Optional(Type.Partial(Type.Object(sms), { ...exact, description: 'an object of settings' })),
      retention: Type.Optional(
        Type.Partial(Type.Object(retention), { ...exact, description: 'an object of settings' }),
      ),
      reset: Type.Optional(
        Type.Array(Type.String(), { description: 'a list of names such as sms.queueLimit', maxItems: 50 }),
      ),
    },
    exact,
  ),
  reply,
  codes: { 200: 'Changed.', 400: 'A setting is unknown here or its value is not allowed.' },
});

const setting = Type.Object(
  {
    name: Type.String({ description: 'as in the settings file: http.port' }),
    value: Type.String({ description: 'its value as JSON; *** stands for a secret' }),
    default: Type.String({ description: 'what it is where nothing sets it, as JSON' }),
    description: Type.String({ description: 'what it does' }),
    source: Type.Enum(['default', 'file', 'environment', 'here'], {
      description: 'where its value comes from; here: changed by change_settings',
    }),
    restart: Type.Boolean({ description: 'whether a change counts only after a restart' }),
  },
  { ...exact, description: 'a setting' },
);

const listSettings = endpoint({
  name: 'list_settings',
  access: may.administer,
  style: 'rest',
  path: '/v1/settings/all',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Lists every setting, where its value comes from, and whether a change needs a restart.',
  request: Type.Object({}),
  reply: Type.Object({ settings: Type.Array(setting) }, exact),
  codes: { 200: 'Here they are.' },
});

/** In the order of the manual. */
export const settingsEndpoints = [getSettings, changeSettings, listSettings] as const;
