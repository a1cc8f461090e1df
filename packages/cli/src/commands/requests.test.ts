/** The requests that commands make of a gateway, and their words on standard error; the gateway is a peer that answers with what it is given. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { run } from '../main.ts';
import { intercepted } from '../test-terminal.ts';

const asked: string[] = [];
let answer: object = {};
let gateway: Server;

before(async () => {
  gateway = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    asked.push(`${request.method} ${decodeURIComponent(request.url ?? '')} ${body}`.trim());
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
});
after(() => gateway.close());
beforeEach(() => {
  asked.length = 0;
});

const environment = { SIMGATE_TOKEN: 'T', SIMGATE_DEVICE: 'simgate', XDG_CONFIG_HOME: '/nowhere' };

/** Runs a command line against the peer; answers what stands on standard error. */
async function command(words: readonly string[], reply: object): Promise<string> {
  const { port } = gateway.address() as AddressInfo;
  const kept = { ...process.env };
  Object.assign(process.env, environment, { SIMGATE_URL: `http://127.0.0.1:${port}` });
  answer = reply;
  try {
    const { err } = await intercepted({}, () => run(['node', 'simgate', ...words, '--json']));
    return err;
  } finally {
    process.env = kept;
  }
}

const call = { id: 5 };
const target = { id: 2, name: 'crm', kinds: [], queue: {} };

const rows: [words: string, reply: object, requests: readonly string[]][] = [
  ['calls --ongoing --port 1,2 --limit 7', { calls: [] }, ['GET /v1/calls?limit=7&ongoing=true&port=1,2']],
  ['calls', { calls: [] }, ['GET /v1/calls?limit=50']],
  ['dial +4917 --port 2', call, ['POST /v1/calls {"number":"+4917","port":2}']],
  ['dial +4917', call, ['POST /v1/calls {"number":"+4917"}']],
  ['hangup 5', call, ['DELETE /v1/calls/5']],
  ['push list', { targets: [] }, ['GET /v1/push-targets']],
  ['push add crm http://h/x --no-sign', target, ['POST /v1/push-targets {"name":"crm","url":"http://h/x"}']],
  [
    'push add crm http://h/x --kinds sms,ussd --no-sign',
    target,
    ['POST /v1/push-targets {"name":"crm","url":"http://h/x","kinds":["sms","ussd"]}'],
  ],
  ['push on 2', target, ['PATCH /v1/push-targets/2 {"enabled":true}']],
  ['push off 2', target, ['PATCH /v1/push-targets/2 {"enabled":false}']],
  ['users list', { users: [] }, ['GET /v1/users']],
  ['users role ann viewer', { name: 'ann', role: 'viewer' }, ['PATCH /v1/users/ann {"role":"viewer"}']],
  ['tasks', { tasks: [], next: null }, ['GET /v1/tasks?limit=20']],
  ['mark 3 4 read', { changed: 2 }, ['POST /v1/inbox/mark {"ids":[3,4],"read":true}']],
];

describe('a command asks', () => {
  for (const [words, reply, requests] of rows)
    test(`simgate ${words}`, async () => {
      assert.equal(await command(words.split(' '), reply), '');
      assert.deepEqual(asked, requests);
    });
});
