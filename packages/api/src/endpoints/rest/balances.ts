/** Balances of SIMs: what the operators answered last, and asking now. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, portNumber } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { instant } from './rest-parameters.ts';

const balance = Type.Object(
  {
    imsi: Type.String({ description: 'the SIM' }),
    iccid: Type.String({ description: 'its card' }),
    port: Type.Union([portNumber, Type.Null()], { description: 'the port it is in now; null: in none' }),
    amount: Type.Union([Type.String({ pattern: '^-?[0-9]+(\\.[0-9]+)?$' }), Type.Null()], {
      description: 'the balance as a plain decimal number; null before the first that was read',
    }),
    currency: Type.String({ description: 'as the operator or the settings name it; "" where nobody does' }),
    read_at: Type.Union([instant('when the amount was read'), Type.Null()], {
      description: 'null before the first',
    }),
    threshold: Type.Union([Type.Number(), Type.Null()], {
      description: 'a balance below this is low; null: none is',
    }),
    low: Type.Boolean({ description: 'whether it is low' }),
    text: Type.String({ description: "the operator's last answer" }),
    trouble: Type.String({ description: 'why the last question had no result; "" where it had one' }),
    failures: Type.Integer({ description: 'questions without a result since the last with one', minimum: 0 }),
    asked_at: instant('when it was asked last'),
    asking: Type.Boolean({ description: 'whether an answer is outstanding' }),
    next_in: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: 'seconds until it is asked again; null where it is in no port, or no rule fits it',
    }),
  },
  { ...exact, description: 'the balance of a SIM' },
);

const listBalances = endpoint({
  name: 'list_balances',
  access: may.watch,
  style: 'rest',
  path: '/v1/balances',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Lists the balances of the SIMs that were asked, by `balance.rules` of the settings or now.',
  request: Type.Object({}),
  reply: Type.Object({ balances: Type.Array(balance) }, exact),
  codes: { 200: 'Here they are.' },
});

const askBalance = endpoint({
  name: 'ask_balance',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/ports/{port}/balance',
  methods: ['POST'],
  parametersIn: 'none',
  sentence: 'Asks the SIM of a port for its balance now; the answer stands in `/v1/balances` a little later.',
  changesState: true,
  request: Type.Object({ port: portNumber }, exact),
  reply: Type.Object(
    { port: portNumber, imsi: Type.String({ description: 'the SIM that is asked' }) },
    exact,
  ),
  codes: {
    202: 'It is asked.',
    400: 'A parameter is wrong.',
    404: 'There is no such port.',
    409: 'No rule of the settings fits its SIM.',
    500: 'The question could not be stored.',
    503: 'It cannot be asked now; error has the reason.',
  },
});

/** In the order of the manual. */
export const balanceEndpoints = [listBalances, askBalance] as const;
