import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inTime } from '../../../at/testing.ts';
import { addCall, endCall, noteCell, noteStage } from '../../../sessions/calls/call-record.ts';
import { createJournal } from '../../../store/journal.ts';
import {
  ask,
  basic,
  runningServer,
  SN,
  type TestServer,
  testServer,
  writingServer,
} from '../../testing/server.ts';

const DAY = 24 * 3_600_000;

interface Past {
  readonly port?: number;
  readonly direction?: 'incoming' | 'outgoing';
  readonly source?: string;
  readonly destination?: string;
  readonly started?: number;
  /** Milliseconds from its start; absent: it was not answered. */
  readonly answered?: number;
}

/** Writes a call of 22 seconds into the record, as a port does. */
async function pastCall({ store, clock }: TestServer, past: Past = {}): Promise<void> {
  const { port = 2, direction = 'outgoing', source = '15001', destination = '12341234' } = past;
  const { started = 0, answered } = past;
  const journal = createJournal(store, clock);
  await store.write(database => {
    const id = addCall(database, {
      ...{ port, imsi: '46001', direction, source, destination, started, steady: 0 },
      stage: direction === 'outgoing' ? 'dialing' : 'incoming',
    });
    if (answered !== undefined) {
      noteStage(database, id, 'active', { answered: started + answered });
      noteCell(database, id, '62');
    }
    endCall(database, journal, id, {
      ...{ at: started + 22_000, duration: answered === undefined ? 0 : (22_000 - answered) / 1000 },
      ...{ hangup: direction === 'outgoing' ? 'called' : 'calling', cause: 16, interrupted: false },
      reason: { code: '', text: '' },
    });
  });
}

const missed: Past = { direction: 'incoming', source: '', destination: '15001' };

/** Asks with the right password; answers status and body. */
async function send(server: TestServer, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
  const headers = { authorization: basic, 'content-type': 'application/json' };
  const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

describe('get_cdr', () => {
  test('a call of which nobody knows how it ended: by the gateway, for no reason that has a name', async () => {
    const server = writingServer();
    await server.store.write(database => {
      database.run(
        "INSERT INTO calls (direction, source, destination, state, started, ended, steady) VALUES (0, '', '', 6, 0, 0, 0)",
      );
      database.run('INSERT INTO call_legs (call_id, side, port) VALUES (1, 0, 2)');
    });
    const { cdr } = await ask(server, '/api/get_cdr', { port: [2] });
    assert.ok(Array.isArray(cdr));
    assert.deepEqual([cdr[0].hangup, cdr[0].gsm_code], ['gateway', 127]);
  });

  test('exactly the twelve documented keys, in their order', async () => {
    const server = writingServer();
    await pastCall(server, { answered: 11_000 });
    await pastCall(server, missed);
    assert.equal(
      JSON.stringify(await ask(server, '/api/get_cdr', { port: [2, 3] })),
      `{"error_code":200,"sn":"${SN}","cdr":[` +
        '{"port":2,"start_date":"1970-01-01 01:00:00","answer_date":"1970-01-01 01:00:11","duration":11,' +
        '"source_number":"15001","destination_number":"12341234","direction":"ip->gsm","ip":"","codec":"",' +
        '"hangup":"called","gsm_code":16,"bcch":"62"},' +
        '{"port":2,"start_date":"1970-01-01 01:00:00","answer_date":"","duration":0,"source_number":"",' +
        '"destination_number":"15001","direction":"gsm->ip","ip":"","codec":"","hangup":"calling",' +
        '"gsm_code":16,"bcch":""}]}',
    );
  });

  test('a call that an IP side was joined to shows its address and codec', async () => {
    const server = writingServer();
    await pastCall(server);
    await server.store.write(database =>
      database.run(
        "INSERT INTO call_legs (call_id, side, address, codec) VALUES (1, 1, '172.16.100.136', 'G.711U')",
      ),
    );
    const { cdr } = await ask(server, '/api/get_cdr', {});
    assert.partialDeepStrictEqual(cdr, [{ ip: '172.16.100.136', codec: 'G.711U' }]);
  });

  // Ports 2, 3 and 4; the call of port 3 is a day younger, that of port 4 begins in the second after the limit.
  const filters: readonly [body: string | undefined, ports: number[]][] = [
    [undefined, [2, 4, 3]],
    ['', [2, 4, 3]],
    ['[]', [2, 4, 3]],
    ['{}', [2, 4, 3]],
    ['{"port":[2,3]}', [2, 3]],
    ['{"port":"2"}', [2]],
    ['{"time_after":"1970-01-02 01:00:00"}', [3]],
    ['{"time_before":"1970-01-01 02:00:00"}', [2]],
  ];
  test('filters by ports and whole seconds of local time', async () => {
    const server = writingServer();
    await pastCall(server, { port: 2, started: 3_600_999 });
    await pastCall(server, { port: 4, started: 3_601_000 });
    await pastCall(server, { port: 3, started: DAY });
    for (const [payload, ports] of filters) {
      const response = await server.app.inject({
        method: payload === undefined ? 'GET' : 'POST',
        url: '/api/get_cdr',
        headers: { authorization: basic },
        ...(payload === undefined ? {} : { payload }),
      });
      const shown = response.json().cdr.map(({ port }: { port: number }) => port);
      assert.deepEqual(shown, ports, payload);
    }
  });

  test('a time that cannot be read is refused by name', async () => {
    const reply = await ask(testServer(), '/api/get_cdr', { time_after: '2015-02-30 00:00:00' });
    assert.equal(reply.error_code, 400);
    assert.match(String(reply.error), /^time_after: /);
  });
});

describe('/v1/calls', () => {
  test('shows a call with every key', async () => {
    const server = writingServer();
    await pastCall(server, { answered: 11_000 });
    assert.deepEqual(await send(server, 'GET', '/v1/calls/1'), {
      status: 200,
      body: {
        ...{ id: 1, port: 2, imsi: '46001', direction: 'outgoing', source_number: '15001' },
        ...{ destination_number: '12341234', state: 'ended', started_at: '1970-01-01T00:00:00.000Z' },
        ...{ answered_at: '1970-01-01T00:00:11.000Z', ended_at: '1970-01-01T00:00:22.000Z', duration: 11 },
        ...{ hangup: 'called', gsm_code: 16, bcch: '62', reason: '', reason_code: '', interrupted: false },
      },
    });
    assert.equal((await send(server, 'GET', '/v1/calls/2')).status, 404);
  });

  test('lists in pages: next names the last call of a full page', async () => {
    const server = writingServer();
    for (const port of [2, 2, 3, 2]) await pastCall(server, { port });
    const idsOf = async (query: string) => {
      const { body } = await send(server, 'GET', `/v1/calls${query}`);
      return [body.calls.map(({ id }: { id: number }) => id), body.next];
    };
    assert.deepEqual(await idsOf(''), [[4, 3, 2, 1], null]);
    assert.deepEqual(await idsOf('?limit=2&port=2'), [[4, 2], 2]);
    assert.deepEqual(await idsOf('?limit=2&port=2&before=2'), [[1], null]);
    assert.deepEqual(await idsOf('?ongoing=true'), [[], null]);
    assert.deepEqual(await idsOf('?ongoing=false&before=3'), [[2, 1], null]);
  });

  /** A port whose modem can call; the test sets what +CLCC answers. */
  async function callingServer() {
    const ok = ['OK'];
    const takes = ['ATD+4917;', 'ATA', 'AT+CHLD=2', 'AT+VTS=1', 'AT+VTS=#', 'AT+CHUP', 'ATH', 'AT+CHLD=?'];
    const modems = { 2: { ...Object.fromEntries(takes.map(text => [text, ok])), 'AT+CLCC': ok } };
    const server = await runningServer({ modems });
    const modem = server.modem(2);
    const list = async (...rows: string[]) => {
      modem.answers.set('AT+CLCC', [...rows, 'OK']);
      server.clock.advance(1000);
      await server.store.quiet();
    };
    return { server, modem, list };
  }

  test('dials, sends tones, holds, retrieves and hangs up', async () => {
    const { server, modem, list } = await callingServer();
    const act = (...request: Parameters<typeof send> extends [unknown, ...infer Rest] ? Rest : never) =>
      inTime(server.clock, send(server, ...request));
    assert.equal((await act('POST', '/v1/calls', { number: '+4917', port: 2 })).status, 201);
    await list('+CLCC: 1,0,0,0,0,"+4917",145');
    const before = modem.sent.length;
    assert.equal((await act('POST', '/v1/calls/1/tones', { tones: '1#' })).status, 200);
    assert.equal((await act('POST', '/v1/calls/1/hold')).status, 200);
    await list('+CLCC: 1,0,1,0,0,"+4917",145');
    assert.equal((await act('POST', '/v1/calls/1/retrieve')).status, 200);
    await list('+CLCC: 1,0,0,0,0,"+4917",145');
    assert.equal((await act('DELETE', '/v1/calls/1')).status, 200);
    const given = modem.sent.slice(before).filter(text => /^AT\+(VTS|CHLD=2|CHUP)|^ATH/.test(text));
    // This modem's list goes on with the call: the next way to hang up may follow before the answer is here.
    assert.deepEqual(given.slice(0, 5), ['AT+VTS=1', 'AT+VTS=#', 'AT+CHLD=2', 'AT+CHLD=2', 'AT+CHUP']);
  });

  test('answers a call that comes', async () => {
    const { server, modem, list } = await callingServer();
    modem.says('RING');
    await list('+CLCC: 1,1,4,0,0,"+4917",145');
    const answered = await inTime(server.clock, send(server, 'POST', '/v1/calls/1/answer'));
    assert.equal(answered.status, 200);
    assert.ok(modem.sent.includes('ATA'));
  });

  const refusals: readonly ['POST' | 'DELETE', string, object | undefined, number, RegExp][] = [
    ['POST', '/v1/calls', {}, 400, /^number: /],
    ['POST', '/v1/calls', { number: '4917;ATZ' }, 400, /^number: /],
    ['POST', '/v1/calls', { number: '4917', port: 32 }, 400, /^port: /],
    ['POST', '/v1/calls', { number: '4917' }, 503, /^port: no port is free/],
    ['POST', '/v1/calls/3/tones', { tones: 'x' }, 400, /^tones: /],
    ['POST', '/v1/calls/3/tones', { tones: '' }, 400, /^tones: /],
    ['POST', '/v1/calls/3/answer', undefined, 404, /^call_id: /],
    ['POST', '/v1/calls/3/hold', undefined, 404, /^call_id: /],
    ['POST', '/v1/calls/3/retrieve', undefined, 404, /^call_id: /],
    ['DELETE', '/v1/calls/3', undefined, 404, /^call_id: /],
  ];
  for (const [method, url, payload, status, error] of refusals)
    test(`${method} ${url} ${JSON.stringify(payload ?? '')} is refused with ${status}`, async () => {
      const answer = await send(testServer(), method, url, payload);
      assert.equal(answer.status, status);
      assert.match(answer.body.error, error);
    });
});
