/** Chapters 6 to 15, over HTTP. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SERIAL, type TestFleet, testFleet } from '../test-fleet.ts';

async function receive(bench: TestFleet, ...texts: readonly string[]) {
  const messages = texts.map((text, port) => ({ from: '6717', text, gateway: 0, port }));
  await bench.control('POST', '/incoming', messages);
}

describe('query_incoming_sms, chapter 6', () => {
  test('an item has the keys of the manual in their order', async () => {
    await using bench = await testFleet();
    await receive(bench, 'This is a test');
    assert.equal(
      (await bench.fetch('/api/query_incoming_sms?flag=all')).text,
      `{"error_code":200,"sn":"${SERIAL}","sms":[{"incoming_sms_id":1,"port":0,"number":"6717","smsc":"+88203999999999","timestamp":"2025-01-01 12:00:00","text":"This is a test","imsi":"001010000000000"}],"read":0,"unread":1}`,
    );
  });

  const rows: readonly [query: string, ids: readonly number[], read: number, unread: number][] = [
    ['?flag=all', [1, 2, 3], 0, 3],
    ['?flag=all&incoming_sms_id=2', [3], 0, 3],
    ['?flag=read', [], 0, 3],
    ['?port=1', [2], 1, 0],
    ['?flag=unread', [1, 3], 3, 0],
    ['?flag=unread', [], 3, 0],
    ['?flag=read&port=0%2C2', [1, 3], 2, 0],
    ['?flag=unreat', [], 3, 0],
    ['?flag=all&port=1 2', [2, 3], 2, 0],
  ];
  test('by flag, cursor and port, one after the other', async () => {
    await using bench = await testFleet();
    await receive(bench, 'a', 'b', 'c');
    for (const [query, ids, read, unread] of rows) {
      const answer = await bench.ask(`/api/query_incoming_sms${query}`);
      const seen = (answer.sms as { incoming_sms_id: number }[]).map(
        ({ incoming_sms_id }) => incoming_sms_id,
      );
      assert.deepEqual([seen, answer.read, answer.unread], [ids, read, unread], query);
    }
  });

  test('by POST, with JSON or a form', async () => {
    await using bench = await testFleet();
    await receive(bench, 'a', 'b');
    const json = await bench.ask('/api/query_incoming_sms', {
      incoming_sms_id: 1,
      flag: 'all',
      port: [0, 1],
    });
    assert.equal((json.sms as unknown[]).length, 1);
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const form = await bench.fetch('/api/query_incoming_sms', {
      method: 'POST',
      body: 'flag=all&port=0',
      headers,
    });
    assert.equal(JSON.parse(form.text).sms.length, 1);
  });
});

describe('USSD, chapters 7 and 8', () => {
  test('each port has its status, and its reply later', async () => {
    await using bench = await testFleet();
    await bench.control('PATCH', '/gateways/0/ports/0', { registration: 'SEARCHING_NETWORK' });
    await bench.ask('/api/send_sms', { text: 'a', port: [1], param: [{ number: '1' }] });
    const sent = await bench.ask('/api/send_ussd', { port: [0, 1, 2, 30], text: '*100#' });
    assert.deepEqual(sent.result, [
      { port: 0, status: 503 },
      { port: 1, status: 486 },
      { port: 2, status: 200 },
      { port: 30, status: 503 },
    ]);
    const reply = async () => (await bench.ask('/api/query_ussd_reply?port=2')).reply;
    assert.deepEqual(await reply(), [{ port: 2, text: '' }]);
    await bench.clock.advance(500);
    assert.deepEqual(await reply(), [{ port: 2, text: 'Your balance is 5.00 EUR.' }]);
  });

  test('cancel ends what the port waits for', async () => {
    await using bench = await testFleet();
    await bench.ask('/api/send_ussd', { port: [0], text: '*125#' });
    assert.equal((await bench.ask('/api/send_ussd', { port: [0], command: 'cancel' })).error_code, 202);
    const { reply } = await bench.ask('/api/query_ussd_reply?port=0');
    assert.deepEqual(reply, [{ port: 0, text: 'USSD terminated by network' }]);
  });

  const refused: readonly [title: string, body: object][] = [
    ['no port', { text: '*1#' }],
    ['no text', { port: [0] }],
    ['61 octets', { port: [0], text: '1'.repeat(61) }],
    ['another command', { port: [0], text: '*1#', command: 'ask' }],
  ];
  test('400', async () => {
    await using bench = await testFleet();
    for (const [title, body] of refused) {
      assert.equal((await bench.ask('/api/send_ussd', body)).error_code, 400, title);
    }
    assert.equal((await bench.ask('/api/query_ussd_reply')).error_code, 400);
  });
});

describe('port information and control, chapters 10 and 11', () => {
  test('only what is asked for, in the order of the manual', async () => {
    await using bench = await testFleet();
    const { text } = await bench.fetch(
      '/api/get_port_info?port=1&info_type=reg,imsi,remain_daily_calltime,signal',
    );
    assert.equal(
      text,
      `{"error_code":200,"sn":"${SERIAL}","info":[{"port":1,"imsi":"001010000001000","reg":"REGISTER_OK","signal":24,"remain_daily_call_time":""}]}`,
    );
  });

  test('absent or empty port: all', async () => {
    await using bench = await testFleet();
    for (const port of ['', '&port=']) {
      const { info } = await bench.ask(`/api/get_port_info?info_type=reg${port}`);
      assert.equal((info as unknown[]).length, 4);
    }
  });

  const rows: readonly [query: string, code: number, info: Readonly<Record<string, unknown>>][] = [
    ['action=power&param=off', 200, { reg: 'POWER_OFF', imsi: '', signal: 0, gprs: 'detached' }],
    ['action=power&param=on', 200, { reg: 'SEARCHING_NETWORK' }],
    ['action=reset&param=1', 200, { reg: 'SEARCHING_NETWORK' }],
    ['action=slot&param=2', 200, { slot: 2, imsi: '001010000000200' }],
    ['action=slot&param=4', 400, { slot: 2 }],
    ['action=imei&param=359999020000999', 200, { imei: '359999020000999' }],
    ['action=imei&param=1', 400, { imei: '359999020000999' }],
    ['action=number&param=%2B4917', 200, { number: '+4917' }],
    ['action=CallForward&param=Uncondational&number=123', 200, { CallForwarding: { Unconditional: '123' } }],
    ['action=CallForward&param=Busy', 400, { CallForwarding: { Unconditional: '123' } }],
    ['action=CheckCallForward', 200, {}],
    ['action=CallForward&param=CancelAll', 200, { CallForwarding: {} }],
    ['action=lock&param=1234', 200, {}],
    ['action=unlock&param=9999', 400, {}],
    ['action=unlock&param=1234', 200, {}],
    ['action=dance', 400, {}],
  ];
  test('set_port_info, one after the other', async () => {
    await using bench = await testFleet({ multiSim: true });
    const types = 'imei,imsi,number,reg,slot,signal,gprs,CallForward';
    for (const [query, code, expected] of rows) {
      assert.equal((await bench.ask(`/api/set_port_info?port=0&${query}`)).error_code, code, query);
      const { info } = await bench.ask(`/api/get_port_info?port=0&info_type=${types}`);
      const [port = {}] = info as Record<string, unknown>[];
      for (const [key, value] of Object.entries(expected))
        assert.deepEqual(port[key], value, `${query}: ${key}`);
    }
    await bench.clock.advance(10_000);
    const { info } = await bench.ask('/api/get_port_info?port=0&info_type=reg');
    assert.deepEqual(info, [{ port: 0, reg: 'REGISTER_OK' }]);
    assert.equal((await bench.ask('/api/set_port_info?action=power&param=off')).error_code, 400);
  });

  test('a blocked port begins nothing', async () => {
    await using bench = await testFleet({ ports: 1 });
    await bench.ask('/api/set_port_info?port=0&action=block');
    assert.equal((await bench.ask('/api/send_sms', { text: 'a', param: [{ number: '1' }] })).error_code, 550);
    await bench.ask('/api/set_port_info?port=0&action=unblock');
    assert.equal((await bench.ask('/api/send_sms', { text: 'a', param: [{ number: '1' }] })).error_code, 202);
  });
});

describe('get_cdr, chapter 12, and get_status', () => {
  test('answered and missed calls', async () => {
    await using bench = await testFleet({ quirks: { cdrReason: false } });
    await bench.control('POST', '/gateways/0/ports/2/calls', { from: '4917', seconds: 11 });
    await bench.control('POST', '/gateways/0/ports/2/calls', { from: '4918', answered: false });
    const { cdr } = await bench.ask('/api/get_cdr', {});
    const times = { start_date: '2025-01-01 11:59:49', answer_date: '2025-01-01 11:59:49', duration: 11 };
    const rest = { direction: 'gsm->ip', ip: '', codec: 'G.711U', hangup: 'calling', gsm_code: 16, bcch: '' };
    const numbers = { source_number: '4917', destination_number: '+8820300000020' };
    assert.deepEqual((cdr as object[])[0], { port: 2, ...times, ...numbers, ...rest });
    assert.equal((cdr as { answer_date: string }[])[1]?.answer_date, '');
    const filtered = await bench.ask('/api/get_cdr', { time_after: '2025-01-01 12:00:00' });
    assert.equal((filtered.cdr as unknown[]).length, 1);
    for (const body of ['', '[]']) {
      const { text } = await bench.fetch('/api/get_cdr?', {
        method: body === '' ? 'GET' : 'POST',
        ...(body && { body }),
      });
      assert.equal(text.includes('4918') || body === '', true);
    }
  });

  test('performance is eight texts, without error_code and sn', async () => {
    await using bench = await testFleet();
    const { performance, ...rest } = await bench.ask('/api/get_status', ['performance']);
    assert.deepEqual(rest, {});
    assert.deepEqual(
      Object.values(performance as object).map(value => typeof value),
      Array(8).fill('string'),
    );
    assert.equal((await bench.ask('/api/get_status', ['weather'])).error_code, 400);
  });
});

describe('the toolkit, chapters 13 to 15', () => {
  const steps: readonly [step: object, code: number, type: number, frame: number][] = [
    [{ item: 9 }, 400, 1, 1],
    [{ item: 1 }, 200, 2, 2],
    [{ item: 2 }, 200, 0, 3],
    [{ action: 'cancle' }, 200, 1, 4],
    [{ item: 3 }, 200, 8, 5],
    [{ param: 'abc' }, 400, 8, 5],
    [{ param: '4917' }, 200, 0, 6],
    [{ action: 'home' }, 200, 1, 7],
    [{ item: 2 }, 200, 0, 8],
    [{ action: 'ok' }, 200, 1, 9],
    [{ action: 'dance' }, 400, 1, 9],
  ];
  test('a walk through the menu', async () => {
    await using bench = await testFleet();
    for (const [step, code, type, frame] of steps) {
      assert.deepEqual(
        await bench.ask('/STKGo', { port: 0, ...step }),
        { error_code: code },
        JSON.stringify(step),
      );
      const view = await bench.ask('/GetSTKView?port=0');
      assert.deepEqual(
        [view.input_type, view.frame_id, 'item' in view],
        [type, frame, type === 1 || type === 2],
      );
      assert.deepEqual(await bench.ask('/GetSTKCurrFrameIndex?port=0'), { frame_id: frame });
    }
  });

  test('without a SIM it is locked; without a port the request is wrong', async () => {
    await using bench = await testFleet();
    await bench.control('PATCH', '/gateways/0/ports/0', { registration: 'NO_SIM' });
    const view = await bench.ask('/GetSTKView?port=0');
    assert.deepEqual(view, { title: '', text: '', input_type: 12, frame_id: 0 });
    assert.deepEqual(await bench.ask('/STKGo', { port: 0, item: 1 }), { error_code: 400 });
    assert.deepEqual(await bench.ask('/GetSTKView'), { error_code: 400 });
  });
});
