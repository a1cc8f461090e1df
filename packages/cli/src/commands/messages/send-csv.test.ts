/** `simgate send --csv`: what is checked and asked before, what leaves, what the ledger keeps, and what the outcome looks like. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ledgerFile } from '../../csv/ledger.ts';
import { type Answers, Peer, type Ran, type RunOptions, refusal } from '../../testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-send-csv-'));
const csv = join(folder, 'people.csv');
const peer = new Peer();
before(() => peer.listen());
after(() => {
  peer.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  for (const name of [csv, ledgerFile(csv), `${ledgerFile(csv)}.1`]) rmSync(name, { force: true });
});

const PEOPLE = 'name,number\nAnn,+8820111\nBob,+8820222\n';
const accepted = { error_code: 202, sn: 'db', sms_in_queue: 1, task_id: 3 };
const queue = { error_code: 200, sn: 'db', in_queue: 0 };
const takes = { 'GET /api/query_sms_in_queue': queue, 'POST /api/send_sms': accepted };
const original = { environment: { SIMGATE_DEVICE: 'original' } };

/** Sends the file; the folder of this run is left out of what is printed. */
async function send(more: string, answers: Answers = takes, options: RunOptions = {}): Promise<Ran> {
  const seen = await peer.run(
    ['send', '--csv', csv, ...more.split(' ').filter(word => word !== '')],
    answers,
    options,
  );
  const short = (text: string): string => text.replaceAll(`${folder}/`, '');
  return { ...seen, out: short(seen.out), err: short(seen.err) };
}

interface Sent {
  readonly text: string;
  readonly param: readonly {
    readonly number: string;
    readonly text_param?: string[];
    readonly user_id: number;
  }[];
}

/** The bodies of the requests to send. */
function sentOf({ asked }: Ran): Sent[] {
  return asked
    .filter(line => line.includes('send_sms'))
    .map(line => JSON.parse(line.replace(/^\S+ \S+ /, '')) as Sent);
}

function ledger(): Record<string, unknown>[] {
  return readFileSync(ledgerFile(csv), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
}

/** A file of so many numbers. */
function many(count: number): string {
  return `number\n${Array.from({ length: count }, (_, at) => `+88${1000 + at}\n`).join('')}`;
}

/** Messages of a gateway of ours for the user ids of the ledger. */
function messagesWith(states: readonly string[]) {
  return (): object => {
    const first = Number(ledger()[0]?.first_user_id);
    const messages = states.map((status, at) => ({
      ...{
        id: 17 + at,
        task_id: 3,
        number: '',
        text: '',
        encoding: '',
        user_id: first + at,
        port: 1,
        imsi: '',
      },
      ...{
        status,
        waiting: false,
        reason: status === 'FAILED' ? 'no credit' : '',
        reason_code: '',
        time: '',
      },
      ...{ count: 1, succ_count: 1, attempts: 0, segments: [] },
    }));
    return { messages: messages.toReversed(), next: null };
  };
}
const task = {
  task_id: 3,
  accepted_at: '',
  owner: '',
  recipients: 2,
  waiting: 0,
  sending: 0,
  sent: 2,
  delivered: 0,
  failed: 0,
  text: '',
};

describe('a file is checked before anything leaves', () => {
  const checks: readonly [what: string, file: string | Buffer, options: string, err: string, code: number][] =
    [
      [
        'all good',
        PEOPLE,
        '--text Hi',
        '2 rows: 2 can be sent, 0 cannot. Segments: 2 in all, 1 for each.\n',
        0,
      ],
      [
        'one row',
        'number\n+8820111\n',
        '--text Hi',
        '1 row: 1 can be sent, 0 cannot. Segments: 1 in all, 1 for each.\n',
        0,
      ],
      [
        'texts of several lengths, and of several alphabets',
        `number,text\n+881,a\n+882,${'b'.repeat(161)}\n+883,Ж\n`,
        '--text #text#',
        '3 rows: 3 can be sent, 0 cannot. Segments: 4 in all, 1 to 2 for each.\n' +
          '1 of the texts do not fit GSM 7 bit and go as UCS-2 (70 characters a segment).\n',
        0,
      ],
      [
        'texts that all need UCS-2',
        'number\n+881\n',
        '--text Ж',
        '1 row: 1 can be sent, 0 cannot. Segments: 1 in all, 1 for each.\n',
        0,
      ],
      [
        'numbers that stand twice, with and without +',
        'number\n+881\n881\n+882\n',
        '--text Hi',
        '3 rows: 3 can be sent, 0 cannot. Segments: 3 in all, 1 for each.\n1 rows have a number that stands in an earlier row too.\n',
        0,
      ],
      [
        'rows without a number, an empty text, one that is too long',
        `number,text\nn/a,a\n+881,\n+882,${'x'.repeat(1501)}\n+883,ok\n`,
        '--text #text#',
        'line 2 has "n/a", which is no phone number\nline 3 has an empty text\nline 4 has a text that is longer than 1500 bytes\n' +
          '4 rows: 1 can be sent, 3 cannot. Segments: 1 in all, 1 for each.\n',
        3,
      ],
      [
        'more than ten bad rows',
        `number\n${'x\n'.repeat(12)}`,
        '--text Hi',
        `${Array.from({ length: 10 }, (_, at) => `line ${at + 2} has "x", which is no phone number\n`).join('')}... and 2 more\n`,
        3,
      ],
      [
        'a file that is no UTF-8',
        Buffer.from('name,number\nZoë,+881\n', 'latin1'),
        '--text Hi',
        'The file is no UTF-8: it was read as Windows-1252. Look at the names.\n1 row: 1 can be sent, 0 cannot. Segments: 1 in all, 1 for each.\n',
        0,
      ],
    ];
  for (const [what, file, options, notes, expected] of checks)
    test(what, async () => {
      writeFileSync(csv, file);
      const { err, code, asked, out } = await send(`${options} --dry-run`);
      assert.deepEqual(
        [err, code, asked, out],
        [`${notes}Nothing was sent (--dry-run).\n`, expected, [], ''],
      );
      assert.ok(!existsSync(ledgerFile(csv)));
    });

  test('as a document of JSON', async () => {
    writeFileSync(csv, PEOPLE);
    const { out } = await send('--text Hi --dry-run --json');
    assert.deepEqual(JSON.parse(out), {
      ...{
        rows: 2,
        recipients: 2,
        unreadable: [],
        repeated: 0,
        segments: 2,
        segments_each: [1, 1],
        unicode: 0,
      },
    });
  });

  const refused: readonly [options: string, message: RegExp, code: number][] = [
    ['', /^simgate: the text is missing: --text or --text-file\n$/, 2],
    ['--text Hi --output /dev/none/x', /^simgate: \/dev\/none\/x cannot be written: /, 1],
  ];
  for (const [options, message, expected] of refused)
    test(`is refused with ${options || 'no text'}`, async () => {
      writeFileSync(csv, PEOPLE);
      const { err, code, asked } = await send(options);
      assert.match(err, message);
      assert.deepEqual([code, asked], [expected, []]);
    });

  test('and refused where no row can be sent', async () => {
    writeFileSync(csv, 'number\nx\n');
    const { err, code } = await send('--text Hi');
    assert.deepEqual([err.split('\n').at(-2), code], ['simgate: people.csv: no row can be sent', 1]);
  });

  test('an option that original hardware does not have is refused', async () => {
    writeFileSync(csv, PEOPLE);
    const { code, asked } = await send('--text Hi --priority bulk', takes, original);
    assert.deepEqual([code, asked], [6, []]);
  });
});

describe('rows that cannot be sent', () => {
  const file = 'number\n+881\nn/a\n';

  test('stop the others where nobody is asked', async () => {
    writeFileSync(csv, file);
    const seen = await send('--text Hi');
    assert.deepEqual([seen.code, sentOf(seen)], [1, []]);
    assert.match(
      seen.err,
      /simgate: 1 row cannot be sent, so nothing was\nMend the file, or send the others with --yes\.\n$/,
    );
  });

  test('do not with --yes; the exit code is 3', async () => {
    writeFileSync(csv, file);
    const seen = await send('--text Hi --yes');
    assert.deepEqual([seen.code, sentOf(seen).map(({ param }) => param.length)], [3, [1]]);
  });

  const answers: readonly [key: string, code: number, sent: number][] = [
    ['y', 3, 1],
    ['n', 130, 0],
    ['\r', 130, 0],
  ];
  for (const [key, expected, sent] of answers)
    test(`a person is asked, and answers ${JSON.stringify(key)}`, async () => {
      writeFileSync(csv, file);
      const seen = await send('--text Hi', takes, { columns: 80, person: [[/Send to 1 recipients\?/, key]] });
      assert.deepEqual([seen.code, sentOf(seen).length], [expected, sent]);
      assert.equal(seen.err.includes('nothing was sent'), sent === 0);
    });
});

describe('a file is sent', () => {
  test('in one request, with the values of each row', async () => {
    writeFileSync(csv, PEOPLE);
    const seen = await send('--text #name#! --port 1-2 --no-report --priority bulk --encoding gsm-7bit');
    const [{ param = [], ...request } = {}] = sentOf(seen);
    assert.deepEqual(request, {
      ...{
        text: '#param#!',
        port: [1, 2],
        encoding: 'gsm-7bit',
        request_status_report: false,
        priority: 'bulk',
      },
    });
    const [{ first_user_id: first, ...head } = {}, begun, done] = ledger();
    assert.deepEqual(
      param.map(({ number, text_param, user_id }) => [number, text_param, user_id - Number(first)]),
      [
        ['+8820111', ['Ann'], 0],
        ['+8820222', ['Bob'], 1],
      ],
    );
    const { id, hash, started_at, ...rest } = head;
    assert.deepEqual(rest, {
      ...{
        kind: 'run',
        version: 1,
        sn: 'db',
        text: '#name#!',
        number_column: 'number',
        encoding: 'gsm-7bit',
      },
      ...{ port: [1, 2], report: false, priority: 'bulk', recipients: 2 },
    });
    assert.deepEqual([seen.keys, String(id).length], [[`${id}-0-2`], 32]);
    assert.equal(typeof hash, 'string');
    assert.ok(Math.abs(Date.parse(String(started_at)) - Date.now()) < 60_000);
    assert.deepEqual([begun?.kind, begun?.from, begun?.to], ['begun', 0, 2]);
    assert.deepEqual(done, { kind: 'accepted', from: 0, to: 2, task_id: 3 });
    assert.equal(
      seen.out,
      'file\tpeople.csv\nrows\t2\naccepted\t2\nrefused\t0\ntasks\t3\nstates\t\n'
        .replace('people.csv', csv)
        .replaceAll(`${folder}/`, ''),
    );
    assert.equal(seen.code, 0);
  });

  test('128 rows to a request', async () => {
    writeFileSync(csv, many(300));
    const seen = await send('--text Hi');
    assert.deepEqual(
      sentOf(seen).map(({ param }) => param.length),
      [128, 128, 44],
    );
    assert.deepEqual(
      seen.keys.map(key => key.replace(/^[0-9a-f]+-/, '')),
      ['0-128', '128-256', '256-300'],
    );
    assert.match(seen.out, /accepted\t300\n.*\n?tasks\t3\n/s);
  });

  const rates: readonly [rate: string, sizes: readonly number[], waited: readonly number[]][] = [
    ['2/s', [2, 2, 1], [1000, 1000]],
    ['30/m', [1, 1, 1, 1, 1], [2000, 2000, 2000, 2000]],
    ['200/s', [5], []],
  ];
  for (const [rate, sizes, waited] of rates)
    test(`at ${rate}`, async () => {
      writeFileSync(csv, many(5));
      const seen = await send(`--text Hi --rate ${rate}`);
      assert.deepEqual([sentOf(seen).map(({ param }) => param.length), seen.waited], [sizes, waited]);
    });

  test('and its progress is shown to a person, with the time that is left', async () => {
    writeFileSync(csv, many(4));
    const { err } = await send('--text Hi --rate 1/s --yes', takes, { columns: 80, person: [] });
    for (const line of [
      /1 of 4 accepted, 0 s left/,
      /2 of 4 accepted, 1 s left/,
      /3 of 4 accepted, 1 s left/,
      /4 of 4 accepted/,
    ])
      assert.match(err, line);
    assert.doesNotMatch(err, /4 of 4 accepted, /);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
    assert.doesNotMatch(err, /4 of 4 accepted(?!\r\u001b\[K)/, 'it is taken away at the end');
  });

  test('again after five seconds where the queue of the gateway is full', async () => {
    writeFileSync(csv, PEOPLE);
    const full = refusal(413, { error_code: 413, sn: 'db', error: 'the queue is full' });
    const answers = { ...takes, 'POST /api/send_sms': [full, full, accepted] };
    const seen = await send('--text Hi --yes', answers, { columns: 80, person: [] });
    assert.deepEqual([seen.waited, seen.code], [[5000, 5000], 0]);
    assert.match(seen.err, /The queue of the gateway is full: waiting\./);
    assert.deepEqual(new Set(seen.keys).size, 1);
  });
});

describe('a run that did not come to its end', () => {
  const hint = 'simgate send --csv people.csv --resume goes on; no row is sent twice.\n';
  const ends: readonly [why: string, answer: object, code: number, message: RegExp][] = [
    ['the gateway refuses', refusal(400, { error_code: 400, sn: 'db' }), 6, /^simgate: refused with 400$/m],
    ['it is too much', refusal(413, { error_code: 413, sn: 'db', error: 'too many' }), 6, /too many/],
    [
      'nobody is signed in',
      refusal(401, { error: 'no' }),
      4,
      /^simgate: user and password, or the token, are not accepted$/m,
    ],
    [
      'the answer is no answer',
      refusal(200, { hello: 1 }),
      5,
      /^simgate: an answer that is none of this API/m,
    ],
  ];
  for (const [why, answer, expected, message] of ends)
    test(`ends with ${expected} where ${why}, and goes on with --resume`, async () => {
      writeFileSync(csv, many(130));
      const first = await send('--text Hi', { ...takes, 'POST /api/send_sms': [accepted, answer] });
      assert.equal(first.code, expected);
      assert.match(first.err, message);
      assert.ok(first.err.endsWith(hint), first.err);
      const second = await send('--resume');
      assert.deepEqual([second.code, sentOf(second).map(({ param }) => param.length)], [0, [2]]);
      assert.equal(second.keys[0], first.keys.at(-1));
    });

  test('is broken off by Ctrl+C between two requests', async () => {
    writeFileSync(csv, many(4));
    const options = { columns: 80, person: [], endAt: /2 of 4 accepted/ };
    const first = await send('--text Hi --rate 1/s --yes', takes, options);
    assert.deepEqual([first.code, sentOf(first).length], [130, 2]);
    assert.ok(first.err.endsWith(`simgate: broken off\n${hint}`), first.err);
    const second = await send('--resume --rate 2/s');
    assert.deepEqual(
      sentOf(second).map(({ param }) => param.map(({ number }) => number)),
      [['+881002', '+881003']],
    );
    assert.match(second.out, /accepted\t4\n/);
  });

  test('is refused without --resume or --again, and is checked with --dry-run', async () => {
    writeFileSync(csv, many(130));
    const answers = {
      ...takes,
      'POST /api/send_sms': [accepted, refusal(400, { error_code: 400, sn: 'db' })],
    };
    await send('--text Hi', answers);
    // The last request has left, and nobody knows whether it was taken.
    const { code, asked, err } = await send('--text Hi');
    assert.deepEqual([code, asked], [1, []]);
    assert.match(
      err,
      /^simgate: people.csv was begun at .* and is not at its end\n--resume goes on with it, --again/,
    );
    assert.equal((await send('--text Hi --dry-run')).code, 0);
  });

  test('has ended where all was accepted: it is not sent twice unasked', async () => {
    writeFileSync(csv, PEOPLE);
    await send('--text Hi');
    const { code, asked, err } = await send('--text Hi');
    assert.deepEqual([code, asked], [1, []]);
    assert.match(
      err,
      /^simgate: people.csv was sent at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n--again sends it once more/,
    );
  });

  test('that is broken off before its last chunk is not at its end', async () => {
    writeFileSync(csv, many(4));
    await send('--text Hi --rate 1/s --yes', takes, { person: [], endAt: /2 of 4 accepted/ });
    const { err } = await send('--text Hi');
    assert.match(
      err,
      /^simgate: people.csv was begun at .* and is not at its end\n--resume goes on with it, --again/,
    );
  });

  test('is begun anew with --again; the ledger of before is kept', async () => {
    writeFileSync(csv, PEOPLE);
    const first = await send('--text Hi');
    const second = await send('--text Hi --again');
    assert.deepEqual([second.code, sentOf(second).length], [0, 1]);
    assert.notEqual(first.keys[0], second.keys[0]);
    assert.ok(existsSync(`${ledgerFile(csv)}.1`));
  });

  const others: readonly [what: string, options: string, message: RegExp, code: number][] = [
    [
      'another text',
      '--text Ho',
      /^simgate: .* was begun with another text\nGive --resume alone, or --again/,
      2,
    ],
    ['other ports', '--port 2', /was begun with another list of ports\n/, 2],
    ['another column', '--number-column name', /was begun with another number column\n/, 2],
  ];
  for (const [what, options, message, expected] of others)
    test(`is not gone on with by ${what}`, async () => {
      writeFileSync(csv, PEOPLE);
      await send('--text Hi --port 1');
      const { err, code, asked } = await send(`--resume ${options}`);
      assert.match(err, message);
      assert.deepEqual([code, asked], [2, ['GET /api/query_sms_in_queue']]);
      assert.equal(expected, code);
    });

  test('is gone on with by the same text, ports and column, whatever the case of its name', async () => {
    writeFileSync(csv, PEOPLE);
    await send('--text Hi --port 1');
    assert.equal((await send('--resume --text Hi --port 1 --number-column NUMBER')).code, 0);
  });

  test('is not gone on with where the file was changed, or at another gateway', async () => {
    writeFileSync(csv, PEOPLE);
    await send('--text Hi');
    const other = await send('--resume', { ...takes, 'GET /api/query_sms_in_queue': { ...queue, sn: 'x' } });
    assert.equal(other.err, 'simgate: people.csv was begun with another gateway (db; this is x)\n');
    writeFileSync(csv, `${PEOPLE}Cid,+8820333\n`);
    const { err, code } = await send('--resume');
    assert.deepEqual(
      [err, code],
      [
        'simgate: people.csv was changed since it was begun\npeople.csv.simgate.jsonl tells what was sent.\n',
        1,
      ],
    );
  });
});

/** Answers query_sms_result with the user ids that stand in the ledger; the number is that of the first row. */
function known(number: string) {
  return (body: string): object => {
    const { user_id: [id = 0] = [] } = JSON.parse(body) as { user_id?: number[] };
    const result = {
      port: 1,
      number,
      user_id: id,
      time: '',
      status: 'SENT_OK',
      count: 1,
      succ_count: 1,
      ref_id: 1,
      imsi: '',
    };
    return { error_code: 200, sn: 'db', result: [result] };
  };
}
const unknown = { error_code: 200, sn: 'db', result: [] };

describe('a chunk in doubt', () => {
  /** Leaves a ledger with one chunk that was begun so many hours ago. */
  async function doubt(hours: number): Promise<void> {
    writeFileSync(csv, PEOPLE);
    await send('--text Hi', { ...takes, 'POST /api/send_sms': refusal(400, { error_code: 400, sn: 'db' }) });
    const lines = ledger().map(line =>
      line.kind === 'begun' ? { ...line, at: new Date(Date.now() - hours * 3_600_000).toISOString() } : line,
    );
    writeFileSync(ledgerFile(csv), lines.map(line => `${JSON.stringify(line)}\n`).join(''));
  }

  const rows: readonly [
    what: string,
    hours: number,
    number: string | undefined,
    options: RunOptions,
    requests: number,
    asked: number,
  ][] = [
    ['is sent with its key where the gateway still knows that', 22.9, '8820111', {}, 1, 0],
    ['is asked for where the key may be forgotten', 23.1, '8820111', {}, 0, 1],
    ['is sent where the gateway does not know it', 23.1, undefined, {}, 1, 1],
    ['is sent where its user id belongs to another number', 23.1, '8820999', {}, 1, 1],
    ['is asked for at a box, which knows no key', 0, '+8820111', original, 0, 1],
  ];
  for (const [what, hours, number, options, requests, questions] of rows)
    test(what, async () => {
      await doubt(hours);
      const result = number === undefined ? unknown : known(number);
      const seen = await send('--resume', { ...takes, 'POST /api/query_sms_result': result }, options);
      const count = seen.asked.filter(line => line.includes('query_sms_result')).length;
      assert.deepEqual([seen.code, sentOf(seen).length, count], [0, requests, questions]);
      assert.equal(ledger().at(-1)?.task_id, requests === 0 ? null : 3);
    });
});

describe('a box that gives no proper answer', () => {
  const nothing = refusal(200, { hello: 1 });

  test('is asked after five seconds which messages it has, and is not sent them again', async () => {
    writeFileSync(csv, PEOPLE);
    const answers = {
      ...takes,
      'POST /api/send_sms': nothing,
      'POST /api/query_sms_result': known('8820111'),
    };
    const seen = await send('--text Hi', answers, original);
    assert.deepEqual([seen.code, seen.waited, sentOf(seen).length], [0, [5000], 1]);
  });

  test('gets them three times at most', async () => {
    writeFileSync(csv, PEOPLE);
    const answers = { ...takes, 'POST /api/send_sms': nothing, 'POST /api/query_sms_result': unknown };
    const seen = await send('--text Hi', answers, original);
    assert.deepEqual([seen.code, seen.waited, sentOf(seen).length], [5, [5000, 5000], 3]);
  });
});

describe('the outcome of each row', () => {
  const file = 'name;number\nAnn;+8820111\nBad;n/a\nBob;+8820222\nCid;+8820333\n';
  function wait(states: readonly string[]): Answers {
    return { ...takes, 'GET /v1/tasks/3': task, 'GET /v1/messages': messagesWith(states) };
  }

  test('stands in the file of --output, in the form of the table', async () => {
    writeFileSync(csv, file);
    const output = join(folder, 'out.csv');
    // The ids follow the rows, so the row that was refused has taken one.
    const seen = await send(`--text Hi --yes --output ${output}`, wait(['SENT_OK', '-', 'FAILED']));
    assert.equal(
      readFileSync(output, 'utf8'),
      'name;number;message_id;state;reason\nAnn;+8820111;17;SENT_OK;\n' +
        'Bad;n/a;;REFUSED;"has ""n/a"", which is no phone number"\nBob;+8820222;19;FAILED;no credit\nCid;+8820333;;;\n',
    );
    assert.equal(seen.code, 3);
    assert.match(seen.out, /states\tSENT_OK 1, REFUSED 1, FAILED 1, unknown 1\n/);
  });

  test('stands on standard output with -', async () => {
    writeFileSync(csv, PEOPLE);
    const { out } = await send('--text Hi --output -', wait(['SENT_OK', 'DELIVERED']));
    assert.equal(
      out,
      'name,number,message_id,state,reason\nAnn,+8820111,17,SENT_OK,\nBob,+8820222,18,DELIVERED,\n',
    );
  });

  const codes: readonly [states: readonly string[], wait: string, code: number][] = [
    [['SENT_OK', 'DELIVERED'], '--wait', 0],
    [['SENT_OK', 'DELIVERED'], '--wait sent', 0],
    [['SENT_OK', 'DELIVERED'], '--wait delivered', 7],
    [['FAILED', 'DELIVERED'], '--wait delivered', 3],
    [['FAILED', 'FAILED'], '--wait', 1],
    [['SENDING', 'FAILED'], '--wait', 7],
  ];
  for (const [states, until, expected] of codes)
    test(`is the exit code: ${states.join(', ')} with ${until} is ${expected}`, async () => {
      writeFileSync(csv, PEOPLE);
      const seen = await send(`--text Hi ${until}`, wait(states));
      assert.equal(seen.code, expected);
      assert.ok(seen.asked.includes('GET /v1/tasks/3'));
    });

  test('is the exit code of a box too, by user ids', async () => {
    writeFileSync(csv, 'number\n+8820111\n');
    const answers = { ...takes, 'POST /api/query_sms_result': known('8820111') };
    const seen = await send('--text Hi --wait --json', answers, original);
    const {
      states,
      accepted: count,
      refused,
      file: name,
      ...rest
    } = JSON.parse(seen.out) as Record<string, unknown>;
    assert.deepEqual(
      [seen.code, states, count, refused, name, rest],
      [0, { SENT_OK: 1 }, 1, 0, 'people.csv', { rows: 1, tasks: [3] }],
    );
    assert.ok(!seen.asked.some(line => line.includes('/v1/')));
  });

  test('that cannot be written is an error, after the rows were sent', async () => {
    writeFileSync(csv, PEOPLE);
    const output = join(folder, 'gone');
    const answers = {
      ...wait(['SENT_OK', 'SENT_OK']),
      'POST /api/send_sms': (): object => {
        rmSync(output, { force: true });
        mkdirSync(output);
        return accepted;
      },
    };
    const { err, code } = await send(`--text Hi --output ${output}`, answers);
    rmSync(output, { recursive: true });
    assert.match(
      err,
      /^simgate: gone: EISDIR.*\nThe rows were sent\. The same with --resume and another --output/m,
    );
    assert.equal(code, 1);
  });
});
