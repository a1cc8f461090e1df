/** The settings of what watches over the gateway: balances, alarms, and the mails about them. */
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;

function minutes(description: string, value: number) {
  return Type.Number({ description: `${description} In minutes; 0: never.`, default: value, minimum: 0 });
}
function percent(description: string, value: number) {
  return Type.Number({
    description: `${description} In percent; 0: never.`,
    default: value,
    minimum: 0,
    maximum: 100,
  });
}

const balanceRuleSchema = Type.Object(
  {
    imsi: Type.String({
      description:
        'How the IMSI of the SIM begins: MCC and MNC of its operator (262-01 or 26201), or more. Empty: any SIM.',
      default: '',
      pattern: '^([0-9]{3}-?[0-9]{0,12})?$',
    }),
    ports: Type.Array(Type.Integer({ minimum: 0, maximum: 31 }), {
      description: 'The ports where this holds; empty: every port.',
      default: [],
      maxItems: 32,
    }),
    code: Type.String({
      description: 'The USSD code that asks for the balance.',
      minLength: 1,
      maxLength: 182,
    }),
    answers: Type.Array(Type.String({ minLength: 1, maxLength: 182 }), {
      description: 'Answers to the menus of the operator, in order.',
      default: [],
      maxItems: 5,
    }),
    pattern: Type.String({
      description:
        "The operator's text with {amount} in the place of the amount; {currency} is a word, * is anything (docs/alarms.md).",
      default: '{amount}',
      minLength: 8,
      maxLength: 200,
    }),
    decimal: Type.Enum(['auto', 'point', 'comma'], {
      description: 'The mark before the fraction of an amount; auto: chosen by the form of the number.',
      default: 'auto',
    }),
    currency: Type.String({
      description: 'The currency, where the answer does not name it; otherwise what the answer names.',
      default: '',
      maxLength: 8,
    }),
    threshold: Type.Optional(
      Type.Number({
        description: 'A balance below this is an alarm; absent: none is.',
        minimum: -1e12,
        maximum: 1e12,
      }),
    ),
    every: Type.Number({
      description: 'How often a SIM is asked. In hours; it varies by a tenth.',
      default: 24,
      minimum: 0.25,
      maximum: 8760,
    }),
  },
  { ...strict, description: 'How the SIMs of an operator are asked for their balance.' },
);

export const balanceSchema = Type.Object(
  {
    rules: Type.Array(balanceRuleSchema, {
      description:
        'How SIMs are asked for their balance; the first that fits a SIM holds. Empty: none is asked.',
      default: [],
      maxItems: 64,
    }),
  },
  { ...strict, default: {} },
);

/** States of a port in which a person wants it not to send. */
const wantedReasons = ['blocked', 'switched_off', 'stopped'];

export const alarmsSchema = Type.Object(
  {
    portDown: minutes('How long a port may be unable to send before that is an alarm.', 10),
    portDownExcept: Type.Array(Type.String({ pattern: '^[a-z_]{1,40}$' }), {
      description:
        'Reasons of ports (docs/reasons.md) that are no alarm, such as no_sim for places that stay empty.',
      default: wantedReasons,
      maxItems: 64,
    }),
    queueOld: minutes(
      'How old the oldest message that no port has begun may be before that is an alarm.',
      30,
    ),
    pushFailing: minutes('How old the oldest event of a push target may be before that is an alarm.', 60),
    diskFree: percent('How much of the disk of the data folder has to be free; less is an alarm.', 5),
    limitLeft: percent('How much of a limit of a SIM has to be left; less is an alarm.', 0),
    balanceFailures: Type.Integer({
      description:
        'How many questions for the balance of a SIM may fail in a row before that is an alarm; 0: any number.',
      default: 3,
      minimum: 0,
      maximum: 1000,
    }),
    repeatEvery: Type.Number({
      description:
        'An alarm that lasts is repeated so often until a person acknowledges it. In hours; 0: never.',
      default: 24,
      minimum: 0,
      maximum: 8760,
    }),
  },
  { ...strict, default: {} },
);

export const mailSchema = Type.Object(
  {
    host: Type.String({
      description: 'The SMTP relay that takes mails about alarms; empty: none is sent.',
      default: '',
    }),
    port: Type.Integer({
      description: 'Its port; 0: the usual one, 465 with tls, 587 with starttls, 25 with none.',
      default: 0,
      minimum: 0,
      maximum: 65535,
    }),
    security: Type.Enum(['starttls', 'tls', 'none'], {
      description:
        'starttls and tls encrypt or send nothing; none is for a relay on this machine, without a user.',
      default: 'starttls',
    }),
    checkCertificate: Type.Boolean({
      description: 'Refuse a relay whose certificate is not valid.',
      default: true,
    }),
    caFile: Type.Optional(
      Type.String({
        description: 'PEM file with the authority of the certificate, where it is one of your own.',
        minLength: 1,
      }),
    ),
    user: Type.String({ description: 'User name for the relay; empty: none.', default: '', maxLength: 256 }),
    password: Type.String({
      description: 'Password of that user; better in passwordFile or the environment.',
      default: '',
    }),
    passwordFile: Type.Optional(
      Type.String({ description: 'File with that password, read whenever it is needed.', minLength: 1 }),
    ),
    from: Type.String({ description: 'Address of the sender.', default: '', maxLength: 320 }),
    to: Type.Array(Type.String({ minLength: 3, maxLength: 320 }), {
      description: 'Addresses that get the mails.',
      default: [],
      maxItems: 20,
    }),
    gather: Type.Number({
      description: 'How long alarms are gathered into one mail. In seconds.',
      default: 60,
      minimum: 0,
      maximum: 3600,
    }),
    retryDelayMaximum: Type.Number({
      description:
        'Longest delay between tries to hand a mail to the relay; the first is a minute. In seconds.',
      default: 3600,
      minimum: 60,
      maximum: 86400,
    }),
    queueLimit: Type.Integer({
      description: 'Most notices kept while the relay takes none; the oldest go first.',
      default: 1000,
      minimum: 1,
      maximum: 100000,
    }),
  },
  { ...strict, default: {} },
);

export type BalanceConfig = Static<typeof balanceSchema>;
export type AlarmsConfig = Static<typeof alarmsSchema>;
export type MailConfig = Static<typeof mailSchema>;
