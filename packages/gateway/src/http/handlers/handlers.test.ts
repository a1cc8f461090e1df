import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contract, endpoints } from '@simgate/api/contract';
import { ask, SN, testServer } from '../testing/server.ts';
import { handlers } from './handlers.ts';

test('there is a handler for each endpoint, and no other', () => {
  assert.deepEqual(Object.keys(handlers).toSorted(), Object.keys(contract).toSorted());
});

test('every path and alias is served by GET and POST', async () => {
  const server = testServer();
  for (const { path, aliases, codes, head } of endpoints.filter(one => one.path.startsWith('/api/'))) {
    for (const url of [path, ...aliases]) {
      for (const body of [undefined, {}]) {
        const answer = await ask(server, url, body);
        // get_status has neither where it succeeds.
        if (head === 'none' && !('error_code' in answer)) continue;
        assert.ok(Object.keys(codes).includes(String(answer.error_code)), `${url} ${answer.error_code}`);
        assert.equal(answer.sn, SN);
      }
    }
  }
});
