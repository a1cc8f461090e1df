import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AskOutcome, Balances, BalanceView } from '../../../balance/balances.ts';
import { basic, basicOf, testServer } from '../../testing/server.ts';

const view: BalanceView = {
  ...{ imsi: '262011', iccid: '89490', port: 1, presentPort: 1, askedAt: 0, amount: '4.20', currency: 'EUR' },
  ...{ readAt: 1000, text: 'Guthaben 4,20 EUR', trouble: '', failures: 0, nextSteady: 0, threshold: 5 },
  ...{ isLow: true, nextIn: 3600, isAsked: false },
};

function serverWith(
  outcome: AskOutcome = { ok: true, imsi: '262011' },
  differences: Partial<BalanceView> = {},
) {
  const asked: number[] = [];
  const balances: Balances = {
    list: () => [{ ...view, ...differences }],
    ask: async port => {
      asked.push(port);
      return outcome;
    },
  };
  return { asked, server: testServer({ management: { balances } }) };
}

describe('/v1/balances', () => {
  test('has everything that is known of each SIM', async () => {
    const response = await serverWith().server.app.inject({
      url: '/v1/balances',
      headers: { authorization: basic },
    });
    assert.equal(
      response.body,
      '{"balances":[{"imsi":"262011","iccid":"89490","port":1,"amount":"4.20","currency":"EUR","read_at":"1970-01-01T00:00:01.000Z",' +
        '"threshold":5,"low":true,"text":"Guthaben 4,20 EUR","trouble":"","failures":0,"asked_at":"1970-01-01T00:00:00.000Z","asking":false,"next_in":3600}]}',
    );
  });

  test('has null for what is not known of a SIM, or not set', async () => {
    const unknown = { presentPort: undefined, threshold: undefined, nextIn: undefined, readAt: null };
    const { server } = serverWith(undefined, unknown);
    const response = await server.app.inject({ url: '/v1/balances', headers: { authorization: basic } });
    const [{ port, threshold, next_in, read_at }] = response.json().balances;
    assert.deepEqual([port, threshold, next_in, read_at], [null, null, null, null]);
  });

  test('a viewer sees the amount and not the text', async () => {
    const headers = { authorization: basicOf('viewer') };
    const response = await serverWith().server.app.inject({ url: '/v1/balances', headers });
    assert.deepEqual([response.json().balances[0].amount, response.json().balances[0].text], ['4.20', '']);
  });

  test('metrics show the amount of the SIM of each port', async () => {
    const { body } = await serverWith().server.app.inject({
      url: '/metrics',
      headers: { authorization: basic },
    });
    assert.match(body, /^simgate_sim_balance\{port="1"\} 4\.2$/m);
    assert.match(body, /^simgate_sim_balance_age_seconds\{port="1"\} \d+$/m);
  });
});

describe('asking now', () => {
  async function post(outcome?: AskOutcome, user = 'operator') {
    const { server, asked } = serverWith(outcome);
    const headers = { authorization: basicOf(user) };
    const { statusCode, body } = await server.app.inject({
      method: 'POST',
      url: '/v1/ports/1/balance',
      headers,
    });
    return { statusCode, body, asked };
  }

  test('is accepted with the SIM that is asked', async () => {
    assert.deepEqual(await post(), { statusCode: 202, body: '{"port":1,"imsi":"262011"}', asked: [1] });
  });

  test('is refused with the reason', async () => {
    const { statusCode, body } = await post({ ok: false, code: 503, error: 'port: a call is going on.' });
    assert.deepEqual([statusCode, body], [503, '{"error":"port: a call is going on."}']);
  });

  test('needs an operator', async () => {
    assert.deepEqual((({ statusCode, asked }) => [statusCode, asked])(await post(undefined, 'viewer')), [
      403,
      [],
    ]);
  });
});
