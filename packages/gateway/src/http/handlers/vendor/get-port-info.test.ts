import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, bankOf, snapshotOf, type TestServer, testServer } from '../../testing/peers.ts';

describe('get_port_info', () => {
  const everything =
    'CallForward,remain_daily_connect,remain_hourly_calltime,remain_daily_calltime,remain_daily_credit,remain_monthly_credit,remain_credit,gprs,signal,callstate,slot,reg,number,smsc,iccid,imsi,imei,type';

  const infoOf = async (server: TestServer, query: string): Promise<Record<string, unknown>[]> => {
    const { info } = await ask(server, `/api/get_port_info?${query}`);
    assert.ok(Array.isArray(info));
    return info;
  };

  test('all there is, in the order of the contract, three keys renamed', async () => {
    const [first] = await infoOf(testServer(), `info_type=${everything}&port=1`);
    assert.equal(
      JSON.stringify(first),
      '{"port":1,"type":"LTE","imei":"863070017005171","imsi":"460011","iccid":"8986011","smsc":"+8613010868500","number":"15001","reg":"REGISTER_OK","slot":255,"callstate":"Idle","signal":21,"gprs":"attached","remain_credit":"","remain_monthly_credit":"","remain_daily_credit":"","remain_daily_call_time":"","remain_hourly_call_time":"","remain_daily_connected":"","CallForwarding":{}}',
    );
  });

  test('only what is asked for', async () => {
    assert.deepEqual(await infoOf(testServer(), 'info_type=signal,imei&port=0'), [
      { port: 0, imei: '863070017005170', signal: 21 },
    ]);
  });

  test('all ports when none is named; ports that are lacking are left out', async () => {
    const portsOf = async (query: string) => (await infoOf(testServer(), query)).map(({ port }) => port);
    assert.deepEqual(await portsOf('info_type=reg'), [0, 1, 2]);
    assert.deepEqual(await portsOf('info_type=reg&port='), [0, 1, 2]);
    assert.deepEqual(await portsOf('info_type=reg&port=2,1,31,1'), [1, 2]);
    assert.deepEqual(await portsOf('info_type=reg&port=30,31'), []);
  });

  test('no SIM: the texts are empty', async () => {
    const server = testServer({ ports: bankOf(snapshotOf(0, { sim: undefined, reg: 'NO_SIM' })) });
    assert.deepEqual(await infoOf(server, 'info_type=imsi,iccid,smsc,number,reg'), [
      { port: 0, imsi: '', iccid: '', smsc: '', number: '', reg: 'NO_SIM' },
    ]);
  });

  const types: [string, boolean, string][] = [
    ['LTE', false, 'LTE'],
    ['NR', false, 'NR'],
    ['LTE', true, 'WCDMA'],
    ['NR', true, 'WCDMA'],
    ['GSM', true, 'GSM'],
    ['UNKNOWN', true, 'UNKNOWN'],
  ];
  for (const [type, typeStrict, told] of types) {
    test(`${type} is ${told}${typeStrict ? ' where types are strict' : ''}`, async () => {
      const snapshot = snapshotOf(0, { type: type as 'LTE' });
      const server = testServer({ ports: bankOf(snapshot), typeStrict });
      assert.deepEqual(await infoOf(server, 'info_type=type'), [{ port: 0, type: told }]);
    });
  }

  for (const query of ['', 'info_type=', 'info_type=nonsense', 'info_type=imei&port=x']) {
    test(`refuses "${query}"`, async () => {
      assert.equal((await ask(testServer(), `/api/get_port_info?${query}`)).error_code, 400);
    });
  }
});
