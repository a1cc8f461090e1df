import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, pagesOf, SN, testServer } from '../../testing/peers.ts';

describe('query_incoming_sms', () => {
  test('the list, then how many are read and unread', async () => {
    const server = testServer();
    server.messages.inboxPages = () =>
      pagesOf([
        {
          incomingSmsId: 1,
          port: 2,
          number: '+12',
          smsc: '+86',
          timestamp: 0,
          text: 'say "hi"\n😀',
          imsi: '46001',
        },
      ]);
    const reply = await ask(server, '/api/query_incoming_sms?flag=all');
    assert.equal(
      JSON.stringify(reply),
      `{"error_code":200,"sn":"${SN}","sms":[{"incoming_sms_id":1,"port":2,"number":"+12","smsc":"+86","timestamp":"1970-01-01 01:00:00","text":"say \\"hi\\"\\n😀","imsi":"46001"}],"read":5,"unread":2}`,
    );
  });

  const rows: [string, object][] = [
    ['', { afterId: 0, flag: 'unread' }],
    ['?flag=unreat', { afterId: 0, flag: 'unread' }],
    ['?flag=read&incoming_sms_id=17&port=0,1', { afterId: 17, flag: 'read', ports: [0, 1] }],
    ['?port=', { afterId: 0, flag: 'unread' }],
  ];
  for (const [query, filter] of rows) {
    test(`asks for ${JSON.stringify(filter)} on "${query}"`, async () => {
      const server = testServer();
      await ask(server, `/api/query_incoming_sms${query}`);
      assert.deepEqual(server.messages.inboxFilters, [filter]);
    });
  }
});
