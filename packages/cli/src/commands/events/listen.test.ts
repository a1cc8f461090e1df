/** `simgate listen` and `simgate trigger`: what a program under development gets, and when it gets it again. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { changeProfiles } from '../../connection/profiles.ts';
import { type Fulfilled, mailboxOf, openMailbox, wish } from '../../listening/mailbox.ts';
import { pushedKinds } from '../../listening/push-body.ts';
import { type Answers, Peer, type Ran, type RunOptions, streamOf } from '../../testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-listen-'));
const peer = new Peer();
/** A push as the program has got it. */
interface Got {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
let got: Got[] = [];
/** Answers of the program, one after the other; the last one stays. */
let statuses: number[] = [];
let program: Server;
let to = '';

before(async () => {
  await peer.listen();
  program = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    got.push({ path: `${request.method} ${request.url}`, headers: request.headers, body });
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    response.writeHead(status ?? 204, { location: '/elsewhere' }).end();
  }).listen(0, '127.0.0.1');
  await once(program, 'listening');
  to = `http://127.0.0.1:${(program.address() as AddressInfo).port}`;
});
after(() => {
  peer.close();
  program.close();
  program.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  got = [];
  statuses = [];
});

const AT = '2026-05-31T18:00:00.000Z';
const time = Date.parse(AT);
const sms = {
  ...{ id: 8, at: AT, kind: 'sms', incoming_sms_id: 5, port: 2, number: 'Bank', smsc: '+1', timestamp: time },
  ...{ text: 'Hi', imsi: '001' },
};
const ussd = { id: 9, at: AT, kind: 'ussd', port: 1, text: 'Balance', request_id: null };
const answers: Answers = {
  'GET /v1/session': {
    ...{ user: 'ann', role: 'admin', expires_at: null, version: '0.1.0', serial_number: '7b1e' },
    ...{ time_zone: 'Europe/Berlin', time: AT, base_path: '', offers: {} },
  },
  'GET /v1/live': streamOf('snapshot', [{ news: { events: 7 } }]),
  'GET /v1/events': streamOf('event', [sms, { id: 88, at: AT, kind: 'of_a_later_version' }, ussd]),
};

/** Listens until this was printed. */
async function listen(words: string, endAt: RegExp, options: RunOptions = {}): Promise<Ran> {
  const environment = { XDG_RUNTIME_DIR: folder, ...options.environment };
  const seen = await peer.run(['listen', ...words.split(' ').filter(word => word !== '')], answers, {
    ...options,
    endAt,
    environment,
  });
  return {
    ...seen,
    out: seen.out.replaceAll(to, 'http://program'),
    err: seen.err.replaceAll(to, 'http://program'),
  };
}

function signature(secret: string, { headers, body }: Got): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}

describe('simgate listen', { timeout: 60_000 }, () => {
  test('posts each event as a push target gets it, signed, in the order of the journal', async () => {
    const { err, code, asked } = await listen(`--forward-to ${to}/hook`, /9\tussd/);
    assert.deepEqual(
      got.map(({ path, body }) => [path, JSON.parse(body)]),
      [
        [
          'POST /hook',
          {
            sn: '7b1e',
            sms: [
              {
                incoming_sms_id: 5,
                port: 2,
                number: 'Bank',
                smsc: '+1',
                timestamp: '2026-05-31 20:00:00',
                text: 'Hi',
                imsi: '001',
              },
            ],
          },
        ],
        ['POST /hook', { sn: '7b1e', ussd: [{ port: 1, text: 'Balance', request_id: null }] }],
      ],
    );
    const secret = /signed with (whsec_\S+) /.exec(err)?.[1] ?? '';
    assert.equal(Buffer.from(secret.slice('whsec_'.length), 'base64').length, 24);
    for (const push of got) {
      assert.equal(push.headers['webhook-signature'], signature(secret, push));
      assert.equal(push.headers['content-type'], 'application/json');
      assert.ok(Math.abs(Number(push.headers['webhook-timestamp']) - Date.now() / 1000) < 60);
    }
    assert.deepEqual(
      got.map(({ headers }) => headers['webhook-id']),
      ['8', '9'],
    );
    assert.deepEqual([code, asked.at(-1)], [130, 'GET /v1/events?after=7']);
    assert.match(err, /^Events of http:\/\/gateway go to http:\/\/program\/hook\. Ctrl\+C ends it\.\n/);
    assert.match(err, /\n--since 88 goes on from here\.\n$/);
  });

  test('prints a line for each try: at a terminal, through a pipe, as JSON, with the body', async () => {
    const terminal = await listen(`--forward-to ${to} --print-body`, /ussd #9/, { columns: 120 });
    assert.match(
      terminal.out,
      /^\d\d:\d\d:\d\d {2}sms #8 -> 204 {2}0 ms\n\d\d:\d\d:\d\d {2}ussd #9 -> 204 {2}0 ms\n$/,
    );
    assert.ok(terminal.err.includes(`${got[0]?.body}\n`));
    const pipe = await listen(`--forward-to ${to}`, /9\tussd/);
    assert.match(pipe.out, /^\S+Z\t8\tsms\thttp:\/\/program\t204\t0\t\n/);
    assert.ok(!pipe.err.includes('"sn"'));
    const json = await listen(`--forward-to ${to} --jsonl`, /"ussd"/);
    const [line = ''] = json.out.split('\n');
    const { at: _, ...rest } = JSON.parse(line) as Record<string, unknown>;
    assert.deepEqual(rest, {
      id: '8',
      kind: 'sms',
      url: 'http://program',
      status: 204,
      milliseconds: 0,
      trouble: '',
    });
  });

  test('holds what comes later back until the program has taken an event; the pauses grow', async () => {
    statuses = [500, 503, 302, 404, 500, 500, 500, 200];
    const { waited, out } = await listen(`--forward-to ${to}`, /9\tussd/);
    assert.deepEqual(waited, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    assert.deepEqual(
      got.map(({ headers }) => headers['webhook-id']),
      ['8', '8', '8', '8', '8', '8', '8', '8', '9'],
    );
    assert.match(out, /\t500\t0\tHTTP 500\n/);
    assert.match(out, /\t302\t0\tHTTP 302\n/);
  });

  test('names what keeps it from the program', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const { out } = await listen(`--forward-to http://127.0.0.1:${port}`, /8\tsms.*\n/);
    assert.equal(
      out.replace(/^\S+/, ''),
      `\t8\tsms\thttp://127.0.0.1:${port}\t0\t0\tconnect ECONNREFUSED 127.0.0.1:${port}\n`,
    );
  });

  test('sends kinds to addresses of their own, and the others to that of all', async () => {
    const { err } = await listen(`--forward-to sms=${to}/sms --forward-to ${to}/rest`, /9\tussd/);
    assert.deepEqual(
      got.map(({ path }) => path),
      ['POST /sms', 'POST /rest'],
    );
    assert.match(err, /go to sms to http:\/\/program\/sms, http:\/\/program\/rest\./);
  });

  test('asks for the kinds, and from the event on, that are named', async () => {
    const { asked } = await listen(`--forward-to ${to} --kinds sms,ussd --since 3`, /9\tussd/);
    assert.deepEqual(asked, ['GET /v1/session', 'GET /v1/events?after=3&kinds=sms,ussd']);
  });

  test('names the event to go on from where one was not taken', async () => {
    statuses = [500];
    const { err } = await listen(`--forward-to ${to} --since 3`, /HTTP 500/);
    assert.match(err, /\n--since 3 goes on from here\.\n$/);
  });

  const refused: readonly [words: string, message: RegExp][] = [
    ['', /^simgate: --forward-to URL says where the events go\n$/],
    ['--forward-to call=http://h', /Before = stands one of sms, sms_result/],
    ['--forward-to http://', /Allowed is an address such as http:\/\/localhost:3000\/hook\./],
  ];
  for (const [words, message] of refused)
    test(`refuses ${words || 'to forward nowhere'}`, async () => {
      const { err, code, asked } = await listen(words, /never/);
      assert.match(err, message);
      assert.deepEqual([code, asked], [2, []]);
    });

  test('takes an address without its scheme', async () => {
    await listen(`--forward-to ${to.replace('http://', '')}/x`, /9\tussd/);
    assert.equal(got[0]?.path, 'POST /x');
  });

  test('keeps its secret in the profile, for the next run', async () => {
    const environment = { XDG_CONFIG_HOME: folder, SIMGATE_URL: '', SIMGATE_TOKEN: '', SIMGATE_DEVICE: '' };
    await changeProfiles({ XDG_CONFIG_HOME: folder }, () => ({
      default: 'office',
      profiles: { office: { url: peer.url, device: 'simgate', token: 'T' } },
    }));
    const first = await listen(`--forward-to ${to}`, /9\tussd/, { environment });
    const second = await listen(`--forward-to ${to}`, /9\tussd/, { environment });
    const [secret, again] = [first, second].map(({ err }) => /whsec_\S+/.exec(err)?.[0]);
    assert.equal(secret, again);
    const { profiles } = JSON.parse(readFileSync(join(folder, 'simgate', 'profiles.json'), 'utf8')) as {
      profiles: { office: object };
    };
    assert.deepEqual(profiles.office, { url: peer.url, device: 'simgate', token: 'T', listenSecret: secret });
  });

  test('sends the last event again at the key r', async () => {
    const seen = await listen(`--forward-to ${to}`, /ussd #9[\s\S]*ussd #9/, {
      columns: 120,
      person: [[/ussd #9/, 'xr']],
    });
    assert.deepEqual(
      got.map(({ headers }) => headers['webhook-id']),
      ['8', '9', '9'],
    );
    assert.equal(seen.code, 130);
  });
});

describe('simgate trigger', { timeout: 60_000 }, () => {
  const environment = { XDG_RUNTIME_DIR: folder };

  /** Has one listener run while the work is done. */
  async function whileListening<Value>(words: string, work: () => Promise<Value>): Promise<Value> {
    let done: Promise<Value> | undefined;
    const quiet = { ...answers, 'GET /v1/events': streamOf('event', []) };
    const listener = peer.run(['listen', ...words.split(' ')], quiet, { environment, endAt: /test-/ });
    while (done === undefined) {
      await new Promise(resolve => setImmediate(resolve));
      if ((await wish(mailboxOf(peer.url, environment), { kind: 'none' })) !== undefined) done = work();
    }
    await listener;
    return done;
  }

  for (const kind of pushedKinds)
    test(`has the listener forward a made-up event of the kind ${kind}`, async () => {
      const answer = await whileListening(`--forward-to ${to}`, () =>
        wish(mailboxOf(peer.url, environment), { kind }),
      );
      const [{ body = '{}', headers } = {}] = got;
      const { sn, [kind]: event } = JSON.parse(body) as Record<string, unknown>;
      const [single] = Array.isArray(event) ? event : [event];
      assert.equal(sn, '7b1e');
      assert.ok(Object.values(single as object).every(value => value !== undefined));
      assert.match(String(headers?.['webhook-id']), /^test-\d+-\d+$/);
      assert.deepEqual(answer, {
        id: headers?.['webhook-id'],
        answers: [{ url: to, status: 204, milliseconds: 0, trouble: '' }],
      });
    });

  test('is refused where no listener runs', async () => {
    const { err, code } = await peer.run(['trigger', 'sms'], answers, { environment });
    assert.deepEqual(
      [err, code],
      [
        'simgate: no simgate listen runs for http://gateway\nStart it in another terminal: simgate listen --forward-to URL\n',
        1,
      ],
    );
  });

  const outcomes: readonly [what: string, answers: Fulfilled['answers'], out: string, code: number][] = [
    [
      'one address of two has taken it',
      [
        { url: 'http://a', status: 204, milliseconds: 3, trouble: '' },
        { url: 'http://b', status: 500, milliseconds: 4, trouble: 'HTTP 500' },
      ],
      'test-1\tsms\thttp://a\t204\t3\t\ntest-1\tsms\thttp://b\t500\t4\tHTTP 500\n',
      0,
    ],
    [
      'none has',
      [{ url: 'http://b', status: 0, milliseconds: 4, trouble: 'refused' }],
      'test-1\tsms\thttp://b\t0\t4\trefused\n',
      1,
    ],
    ['nothing is forwarded', [], '', 1],
  ];
  for (const [what, done, out, code] of outcomes)
    test(`prints what came of it, and ends with ${code} where ${what}`, async () => {
      const wishes: object[] = [];
      const mailbox = await openMailbox(mailboxOf(peer.url, environment), async wanted => {
        wishes.push(wanted);
        return { id: 'test-1', answers: done };
      });
      const seen = await peer.run(['trigger', 'sms'], {}, { environment });
      mailbox.close();
      assert.deepEqual([seen.out, seen.code, seen.asked, wishes], [out, code, [], [{ kind: 'sms' }]]);
    });

  test('has only one listener for a gateway', async () => {
    const mailbox = await openMailbox(mailboxOf(peer.url, environment), async () => ({
      id: '',
      answers: [],
    }));
    const { err, code } = await listen(`--forward-to ${to}`, /never/);
    mailbox.close();
    assert.deepEqual([err, code], ['simgate: another simgate listen runs for this gateway\n', 1]);
  });
});
