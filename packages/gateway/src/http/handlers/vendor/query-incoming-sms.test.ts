import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { delivers } from '../../../messages/testing.ts';
import { ask, SN, writingServer } from '../../testing/server.ts';

/** Message 1 at port 2, messages 2 and 3 at port 0; nobody has read any. */
async function inbox() {
  const server = writingServer();
  const at = server.clock.now();
  await server.receive(2, delivers({ from: '+12', text: 'say "hi"\n😀', at }));
  await server.receive(0, delivers({ from: '+34', text: 'two', at }));
  await server.receive(0, delivers({ from: '+34', text: 'three', at }));
  return server;
}

describe('query_incoming_sms', () => {
  test('the list, then how many are read and unread', async () => {
    const server = await inbox();
    const reply = await ask(server, '/api/query_incoming_sms?flag=all&port=2');
    assert.equal(
      JSON.stringify(reply),
      `{"error_code":200,"sn":"${SN}","sms":[{"incoming_sms_id":1,"port":2,"number":"+12","smsc":"+491710000000","timestamp":"2026-01-01 01:00:00","text":"say \\"hi\\"\\n😀","imsi":"460011000000002"}],"read":0,"unread":1}`,
    );
  });

  const rows: [query: string, ids: number[]][] = [
    ['', [2, 3]],
    ['?flag=unreat', [2, 3]],
    ['?flag=read', [1]],
    ['?flag=all', [1, 2, 3]],
    ['?flag=all&incoming_sms_id=1', [2, 3]],
    ['?flag=all&port=0,1', [2, 3]],
    ['?port=', [2, 3]],
  ];
  for (const [query, ids] of rows) {
    test(`answers ${JSON.stringify(ids)} on "${query}" where the first is read`, async () => {
      const server = await inbox();
      await ask(server, '/api/query_incoming_sms?port=2');
      const { sms } = await ask(server, `/api/query_incoming_sms${query}`);
      assert.ok(Array.isArray(sms));
      assert.deepEqual(
        sms.map(({ incoming_sms_id: id }) => id),
        ids,
      );
    });
  }
});
