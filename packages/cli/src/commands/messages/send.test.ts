/** `simgate send NUMBER...`: the requests, what is printed, the waiting, and the exit codes. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { firstUserId } from '../../sending/user-ids.ts';
import { type CommandRow, Peer, refusal, testCommands } from '../../testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-send-'));
after(() => rmSync(folder, { recursive: true, force: true }));
function fileOf(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const message = {
  id: 17,
  task_id: 3,
  number: '+88201',
  text: 'Hi',
  encoding: 'gsm-7bit',
  user_id: 7,
  port: 2,
  imsi: '00101',
  status: 'DELIVERED',
  waiting: false,
  reason: '',
  reason_code: '',
  time: '2026-05-31T18:00:00.000Z',
  count: 1,
  succ_count: 1,
  attempts: 0,
  segments: [],
};
const failed = { ...message, id: 18, status: 'FAILED', reason: 'no credit', reason_code: 'no_credit' };
const task = {
  task_id: 3,
  accepted_at: '2026-05-31T18:00:00.000Z',
  owner: 'ann',
  recipients: 1,
  ...{ waiting: 0, sending: 0, sent: 0, delivered: 1, failed: 0 },
  text: 'Hi',
};
const accepted = { error_code: 202, sn: 'db', sms_in_queue: 1, task_id: 3 };
const sends = { 'POST /api/send_sms': accepted };
function waits(tasks: readonly object[], messages: readonly object[]) {
  return { ...sends, 'GET /v1/tasks/3': tasks, 'GET /v1/messages': { messages, next: null } };
}

const rows: readonly CommandRow[] = [
  {
    words: 'send +88201 --text Hi',
    answers: sends,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
    ],
    terminal: ['Accepted: 1 message, task 3.'],
    pipe: ['3'],
    notes: ['simgate task 3 --follow shows how far it is.'],
  },
  {
    words: 'send +88201 +88202 --text Hi',
    answers: sends,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN},{"number":"+88202","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
    ],
    terminal: ['Accepted: 2 messages, task 3.'],
    pipe: ['3'],
    notes: ['simgate task 3 --follow shows how far it is.'],
  },
  {
    words: 'send +88201 --text Hi --port 1,4-5 --encoding unicode --priority urgent --no-report',
    answers: sends,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"port":[1,4,5],"encoding":"unicode","request_status_report":false,"priority":"urgent"}',
    ],
    terminal: ['Accepted: 1 message, task 3.'],
    pipe: ['3'],
    notes: ['simgate task 3 --follow shows how far it is.'],
  },
  {
    words: ['send', '+88201', '--text', 'the word #param# itself'],
    answers: sends,
    asked: [
      'POST /api/send_sms {"text":"#param#","param":[{"number":"+88201","text_param":["the word #param# itself"],"user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
    ],
    terminal: ['Accepted: 1 message, task 3.'],
    pipe: ['3'],
    notes: ['simgate task 3 --follow shows how far it is.'],
  },
  {
    words: ['send', '+88201', '--text-file', fileOf('a.txt', 'Hello\r\nyou\r\n')],
    answers: sends,
    asked: [
      'POST /api/send_sms {"text":"Hello\\r\\nyou","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
    ],
    terminal: ['Accepted: 1 message, task 3.'],
    pipe: ['3'],
    notes: ['simgate task 3 --follow shows how far it is.'],
  },
  {
    words: 'send +88201 --text Hi',
    answers: { 'POST /api/send_sms': refusal(413, { error_code: 413, sn: 'db' }) },
    code: 6,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
    ],
    notes: ['simgate: refused with 413'],
  },
];
const refused: readonly CommandRow[] = [
  { words: 'send --text Hi', code: 2, notes: ['simgate: who is to get it? Give numbers, or --csv FILE'] },
  { words: 'send +88201', code: 2, notes: ['simgate: the text is missing: --text or --text-file'] },
  { words: ['send', '+88201', '--text', ''], code: 2, notes: ['simgate: the text is empty'] },
  {
    words: 'send +88201 --text Hi --text-file x',
    code: 2,
    notes: ['simgate: --text and --text-file exclude each other'],
  },
  {
    words: 'send +88201 --text-file /dev/null/x',
    code: 1,
    notes: ["simgate: /dev/null/x: ENOTDIR: not a directory, open '/dev/null/x'"],
  },
  {
    words: 'send +88201 --text Hi --resume',
    code: 2,
    notes: ['simgate: --resume, --again, --output and --number-column are for --csv'],
  },
  {
    words: 'send +88201 --text Hi --again',
    code: 2,
    notes: ['simgate: --resume, --again, --output and --number-column are for --csv'],
  },
  {
    words: 'send +88201 --text Hi --output x',
    code: 2,
    notes: ['simgate: --resume, --again, --output and --number-column are for --csv'],
  },
  {
    words: 'send +88201 --text Hi --number-column x',
    code: 2,
    notes: ['simgate: --resume, --again, --output and --number-column are for --csv'],
  },
  { words: 'send +88201 --text Hi --csv x', code: 2, notes: ['simgate: give numbers or --csv, not both'] },
];
const checks: readonly CommandRow[] = [
  {
    words: 'send +88201 +88202 --text Hi --dry-run',
    terminal: ['recipients  2', 'encoding    gsm-7bit', 'segments    1 for each, 2 in all'],
    pipe: ['recipients\t2', 'encoding\tgsm-7bit', 'segments\t1'],
    notes: ['Nothing was sent (--dry-run).'],
  },
  {
    words: ['send', '+88201', '--text', 'Ж and Ж and ü'.repeat(7), '--dry-run'],
    terminal: ['recipients  1', 'encoding    unicode', 'segments    2 for each, 2 in all'],
    pipe: ['recipients\t1', 'encoding\tunicode', 'segments\t2'],
    notes: ['Not in GSM 7 bit: Ж', 'Nothing was sent (--dry-run).'],
  },
  {
    words: 'send +88201 --text Ж --encoding unicode --dry-run',
    terminal: ['recipients  1', 'encoding    unicode', 'segments    1 for each, 1 in all'],
    pipe: ['recipients\t1', 'encoding\tunicode', 'segments\t1'],
    notes: ['Nothing was sent (--dry-run).'],
  },
  {
    words: ['send', '+88201', '--text', 'x'.repeat(161), '--dry-run'],
    terminal: ['recipients  1', 'encoding    gsm-7bit', 'segments    2 for each, 2 in all'],
    pipe: ['recipients\t1', 'encoding\tgsm-7bit', 'segments\t2'],
    notes: ['Nothing was sent (--dry-run).'],
  },
  {
    words: ['send', '+88201', '--text', 'x'.repeat(1501), '--dry-run'],
    code: 2,
    notes: ['simgate: the text is longer than 1500 bytes of UTF-8'],
  },
  {
    words: ['send', '+88201', '--text', 'x'.repeat(1500), '--dry-run'],
    terminal: ['recipients  1', 'encoding    gsm-7bit', 'segments    10 for each, 10 in all'],
    pipe: ['recipients\t1', 'encoding\tgsm-7bit', 'segments\t10'],
    notes: ['Nothing was sent (--dry-run).'],
  },
];
const waiting: readonly CommandRow[] = [
  {
    words: 'send +88201 --text Hi --wait',
    answers: waits([{ ...task, delivered: 0, sent: 1 }], [{ ...message, status: 'SENT_OK' }]),
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&limit=500',
    ],
    terminal: ['ID  NUMBER  STATE  PORT  SEGMENTS  REASON', '17  +88201  sent      2       1/1'],
    pipe: ['17\t+88201\tSENT_OK\t2\t1/1\t'],
  },
  {
    words: 'send +88201 --text Hi --wait delivered',
    answers: waits(
      [
        { ...task, delivered: 0, waiting: 1 },
        { ...task, delivered: 0, sending: 1 },
        { ...task, delivered: 0, sent: 1 },
        task,
      ],
      [message],
    ),
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
      'GET /v1/tasks/3',
      'GET /v1/tasks/3',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&status=SENT_OK&limit=500',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&limit=500',
    ],
    waited: [200, 400, 800],
    terminal: ['ID  NUMBER  STATE      PORT  SEGMENTS  REASON', '17  +88201  delivered     2       1/1'],
    pipe: ['17\t+88201\tDELIVERED\t2\t1/1\t'],
  },
  {
    words: 'send +88201 +88202 --text Hi --wait sent',
    answers: waits([task], [failed, message]),
    code: 3,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN},{"number":"+88202","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&limit=500',
    ],
    terminal: [
      'ID  NUMBER  STATE      PORT  SEGMENTS  REASON',
      '17  +88201  delivered     2       1/1',
      '18  +88201  failed        2       1/1  no credit',
    ],
    pipe: ['17\t+88201\tDELIVERED\t2\t1/1\t', '18\t+88201\tFAILED\t2\t1/1\tno credit'],
  },
  {
    words: 'send +88201 --text Hi --wait sent',
    answers: waits([task], [failed]),
    code: 1,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&limit=500',
    ],
    terminal: ['ID  NUMBER  STATE   PORT  SEGMENTS  REASON', '18  +88201  failed     2       1/1  no credit'],
    pipe: ['18\t+88201\tFAILED\t2\t1/1\tno credit'],
  },
  {
    // The service centre has given up: no report can come any more.
    words: 'send +88201 --text Hi --wait delivered',
    answers: waits(
      [{ ...task, delivered: 0, sent: 1 }],
      [{ ...message, status: 'SENT_OK', segments: [{ reports: [{ status_code: 0x46 }] }] }],
    ),
    code: 1,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&status=SENT_OK&limit=500',
      'GET /v1/messages?task_id=3&limit=500',
    ],
    terminal: ['ID  NUMBER  STATE  PORT  SEGMENTS  REASON', '17  +88201  sent      2       1/1'],
    pipe: ['17\t+88201\tSENT_OK\t2\t1/1\t'],
  },
  {
    words: 'send +88201 --text Hi --wait delivered --within 5s',
    answers: waits([{ ...task, delivered: 0, sent: 1 }], [{ ...message, status: 'SENT_OK' }]),
    code: 7,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&status=SENT_OK&limit=500',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&status=SENT_OK&limit=500',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&status=SENT_OK&limit=500',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&status=SENT_OK&limit=500',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&status=SENT_OK&limit=500',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&status=SENT_OK&limit=500',
      'GET /v1/messages?task_id=3&limit=500',
    ],
    waited: [200, 400, 800, 1600, 2000],
    terminal: ['ID  NUMBER  STATE  PORT  SEGMENTS  REASON', '17  +88201  sent      2       1/1'],
    pipe: ['17\t+88201\tSENT_OK\t2\t1/1\t'],
  },
  {
    words: 'send +88201 --text Hi --wait',
    answers: { ...sends, 'GET /v1/messages': { messages: [message], next: null } },
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"auto","request_status_report":true}',
      'GET /v1/tasks/3',
      'GET /v1/messages?task_id=3&limit=500',
    ],
    terminal: ['ID  NUMBER  STATE      PORT  SEGMENTS  REASON', '17  +88201  delivered     2       1/1'],
    pipe: ['17\t+88201\tDELIVERED\t2\t1/1\t'],
  },
];

const ok = { error_code: 200, sn: 'db' };
const vendor = {
  port: 2,
  number: '+88201',
  user_id: 7,
  time: '2026-05-31 18:00:00',
  status: 'SENT_OK',
  count: 1,
  succ_count: 1,
  ref_id: 4,
  imsi: '00101',
};
const original: readonly CommandRow[] = [
  {
    words: 'send +88201 --text Hi',
    answers: sends,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"gsm-7bit","request_status_report":true}',
    ],
    terminal: ['Accepted: 1 message, task 3.'],
    pipe: ['3'],
  },
  {
    words: 'send +88201 --text Ж',
    answers: sends,
    asked: [
      'POST /api/send_sms {"text":"Ж","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"unicode","request_status_report":true}',
    ],
    terminal: ['Accepted: 1 message, task 3.'],
    pipe: ['3'],
  },
  {
    words: 'send +88201 --text Hi --encoding unicode',
    answers: sends,
    asked: [
      'POST /api/send_sms {"text":"Hi","param":[{"number":"+88201","user_id":DRAWN}],"encoding":"unicode","request_status_report":true}',
    ],
    terminal: ['Accepted: 1 message, task 3.'],
    pipe: ['3'],
  },
  {
    words: 'send +88201 --text Hi --priority bulk',
    answers: sends,
    code: 6,
    notes: ['simgate: --priority needs a simgate gateway: original hardware sends in its own order'],
  },
];

/** The results that a box has for the user ids of the question. */
function resultOf(status: string) {
  return (body: string): object => {
    const { user_id: ids } = JSON.parse(body) as { user_id: number[] };
    return { ...ok, result: ids.map(id => ({ ...vendor, user_id: id, status })) };
  };
}

describe('simgate send', () => testCommands(rows));
describe('simgate send refuses', () => testCommands(refused));
describe('simgate send --dry-run', () => testCommands(checks));
describe('simgate send --wait', () => testCommands(waiting));
describe('simgate send on original hardware', () => testCommands(original, { SIMGATE_DEVICE: 'original' }));

describe('simgate send, seen from its requests', () => {
  const peer = new Peer();
  before(() => peer.listen());
  after(() => peer.close());

  function countsOf(asked: readonly string[]): number[] {
    return asked.map(line => (JSON.parse(line.replace(/^.* /, '')) as { param: object[] }).param.length);
  }
  const numbers = Array.from({ length: 129 }, (_, at) => `+88${at}000`);

  test('takes at most 128 recipients in a request, and numbers their messages through', async () => {
    const { asked, out, waited } = await peer.run(['send', ...numbers, '--text', 'Hi'], sends);
    assert.deepEqual([countsOf(asked), out, waited], [[128, 1], '3\n3\n', []]);
    const ids = asked.flatMap(line => [...line.matchAll(/"user_id":(\d+)/g)].map(([, id]) => Number(id)));
    assert.deepEqual(
      ids,
      ids.map((_, at) => (ids[0] ?? 0) + at),
    );
  });

  const rates: readonly [rate: string, sizes: readonly number[], waited: readonly number[]][] = [
    ['2/s', [2, 2, 1], [1000, 500]],
    ['60/m', [1, 1, 1, 1, 1], [1000, 1000, 1000, 1000]],
    ['1/h', [1, 1, 1, 1, 1], [3_600_000, 3_600_000, 3_600_000, 3_600_000]],
    ['1000/s', [5], []],
  ];
  for (const [rate, sizes, waits] of rates)
    test(`keeps to --rate ${rate}`, async () => {
      const words = ['send', ...numbers.slice(0, 5), '--text', 'Hi', '--rate', rate];
      const { asked, waited } = await peer.run(words, sends);
      assert.deepEqual([countsOf(asked), waited], [sizes, waits]);
    });

  test('asks a box for at most 32 user ids at once, until all have ended', async () => {
    const answers = {
      'POST /api/send_sms': accepted,
      'POST /api/query_sms_result': [resultOf('SENDING'), resultOf('SENDING'), resultOf('SENT_OK')],
    };
    const words = ['send', ...numbers.slice(0, 33), '--text', 'Hi', '--wait'];
    const { asked, waited, code, out } = await peer.run(words, answers, {
      environment: { SIMGATE_DEVICE: 'original' },
    });
    const sizes = asked.slice(1).map(line => (line.match(/\d+/g) ?? []).length);
    assert.deepEqual([sizes, waited, code], [[32, 1, 32, 1, 32, 1], [200], 0]);
    assert.equal(out.split('\n').length, 34);
  });

  test('ends with 7 where a box has no result in time', async () => {
    const answers = { 'POST /api/send_sms': accepted, 'POST /api/query_sms_result': resultOf('SENT_OK') };
    const { code, waited } = await peer.run(
      'send +88201 --text Hi --wait delivered --within 1s'.split(' '),
      answers,
      { environment: { SIMGATE_DEVICE: 'original' } },
    );
    assert.deepEqual([code, waited], [7, [200, 400, 400]]);
  });

  test('asks a person for the text', async () => {
    const { asked } = await peer.run(['send', '+88201'], sends, {
      columns: 120,
      person: [[/Text of the message/, 'Hello\r']],
    });
    assert.match(asked[0] ?? '', /"text":"Hello"/);
  });

  test('is broken off by Ctrl+C in a question', async () => {
    const { asked, code } = await peer.run(['send', '+88201'], sends, {
      person: [[/Text of the message/, '\u0003']],
    });
    assert.deepEqual([asked, code], [[], 130]);
  });

  test('shows a person who waits how far it is', async () => {
    const answers = waits(
      [{ ...task, delivered: 0, waiting: 1, sending: 2, sent: 3, failed: 4 }, task],
      [message],
    );
    const { err } = await peer.run('send +88201 --text Hi --wait delivered'.split(' '), answers, {
      person: [],
    });
    assert.match(err, /1 waiting, 2 sending, 3 sent, 0 delivered, 4 failed/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
    assert.doesNotMatch(err, / failed(?!\r\u001b\[K)/, 'it is taken away at the end');
  });
});

test('the user ids of a run are 31 bits at most, as devices take them', () => {
  assert.equal(firstUserId(2 ** 31 - 3), 1);
  assert.ok(firstUserId(1) > 0);
});
