import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadConfig } from '../../../config/load.ts';
import { ask, runningServer, type TestServer, testServer } from '../../testing/server.ts';

describe('get_port_info', () => {
  const everything =
    'CallForward,remain_daily_connect,remain_hourly_calltime,remain_daily_calltime,remain_daily_credit,remain_monthly_credit,remain_credit,gprs,signal,callstate,slot,reg,number,smsc,iccid,imsi,imei,type';

  const infoOf = async (server: TestServer, query: string): Promise<Record<string, unknown>[]> => {
    const { info } = await ask(server, `/api/get_port_info?${query}`);
    assert.ok(Array.isArray(info));
    return info;
  };

  test('all there is, in the order of the contract, three keys renamed', async () => {
    const [first] = await infoOf(
      await runningServer({ modems: { 1: {} } }),
      `info_type=${everything}&port=1`,
    );
    assert.equal(
      JSON.stringify(first),
      '{"port":1,"type":"GSM","imei":"863070017005171","imsi":"460011000000001","iccid":"89860110000000000001","smsc":"+8613010868500","number":"15001","reg":"REGISTER_OK","slot":255,"callstate":"Idle","signal":20,"gprs":"attached","remain_credit":"","remain_monthly_credit":"","remain_daily_credit":"","remain_daily_call_time":"","remain_hourly_call_time":"","remain_daily_connected":"","CallForwarding":{}}',
    );
  });

  test('only what is asked for', async () => {
    const server = await runningServer({ modems: { 0: {} } });
    assert.deepEqual(await infoOf(server, 'info_type=signal,imei&port=0'), [
      { port: 0, imei: '863070017005170', signal: 20 },
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
    const server = await runningServer({ modems: { 0: { 'AT+CPIN?': ['+CME ERROR: 10'] } } });
    assert.deepEqual(await infoOf(server, 'info_type=imsi,iccid,smsc,number,reg'), [
      { port: 0, imsi: '', iccid: '', smsc: '', number: '', reg: 'NO_SIM' },
    ]);
  });

  // The last field of +CGREG is the access technology (27.007 10.1.20).
  const types: [technology: number, type: string, strict: string][] = [
    [0, 'GSM', 'GSM'],
    [2, 'WCDMA', 'WCDMA'],
    [7, 'LTE', 'WCDMA'],
    [11, 'NR', 'WCDMA'],
  ];
  for (const [technology, type, strict] of types) {
    for (const typeStrict of [false, true]) {
      test(`${type}${typeStrict ? `, where types are strict: ${strict}` : ''}`, async () => {
        const { modems } = loadConfig(undefined, {});
        const server = await runningServer({
          settings: { modems: { ...modems, typeStrict } },
          modems: { 0: { 'AT+CGREG?': [`+CGREG: 2,1,"00C3","0000A1B2",${technology}`, 'OK'] } },
        });
        const shown = typeStrict ? strict : type;
        assert.deepEqual(await infoOf(server, 'info_type=type'), [{ port: 0, type: shown }]);
      });
    }
  }

  for (const query of ['', 'info_type=', 'info_type=nonsense', 'info_type=imei&port=x']) {
    test(`refuses "${query}"`, async () => {
      assert.equal((await ask(testServer(), `/api/get_port_info?${query}`)).error_code, 400);
    });
  }
});
