/** Chapter 11. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ActionRecord } from '../../../port-management/action-record.ts';
import type { PortManagement } from '../../../port-management/port-management.ts';
import { ask, noPortManagement, SN, testServer } from '../../testing/peers.ts';

const record: ActionRecord = {
  ...{ id: 1, port: 1, imsi: '', action: { kind: 'reset' }, askedAt: 0, state: 'pending', text: '' },
};

/** A server whose ports take everything, and what they were asked. */
function willing(answer: Awaited<ReturnType<PortManagement['act']>> = { ok: true, record }) {
  const asked: unknown[] = [];
  const act: PortManagement['act'] = async (port, action) => {
    asked.push([port, action]);
    return answer;
  };
  return { asked, server: testServer({ portManagement: { ...noPortManagement, act } }) };
}

describe('a port is told', () => {
  const rows: [query: string, asked: object][] = [
    ['port=1&action=power&param=off', { action: 'power', param: 'off' }],
    ['port=1&action=slot&param=3', { action: 'slot', param: '3' }],
    ['port=1&action=reset', { action: 'reset' }],
    ['port=1&action=lock&param=0000', { action: 'lock', param: '0000' }],
    [
      'port=1&action=CallForward&param=Uncondational&number=123',
      { action: 'CallForward', param: 'Uncondational', number: '123' },
    ],
    ['port=1&action=CheckCallForward', { action: 'CheckCallForward' }],
  ];
  for (const [query, wanted] of rows)
    for (const body of [undefined, {}])
      test(`${body === undefined ? 'GET' : 'POST'} ${query}`, async () => {
        const { server, asked } = willing();
        const answer = await ask(server, `/api/set_port_info?${query}`, body);
        assert.deepEqual(answer, { error_code: 200, sn: SN });
        assert.deepEqual(asked, [[1, wanted]]);
      });
});

describe('a port is not told', () => {
  const rows: [query: string, error: RegExp][] = [
    ['action=reset', /port/],
    ['port=32&action=reset', /port/],
    ['port=x&action=reset', /port/],
    ['port=1', /action/],
    ['port=1&action=explode', /action/],
    ['port=1&action=CallForward&param=Busy&number=me', /number/],
  ];
  for (const [query, error] of rows)
    test(`${query}: 400, with the field`, async () => {
      const { server, asked } = willing();
      const answer = await ask(server, `/api/set_port_info?${query}`);
      assert.equal(answer.error_code, 400);
      assert.match(String(answer.error), error);
      assert.deepEqual(asked, []);
    });

  for (const code of [400, 500] as const)
    test(`what its management refuses: ${code}, with the reason`, async () => {
      const { server } = willing({ ok: false, code, error: 'port: the port is away.' });
      const answer = await ask(server, '/api/set_port_info?port=1&action=reset');
      assert.deepEqual(answer, { error_code: code, sn: SN, error: 'port: the port is away.' });
    });
});
