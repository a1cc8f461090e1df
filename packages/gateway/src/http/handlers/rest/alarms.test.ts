import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Alarm, AlarmQuery, Alarms, MailState } from '../../../alarms/alarm.ts';
import { basicOf, testServer } from '../../testing/server.ts';

const alarm: Alarm = {
  ...{ id: 7, kind: 'port_down', subject: 'port 3', port: 3, imsi: '', text: 'port 3 cannot send: no SIM' },
  ...{ reason: 'no_sim', raisedAt: 0, clearedAt: null, repeats: 2, lastSteady: 0 },
  ...{ acknowledgedAt: null, acknowledgedBy: '' },
};
const SHOWN =
  '{"id":7,"kind":"port_down","port":3,"imsi":"","trouble":"port 3 cannot send: no SIM","reason":"no_sim",' +
  '"raised_at":"1970-01-01T00:00:00.000Z","repeats":2,"cleared_at":null,"acknowledged_at":null,"acknowledged_by":""}';

function scripted(mail?: MailState) {
  const queries: AlarmQuery[] = [];
  const seen: [number, string][] = [];
  const alarms: Alarms = {
    list: query => {
      queries.push(query);
      return [alarm];
    },
    openByKind: () => new Map([['port_down', 1]] as const),
    acknowledge: async (id, user) => {
      seen.push([id, user]);
      return id === 7 ? { ok: true, alarm } : { ok: false, code: 404, error: 'id: there is no such alarm.' };
    },
    mail: () => mail,
    testMail: async () =>
      mail === undefined
        ? { ok: false, code: 409, error: 'mail.host: no relay is set in the settings.' }
        : { ok: true, trouble: mail.trouble },
  };
  return { queries, seen, server: testServer({ management: { alarms } }) };
}

function get(server: ReturnType<typeof scripted>['server'], url: string, user = 'viewer') {
  return server.app.inject({ url, headers: { authorization: basicOf(user) } });
}

function post(server: ReturnType<typeof scripted>['server'], url: string, user = 'operator') {
  return server.app.inject({ method: 'POST', url, headers: { authorization: basicOf(user) } });
}

describe('/v1/alarms', () => {
  test('lists alarms, for a viewer too', async () => {
    const { server, queries } = scripted();
    const { body } = await get(server, '/v1/alarms');
    assert.equal(body, `{"alarms":[${SHOWN}],"next":null,"mail":null}`);
    assert.deepEqual(queries, [{ open: undefined, before: undefined, limit: 100 }]);
  });

  test('in pages, and those that last alone', async () => {
    const { server, queries } = scripted();
    const { next } = (await get(server, '/v1/alarms?open=true&before=9&limit=1')).json();
    assert.equal(next, 7);
    assert.deepEqual(queries, [{ open: true, before: 9, limit: 1 }]);
  });

  test('shows how the mails go', async () => {
    const { server } = scripted({ waiting: 2, failures: 3, trouble: 'the relay does not answer' });
    const { mail } = (await get(server, '/v1/alarms')).json();
    assert.deepEqual(mail, { waiting: 2, failures: 3, trouble: 'the relay does not answer' });
    const { body } = await get(server, '/metrics', 'admin');
    assert.match(body, /^simgate_alarms_open\{kind="port_down"\} 1$/m);
    assert.match(body, /^simgate_alarms_open\{kind="disk_low"\} 0$/m);
    assert.match(body, /^simgate_alarm_mails_waiting 2$/m);
  });
});

describe('acknowledging', () => {
  test('notes the user, in the audit trail too', async () => {
    const { server, seen } = scripted();
    const answer = await post(server, '/v1/alarms/7/acknowledge');
    assert.deepEqual([answer.statusCode, answer.body], [200, SHOWN]);
    assert.deepEqual(seen, [[7, 'operator']]);
    const [entry] = server.management.audit.list(undefined, 1);
    assert.deepEqual(
      [entry?.user, entry?.endpoint, entry?.parameters],
      ['operator', 'acknowledge_alarm', '{"id":7}'],
    );
  });

  test('is refused where there is none, and to a viewer', async () => {
    const { server, seen } = scripted();
    const { statusCode, body } = await post(server, '/v1/alarms/8/acknowledge');
    assert.deepEqual([statusCode, body], [404, '{"error":"id: there is no such alarm."}']);
    assert.equal((await post(server, '/v1/alarms/7/acknowledge', 'viewer')).statusCode, 403);
    assert.equal(seen.length, 1);
  });
});

describe('a test mail', () => {
  test('answers how it went', async () => {
    const { server } = scripted({ waiting: 0, failures: 0, trouble: 'the relay refuses' });
    assert.equal(
      (await post(server, '/v1/alarms/test-mail')).body,
      '{"sent":false,"trouble":"the relay refuses"}',
    );
  });

  test('needs a relay', async () => {
    const { statusCode, body } = await post(scripted().server, '/v1/alarms/test-mail');
    assert.deepEqual([statusCode, body], [409, '{"error":"mail.host: no relay is set in the settings."}']);
  });
});
