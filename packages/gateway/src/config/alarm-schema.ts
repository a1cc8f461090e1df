/** The settings of what watches over the gateway: balances, alarms, and the mails about them. */
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;

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
      description: 'The mark before the fraction of an amount; auto tells it by the form of the number.',
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

export type BalanceConfig = Static<typeof balanceSchema>;
