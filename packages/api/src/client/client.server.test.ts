/** The client against a real HTTP server: what travels for each method, signing in, streams, and peers that misbehave. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';
import { endpoints } from '../contract.ts';
import { readAuthHeader } from './auth-header.ts';
import { type Client, type ClientOptions, createClient } from './client.ts';
import type { Result } from './errors.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

type Answer = (response: ServerResponse, seen: Seen) => void;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** Answers each request by `answer`, which a test sets. */
class Peer {
  readonly seen: Seen[] = [];
  answer: Answer = response => response.end('{}');
  readonly #server: Server = createServer((request, response) => this.#take(request, response));

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get baseUrl(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const seen = { method, url, headers, body: await bodyOf(request) };
    this.seen.push(seen);
    this.answer(response, seen);
  }
}

const peer = new Peer();
before(() => peer.listen());
after(() => peer.close());
afterEach(() => {
  peer.seen.length = 0;
});

/** Repeats nothing, so that each test sees what one request does. */
function clientOf(differences: Partial<ClientOptions> = {}): Client {
  return createClient({
    baseUrl: peer.baseUrl,
    user: 'admin',
    password: 'secret',
    retries: 0,
    ...differences,
  });
}

function json(reply: unknown, status = 200): Answer {
  return response =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
}

const good = { error_code: 200, sn: 'da00-0030-1901-2817' };

describe('each method sends its own request', () => {
  const client = (): Client => clientOf();
  const rows: [send: (client: Client) => Promise<Result<unknown>>, request: string, body?: object][] = [
    [
      one => one.sendSms({ text: 'hi', param: [{ number: '1' }], port: [1] }),
      'POST /api/send_sms',
      { text: 'hi', param: [{ number: '1' }], port: [1] },
    ],
    [one => one.querySmsResult({ user_id: [1, 'a'] }), 'POST /api/query_sms_result', { user_id: [1, 'a'] }],
    [one => one.querySmsDeliverStatus({ port: [0] }), 'POST /api/query_sms_deliver_status', { port: [0] }],
    [one => one.querySmsInQueue(), 'GET /api/query_sms_in_queue'],
    [
      one => one.queryIncomingSms({ flag: 'all', port: [1, 2] }),
      'GET /api/query_incoming_sms?flag=all&port=1%2C2',
    ],
    [one => one.sendUssd({ port: [1], text: '*1#' }), 'POST /api/send_ussd', { port: [1], text: '*1#' }],
    [one => one.queryUssdReply({ port: [1, 2] }), 'GET /api/query_ussd_reply?port=1%2C2'],
    [one => one.stopSms({ task_id: 7 }), 'GET /api/stop_sms?task_id=7'],
    [one => one.getPortInfo({ info_type: ['imei'] }), 'GET /api/get_port_info?info_type=imei'],
    [
      one => one.setPortInfo({ port: 1, action: 'CallForward', param: 'Busy', number: '+49' }),
      'GET /api/set_port_info?port=1&action=CallForward&param=Busy&number=%2B49',
    ],
    [one => one.getCdr({}), 'POST /api/get_cdr', {}],
    [one => one.getStatus({ type: ['performance'] }), 'POST /api/get_status', { type: ['performance'] }],
    [one => one.getStkView({ port: 0 }), 'GET /GetSTKView?port=0'],
    [one => one.stkGo({ port: 0, item: 1 }), 'POST /STKGo', { port: 0, item: 1 }],
    [one => one.getStkCurrFrameIndex({ port: 0 }), 'GET /GetSTKCurrFrameIndex?port=0'],
    [
      one => one.createMessages({ text: 'hi', recipients: [{ number: '1', values: ['a'] }] }),
      'POST /v1/messages',
      { text: 'hi', recipients: [{ number: '1', values: ['a'] }] },
    ],
    [
      one => one.listMessages({ status: ['FAILED'], text: 'a&b=c d' }),
      'GET /v1/messages?status=FAILED&text=a%26b%3Dc+d',
    ],
    [one => one.getMessage({ id: 3 }), 'GET /v1/messages/3'],
    [one => one.listHeldMessages({ limit: 2 }), 'GET /v1/held-messages?limit=2'],
    [one => one.releaseHeldMessages({ ids: [1] }), 'POST /v1/held-messages/release', { ids: [1] }],
    [one => one.stopHeldMessages({}), 'POST /v1/held-messages/stop', {}],
    [one => one.listInbox({ flag: 'unread' }), 'GET /v1/inbox?flag=unread'],
    [one => one.getReceived({ id: 2 }), 'GET /v1/inbox/2'],
    [one => one.markReceived({ number: '+1' }), 'POST /v1/inbox/mark', { number: '+1' }],
    [one => one.deleteReceived({ ids: [1] }), 'POST /v1/inbox/delete', { ids: [1] }],
    [one => one.listConversations({ limit: 5 }), 'GET /v1/conversations?limit=5'],
    [
      one => one.getConversation({ number: '+1', before_sent: 4 }),
      'GET /v1/conversations/%2B1?before_sent=4',
    ],
    [one => one.listTasks({ before: 3 }), 'GET /v1/tasks?before=3'],
    [one => one.getTask({ task_id: 3 }), 'GET /v1/tasks/3'],
    [one => one.stopTask({ task_id: 3 }), 'POST /v1/tasks/3/stop'],
    [one => one.getToolkit({ port: 1 }), 'GET /v1/ports/1/toolkit'],
    [one => one.enterToolkit({ port: 1, item: 2 }), 'POST /v1/ports/1/toolkit', { item: 2 }],
    [one => one.listPhones(), 'GET /v1/simulator/phones'],
    [one => one.getPhone({ number: '+1' }), 'GET /v1/simulator/phones/%2B1'],
    [
      one => one.writeFromPhone({ from: '1', to: '2', text: 'a' }),
      'POST /v1/simulator/messages',
      { from: '1', to: '2', text: 'a' },
    ],
    [one => one.eraseNumber({ number: '+49 1/2?' }), 'DELETE /v1/numbers/%2B49%201%2F2%3F'],
    [one => one.listUssd({ port: [1] }), 'GET /v1/ussd?port=1'],
    [one => one.createUssd({ port: [1], text: '*1#' }), 'POST /v1/ussd', { port: [1], text: '*1#' }],
    [one => one.cancelUssd({ port: [1] }), 'POST /v1/ussd/cancel', { port: [1] }],
    [one => one.listCalls({ ongoing: false }), 'GET /v1/calls?ongoing=false'],
    [one => one.dialCall({ number: '1' }), 'POST /v1/calls', { number: '1' }],
    [one => one.getCall({ call_id: 4 }), 'GET /v1/calls/4'],
    [one => one.hangUpCall({ call_id: 4 }), 'DELETE /v1/calls/4'],
    [one => one.answerCall({ call_id: 4 }), 'POST /v1/calls/4/answer'],
    [one => one.holdCall({ call_id: 4 }), 'POST /v1/calls/4/hold'],
    [one => one.retrieveCall({ call_id: 4 }), 'POST /v1/calls/4/retrieve'],
    [one => one.sendTones({ call_id: 4, tones: '1#' }), 'POST /v1/calls/4/tones', { tones: '1#' }],
    [one => one.listPorts(), 'GET /v1/ports'],
    [one => one.getPort({ port: 0 }), 'GET /v1/ports/0'],
    [one => one.labelPort({ port: 0, label: 'a' }), 'PUT /v1/ports/0/label', { label: 'a' }],
    [one => one.getStatistics({ step: 'hour' }), 'GET /v1/statistics?step=hour'],
    [one => one.actOnPort({ port: 0, action: 'reset' }), 'POST /v1/ports/0/actions', { action: 'reset' }],
    [one => one.listBalances(), 'GET /v1/balances'],
    [one => one.askBalance({ port: 0 }), 'POST /v1/ports/0/balance'],
    [one => one.listAlarms({ open: true }), 'GET /v1/alarms?open=true'],
    [one => one.acknowledgeAlarm({ id: 4 }), 'POST /v1/alarms/4/acknowledge'],
    [one => one.testMail(), 'POST /v1/alarms/test-mail'],
    [one => one.listPushTargets(), 'GET /v1/push-targets'],
    [
      one => one.createPushTarget({ name: 'a', url: 'http://a' }),
      'POST /v1/push-targets',
      { name: 'a', url: 'http://a' },
    ],
    [one => one.getPushTarget({ id: 9 }), 'GET /v1/push-targets/9'],
    [one => one.changePushTarget({ id: 9, enabled: true }), 'PATCH /v1/push-targets/9', { enabled: true }],
    [one => one.deletePushTarget({ id: 9 }), 'DELETE /v1/push-targets/9'],
    [one => one.testPushTarget({ id: 9, kind: 'sms' }), 'POST /v1/push-targets/9/test', { kind: 'sms' }],
    [one => one.listWaitingPushes({ id: 9, after: 5 }), 'GET /v1/push-targets/9/waiting?after=5'],
    [
      one => one.passOverPushes({ id: 9, event_ids: [1, 2] }),
      'POST /v1/push-targets/9/pass-over',
      { event_ids: [1, 2] },
    ],
    [one => one.listGivenUpPushes({ id: 9 }), 'GET /v1/push-targets/9/given-up'],
    [one => one.listPushAttempts({ id: 9, failed: true }), 'GET /v1/push-targets/9/attempts?failed=true'],
    [
      one => one.resendPushes({ id: 9, event_ids: [3] }),
      'POST /v1/push-targets/9/resend',
      { event_ids: [3] },
    ],
    [
      one => one.createSession({ user: 'a', password: 'b' }),
      'POST /v1/session',
      { user: 'a', password: 'b' },
    ],
    [one => one.getSession(), 'GET /v1/session'],
    [one => one.deleteSession(), 'DELETE /v1/session'],
    [
      one => one.createDownloadLink({ target: '/v1/audit' }),
      'POST /v1/download-links',
      { target: '/v1/audit' },
    ],
    [one => one.getSettings(), 'GET /v1/settings'],
    [one => one.changeSettings({ sms: { queueLimit: 5 } }), 'PATCH /v1/settings', { sms: { queueLimit: 5 } }],
    [one => one.listDevices(), 'GET /v1/devices'],
    [
      one => one.probeDevices({ devices: ['/dev/ttyUSB2'] }),
      'POST /v1/devices/probe',
      { devices: ['/dev/ttyUSB2'] },
    ],
    [one => one.getProbe({ id: 7 }), 'GET /v1/devices/probes/7'],
    [one => one.listUsers(), 'GET /v1/users'],
    [one => one.createUser({ name: 'a', password: 'x' }), 'POST /v1/users', { name: 'a', password: 'x' }],
    [one => one.getUser({ name: 'a/b' }), 'GET /v1/users/a%2Fb'],
    [one => one.changeUser({ name: 'a/b', password: 'x' }), 'PATCH /v1/users/a%2Fb', { password: 'x' }],
    [one => one.listTokens(), 'GET /v1/tokens'],
    [
      one => one.createToken({ name: 'a', role: 'sender', expires_at: '2030-01-01T00:00:00Z' }),
      'POST /v1/tokens',
      { name: 'a', role: 'sender', expires_at: '2030-01-01T00:00:00Z' },
    ],
    [one => one.deleteToken({ id: 3 }), 'DELETE /v1/tokens/3'],
    [one => one.listAudit({ before: 9 }), 'GET /v1/audit?before=9'],
    [one => one.deleteUser({ name: 'ä' }), 'DELETE /v1/users/%C3%A4'],
    [one => one.listEvents({ port: [3], limit: 5 }), 'GET /v1/journal?port=3&limit=5'],
    [
      one => one.previewMessages({ text: 'hi', recipients: [{ number: '1' }] }),
      'POST /v1/messages/preview',
      { text: 'hi', recipients: [{ number: '1' }] },
    ],
    [
      one => one.sendMessagesAgain({ ids: [4], unsure: true }),
      'POST /v1/messages/send-again',
      { ids: [4], unsure: true },
    ],
    [
      one => one.archiveReceived({ ids: [1], archived: true }),
      'POST /v1/inbox/archive',
      { ids: [1], archived: true },
    ],
    [one => one.pauseTask({ task_id: 2 }), 'POST /v1/tasks/2/pause'],
    [one => one.resumeTask({ task_id: 2 }), 'POST /v1/tasks/2/resume'],
    [
      one => one.actOnPorts({ ports: [0, 1], action: 'reset' }),
      'POST /v1/port-actions',
      { ports: [0, 1], action: 'reset' },
    ],
    [one => one.listPortSettings(), 'GET /v1/port-settings'],
    [one => one.setPort({ port: 3, tcp: 'a:1' }), 'PUT /v1/ports/3/settings', { tcp: 'a:1' }],
    [one => one.resetPort({ port: 3 }), 'DELETE /v1/ports/3/settings'],
    [one => one.removePort({ port: 3 }), 'DELETE /v1/ports/3'],
    [one => one.listSettings(), 'GET /v1/settings/all'],
    [one => one.getGateway(), 'GET /v1/gateway'],
    [one => one.listLog({ level: 'warn' }), 'GET /v1/log?level=warn'],
    [
      one => one.askModem({ port: 1, command: 'AT+CSQ' }),
      'POST /v1/ports/1/questions',
      { command: 'AT+CSQ' },
    ],
    [one => one.listRecordings(), 'GET /v1/recordings'],
    [one => one.deleteRecording({ name: 'a.txt' }), 'DELETE /v1/recordings/a.txt'],
    [one => one.readyz(), 'GET /readyz'],
    [one => one.openapi(), 'GET /openapi.json'],
    [one => one.healthz(), 'GET /healthz'],
  ];
  for (const [send, request, body] of rows)
    test(request, async () => {
      peer.answer = json(good);
      assert.deepEqual(await send(client()), { ok: true, reply: good });
      const [seen, ...others] = peer.seen;
      assert.equal(others.length, 0);
      assert.equal(`${seen?.method} ${seen?.url}`, request);
      assert.equal(seen?.body, body === undefined ? '' : JSON.stringify(body));
      assert.equal(seen.headers['content-type'], body === undefined ? undefined : 'application/json');
      assert.equal(seen.headers.authorization, undefined);
    });

  test('every method has its row, but those whose answer or request is a file, a text or a stream', () => {
    const inJson = endpoints.filter(
      ({ name, mediaType }) => mediaType === 'application/json' && name !== 'import_messages',
    );
    assert.equal(rows.length, inJson.length);
  });

  test('a file travels as the body, and how it is sent in the query', async () => {
    peer.answer = json(good);
    const file = { type: 'text/csv', content: 'number,name\n1,Ann\n' } as const;
    await clientOf().importMessages({ text: 'Hi #param#', port: [1, 2] }, { file, idempotencyKey: 'list 7' });
    const [seen] = peer.seen;
    assert.equal(`${seen?.method} ${seen?.url}`, 'POST /v1/messages/import?text=Hi+%23param%23&port=1%2C2');
    assert.equal(seen?.headers['content-type'], 'text/csv');
    assert.equal(seen?.headers['idempotency-key'], 'list 7');
    assert.equal(seen?.body, file.content);
  });

  test('what is undefined does not travel in a query', async () => {
    peer.answer = json(good);
    // The way of a program in JavaScript, where types hold nobody back.
    await clientOf().stopSms(Object.assign({ task_id: 1 }, { reason: undefined }));
    assert.equal(peer.seen[0]?.url, '/api/stop_sms?task_id=1');
  });

  test('a base path stays, with or without its slash', async () => {
    peer.answer = json(good);
    for (const end of ['/gsm', '/gsm/']) await clientOf({ baseUrl: peer.baseUrl + end }).querySmsInQueue();
    assert.deepEqual(
      peer.seen.map(({ url }) => url),
      ['/gsm/api/query_sms_in_queue', '/gsm/api/query_sms_in_queue'],
    );
  });

  test('the key of the caller travels as a header; without repeats there is no other', async () => {
    peer.answer = json(good);
    const request = { text: 'hi', param: [{ number: '1' }] };
    await clientOf().sendSms(request, { idempotencyKey: 'order 7' });
    await clientOf().sendSms(request);
    assert.deepEqual(
      peer.seen.map(({ headers }) => headers['idempotency-key']),
      ['order 7', undefined],
    );
  });
});

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** Checks a Digest answer as RFC 7616 3.4.1 computes it, from what travelled. */
function isRight({ headers, method, url }: Seen, nonce: string): boolean {
  const [part] = readAuthHeader(headers.authorization ?? '');
  const value = (name: string): string => part?.parameters.get(name) ?? '';
  const ha1 = md5(`admin:simgate:secret`);
  const response = md5(`${ha1}:${nonce}:${value('nc')}:${value('cnonce')}:auth:${md5(`${method}:${url}`)}`);
  return value('nonce') === nonce && value('uri') === url && value('response') === response;
}

function askDigest(response: ServerResponse, nonce: string, stale = false): void {
  response
    .writeHead(401, {
      'www-authenticate': [
        `Digest realm="simgate", nonce="${nonce}", qop="auth", opaque="o"${stale ? ', stale=true' : ''}`,
        'Basic realm="simgate"',
      ],
    })
    .end('<html>sign in</html>');
}

describe('signing in over the wire', () => {
  test('Digest is preferred; its answer is right for POST, for queries and for a nonce used again', async () => {
    peer.answer = (response, seen) =>
      isRight(seen, 'n1') ? json(good)(response, seen) : askDigest(response, 'n1');
    const client = clientOf();
    assert.ok((await client.queryUssdReply({ port: [1, 2] })).ok);
    assert.ok((await client.sendUssd({ port: [1], text: 'ü' })).ok);
    assert.ok((await client.getMessage({ id: 1 })).ok);
    const counts = peer.seen.map(({ headers }) => /nc=([0-9a-f]+)/.exec(headers.authorization ?? '')?.[1]);
    assert.deepEqual(counts, [undefined, '00000001', '00000002', '00000003']);
  });

  test('the body travels again with the answer', async () => {
    peer.answer = (response, seen) =>
      isRight(seen, 'n1') ? json(good)(response, seen) : askDigest(response, 'n1');
    assert.ok(
      (await clientOf().sendSms({ text: 'hi', param: [{ number: '1' }] }, { idempotencyKey: 'k' })).ok,
    );
    const [first, second] = peer.seen;
    assert.equal(first?.body, second?.body);
    assert.equal(second?.headers['idempotency-key'], 'k');
  });

  test('each use has a cnonce of its own', async () => {
    peer.answer = (response, seen) =>
      isRight(seen, 'n1') ? json(good)(response, seen) : askDigest(response, 'n1');
    const client = clientOf();
    for (let turn = 0; turn < 3; turn++) await client.querySmsInQueue();
    const found = peer.seen
      .slice(1)
      .map(({ headers }) => /cnonce="([0-9a-f]+)"/.exec(headers.authorization ?? '')?.[1]);
    assert.equal(new Set(found).size, 3);
    for (const cnonce of found) assert.match(cnonce ?? '', /^[0-9a-f]{32}$/);
  });

  test('a nonce that has grown old is replaced within the same call', async () => {
    let nonce = 'old';
    peer.answer = (response, seen) =>
      isRight(seen, nonce)
        ? json(good)(response, seen)
        : askDigest(response, nonce, seen.headers.authorization !== undefined);
    const client = clientOf();
    assert.ok((await client.querySmsInQueue()).ok);
    nonce = 'new';
    assert.ok((await client.querySmsInQueue()).ok);
    assert.equal(peer.seen.length, 4);
    assert.match(peer.seen[3]?.headers.authorization ?? '', /nc=00000001/);
  });

  test('Basic where the peer offers no other', async () => {
    peer.answer = (response, seen) =>
      seen.headers.authorization === `Basic ${btoa('admin:secret')}`
        ? json(good)(response, seen)
        : response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    const client = clientOf();
    assert.ok((await client.querySmsInQueue()).ok);
    assert.ok((await client.querySmsInQueue()).ok);
    assert.equal(peer.seen.length, 3);
  });

  const refused: [
    what: string,
    options: Partial<ClientOptions>,
    asked: string | undefined,
    requests: number,
  ][] = [
    ['a wrong password is tried once', { password: 'wrong' }, 'Digest realm="x", nonce="n"', 2],
    ['a wrong password of Basic is tried once', { password: 'wrong' }, 'Basic realm="x"', 2],
    ['a challenge of another scheme is not answered', {}, 'Negotiate', 1],
    ['a 401 without a challenge is not answered', {}, undefined, 1],
  ];
  for (const [what, options, asked, requests] of refused)
    test(what, async () => {
      peer.answer = response =>
        response.writeHead(401, asked === undefined ? {} : { 'www-authenticate': asked }).end('<html>');
      assert.deepEqual(await clientOf(options).querySmsInQueue(), {
        ok: false,
        error: { kind: 'unauthorized', retryable: false, mayBeDone: false },
      });
      assert.equal(peer.seen.length, requests);
    });
});

describe('answers of every kind', () => {
  const refused = (code: number, message: string) => ({
    ok: false,
    error: { kind: 'refused', code, message, retryable: false, mayBeDone: false },
  });
  const unexpected = (status: number, text: string) => ({
    ok: false,
    error: { kind: 'unexpected', status, text, retryable: false, mayBeDone: true },
  });
  const rows: [what: string, Answer, send: (client: Client) => Promise<Result<unknown>>, result: object][] = [
    [
      'an error_code, whatever the HTTP status',
      json({ error_code: 413, error: 'text: is too long.' }, 500),
      client => client.querySmsInQueue(),
      refused(413, 'text: is too long.'),
    ],
    [
      '202 is good',
      json({ error_code: 202 }),
      client => client.querySmsInQueue(),
      { ok: true, reply: { error_code: 202 } },
    ],
    [
      '201 as error_code is none of the API',
      json({ error_code: 201 }),
      client => client.querySmsInQueue(),
      refused(201, ''),
    ],
    [
      'an error_code of text',
      json({ error_code: '200' }),
      client => client.querySmsInQueue(),
      unexpected(200, '{"error_code":"200"}'),
    ],
    [
      'an error that is no text',
      json({ error_code: 400, error: {} }),
      client => client.querySmsInQueue(),
      refused(400, ''),
    ],
    ['a list', json([]), client => client.getStkView({ port: 0 }), { ok: true, reply: [] }],
    ['null', json(null), client => client.querySmsInQueue(), unexpected(200, 'null')],
    ['a word', json('ok'), client => client.listPorts(), unexpected(200, '"ok"')],
    ['nothing', response => response.end(), client => client.listPorts(), unexpected(200, '')],
    [
      'a page of a proxy',
      response => response.writeHead(502).end('<html>'),
      client => client.listPorts(),
      unexpected(502, '<html>'),
    ],
    [
      'an answer without a head',
      json({ frame_id: 1 }),
      client => client.getStkCurrFrameIndex({ port: 0 }),
      { ok: true, reply: { frame_id: 1 } },
    ],
    [
      'a refusal of such an endpoint',
      json({ error_code: 400, error: 'port: is missing.' }),
      client => client.getStkView({ port: 0 }),
      refused(400, 'port: is missing.'),
    ],
    [
      '201 under /v1',
      json({ id: 1 }, 201),
      client => client.dialCall({ number: '1' }),
      { ok: true, reply: { id: 1 } },
    ],
    ['299 under /v1', json({}, 299), client => client.listPorts(), { ok: true, reply: {} }],
    ['300 under /v1', json({ error: 'x' }, 300), client => client.listPorts(), refused(300, 'x')],
    [
      '409 under /v1',
      json({ error: 'name: is taken.' }, 409),
      client => client.listUsers(),
      refused(409, 'name: is taken.'),
    ],
    ['text', response => response.end('a 1\n'), client => client.metrics(), { ok: true, reply: 'a 1\n' }],
    [
      'no text, with a status that is no good',
      response => response.writeHead(500).end('x'),
      client => client.metrics(),
      unexpected(500, 'x'),
    ],
  ];
  for (const [what, answer, send, result] of rows)
    test(what, async () => {
      peer.answer = answer;
      assert.deepEqual(await send(clientOf()), result);
    });
});

describe('a request that may have arrived is never repeated', () => {
  const rows: [what: string, answer: Answer][] = [
    ['the connection breaks before the answer', response => response.socket?.destroy()],
    [
      'the connection breaks within the answer',
      response => {
        response
          .writeHead(200, { 'content-length': '100' })
          .write('{"error_code":', () => response.socket?.destroy());
      },
    ],
  ];
  for (const [what, answer] of rows)
    test(what, async () => {
      peer.answer = answer;
      const result = await clientOf({ retries: 2 }).sendUssd({ port: [1], text: '*1#' });
      assert.ok(!result.ok && result.error.kind === 'unreachable');
      assert.ok(result.error.mayBeDone);
      assert.ok(result.error.message.length > 0);
      assert.equal(peer.seen.length, 1);
    });

  for (const status of [500, 503, 429])
    test(`HTTP ${status}`, async () => {
      peer.answer = json({ error: 'later' }, status);
      const result = await clientOf({ retries: 2 }).dialCall({ number: '1' });
      assert.ok(!result.ok && result.error.kind === 'refused');
      assert.deepEqual([result.error.code, result.error.message], [status, 'later']);
      assert.equal(result.error.retryable, status !== 500);
      assert.equal(peer.seen.length, 1);
    });

  test('an end by the caller', async () => {
    const ending = new AbortController();
    peer.answer = () => ending.abort(new Error('enough'));
    const result = await clientOf({ retries: 2 }).querySmsInQueue({}, { signal: ending.signal });
    assert.deepEqual(result, {
      ok: false,
      error: { kind: 'aborted', message: 'enough', retryable: false, mayBeDone: true },
    });
    assert.equal(peer.seen.length, 1);
  });
});

describe('a stream over the wire', () => {
  test('gives events as they come, then the break of the connection', async () => {
    let sent: ServerResponse | undefined;
    peer.answer = response => {
      sent = response;
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(': hello\n\nid: 7\nevent: sms\ndata: {"a"');
      response.write(':1}\n\n');
    };
    const result = await clientOf().streamEvents({ kinds: ['sms', 'ussd'], after: 6 }, { lastEventId: '6' });
    assert.ok(result.ok);
    const events = result.reply[Symbol.asyncIterator]();
    assert.deepEqual(await events.next(), { done: false, value: { id: '7', kind: 'sms', data: { a: 1 } } });
    sent?.write('id: 8\ndata: 2\n\n');
    assert.deepEqual((await events.next()).value, { id: '8', kind: 'message', data: 2 });
    sent?.socket?.destroy();
    await assert.rejects(events.next(), { name: 'TypeError' });
    assert.equal(peer.seen[0]?.url, '/v1/events?kinds=sms%2Cussd&after=6');
    assert.equal(peer.seen[0].headers['last-event-id'], '6');
  });

  test('a refusal is no stream', async () => {
    peer.answer = json({ error: 'kinds: is wrong.' }, 400);
    assert.deepEqual(await clientOf().streamEvents(), {
      ok: false,
      error: { kind: 'refused', code: 400, message: 'kinds: is wrong.', retryable: false, mayBeDone: false },
    });
  });
});
