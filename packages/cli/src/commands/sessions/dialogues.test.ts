/** Dialogues of USSD and of the SIM toolkit: with a person at the terminal, by words of the command line, at original hardware. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Answers, type CommandRow, type Keys, Peer, testCommands } from '../../testing.ts';

const ok = { error_code: 200, sn: 'db' };
const original = { SIMGATE_DEVICE: 'original' };

function dialogue(state: string, ...turns: readonly (readonly [speaker: string, text: string])[]) {
  const written = turns.map(([speaker, text]) => ({ speaker, text, at: '' }));
  return {
    dialogues: [{ id: 1, port: 3, state, reason: state === 'failed' ? 'no such code' : '', turns: written }],
    next: null,
  };
}
const asked = { request_id: 5, result: [{ port: 3, status: 200 }] };
const menu = dialogue('waiting', ['client', '*100#'], ['network', '1 Balance\n2 Bonus']);
const balance = dialogue(
  'ended',
  ['client', '*100#'],
  ['network', '1 Balance'],
  ['client', '1'],
  ['network', '12 EUR'],
);
const asks = {
  'POST /v1/ussd': asked,
  'DELETE /v1/ports/3/ussd': {},
  'POST /v1/ussd/cancel': { result: [] },
};

const ussd: readonly CommandRow[] = [
  {
    words: 'ussd 3 *100#',
    answers: { ...asks, 'GET /v1/ussd': [dialogue('asking'), dialogue('asking'), balance] },
    asked: [
      'POST /v1/ussd {"port":[3],"text":"*100#"}',
      'GET /v1/ussd?request_id=5',
      'GET /v1/ussd?request_id=5',
      'GET /v1/ussd?request_id=5',
    ],
    waited: [300, 300],
    terminal: ['12 EUR'],
    pipe: ['12 EUR'],
  },
  {
    words: 'ussd 3 *100#',
    answers: { ...asks, 'GET /v1/ussd': menu },
    asked: [
      'POST /v1/ussd {"port":[3],"text":"*100#"}',
      'GET /v1/ussd?request_id=5',
      'POST /v1/ussd/cancel {"port":[3]}',
    ],
    terminal: ['1 Balance', '2 Bonus'],
    pipe: ['1 Balance', '2 Bonus'],
  },
  {
    words: 'ussd 3 *100# --within 1s',
    answers: { ...asks, 'GET /v1/ussd': dialogue('asking') },
    code: 7,
    asked: [
      'POST /v1/ussd {"port":[3],"text":"*100#"}',
      'GET /v1/ussd?request_id=5',
      'GET /v1/ussd?request_id=5',
      'GET /v1/ussd?request_id=5',
      'GET /v1/ussd?request_id=5',
      'GET /v1/ussd?request_id=5',
    ],
    waited: [300, 300, 300, 300],
    notes: ['simgate: the network said nothing within 1 s'],
  },
  {
    words: 'ussd 3 *100#',
    answers: { ...asks, 'GET /v1/ussd': dialogue('failed') },
    code: 1,
    asked: ['POST /v1/ussd {"port":[3],"text":"*100#"}', 'GET /v1/ussd?request_id=5'],
    notes: ['simgate: the network gave no answer: no such code'],
  },
  {
    words: 'ussd 3 *100#',
    answers: { ...asks, 'GET /v1/ussd': dialogue('interrupted') },
    code: 1,
    asked: ['POST /v1/ussd {"port":[3],"text":"*100#"}', 'GET /v1/ussd?request_id=5'],
    notes: ['simgate: the network gave no answer: interrupted'],
  },
  {
    words: 'ussd 3 *100#',
    answers: { 'POST /v1/ussd': { request_id: 5, result: [{ port: 3, status: 486 }] } },
    code: 6,
    asked: ['POST /v1/ussd {"port":[3],"text":"*100#"}'],
    notes: [
      'simgate: port 3 is busy with another request, or sends an SMS (486)',
      'simgate ports 3 shows how it is.',
    ],
  },
  {
    words: 'ussd 3 *100#',
    answers: { 'POST /v1/ussd': { request_id: 5, result: [{ port: 3, status: 503 }] } },
    code: 6,
    asked: ['POST /v1/ussd {"port":[3],"text":"*100#"}'],
    notes: [
      'simgate: port 3 cannot ask: not registered, blocked, or not there (503)',
      'simgate ports 3 shows how it is.',
    ],
  },
  {
    words: 'ussd 3 *100#',
    answers: { 'POST /v1/ussd': { request_id: 5, result: [] } },
    code: 6,
    asked: ['POST /v1/ussd {"port":[3],"text":"*100#"}'],
    notes: [
      'simgate: port 3 is busy with another request, or sends an SMS (486)',
      'simgate ports 3 shows how it is.',
    ],
  },
  {
    words: 'ussd 32 *100#',
    code: 2,
    notes: [
      "simgate: command-argument value '32' is invalid for argument 'port'. Allowed is a whole number from 0 to 31.",
      '(simgate ussd --help shows the options)',
    ],
  },
];
const sends = { 'POST /api/send_ussd': { ...ok, result: [{ port: 3, status: 200 }] } };
const boxUssd: readonly CommandRow[] = [
  {
    words: 'ussd 3 *100# --within 1',
    answers: { ...sends, 'GET /api/query_ussd_reply': { ...ok, reply: [{ port: 3, text: '' }] } },
    code: 7,
    asked: [
      'POST /api/send_ussd {"port":[3],"text":"*100#","command":"send"}',
      'GET /api/query_ussd_reply?port=3',
      'GET /api/query_ussd_reply?port=3',
      'GET /api/query_ussd_reply?port=3',
      'GET /api/query_ussd_reply?port=3',
    ],
    waited: [300, 300, 300, 300],
    notes: ['simgate: the network said nothing within 1 s'],
  },
  {
    words: 'ussd 3 *100#',
    answers: { 'POST /api/send_ussd': { ...ok, result: [{ port: 3, status: 486 }] } },
    code: 6,
    asked: ['POST /api/send_ussd {"port":[3],"text":"*100#","command":"send"}'],
    notes: [
      'simgate: port 3 is busy with another request, or sends an SMS (486)',
      'simgate ports 3 shows how it is.',
    ],
  },
];

function view(input_type: number, text: string, items: readonly string[] = [], frame_id = 1) {
  return {
    title: input_type === 2 ? text : 'Services',
    text,
    items: items.map((name, at) => ({ id: at + 1, text: name })),
    input_type,
    frame_id,
  };
}
const desktop = view(1, '', ['Balance', 'Transfer']);
const stk: readonly CommandRow[] = [
  {
    words: ['stk', '3', '--path', ' transfer / +882 / 5 / yes / ok / cancel '],
    answers: {
      'GET /v1/ports/3/toolkit': [view(0, 'Old'), view(0, 'Old'), view(10, 'To?', [], 4)],
      'POST /v1/ports/3/toolkit': [
        desktop,
        view(12, ''),
        view(8, 'How much?'),
        view(3, 'Sure?'),
        view(0, 'Done'),
        view(0, 'More'),
        view(1, 'Home'),
      ],
    },
    asked: [
      'GET /v1/ports/3/toolkit',
      'GET /v1/ports/3/toolkit',
      'POST /v1/ports/3/toolkit {"action":"home"}',
      'POST /v1/ports/3/toolkit {"item":2}',
      'GET /v1/ports/3/toolkit',
      'POST /v1/ports/3/toolkit {"text":"+882"}',
      'POST /v1/ports/3/toolkit {"text":"5"}',
      'POST /v1/ports/3/toolkit {"text":"yes"}',
      'POST /v1/ports/3/toolkit {"action":"ok"}',
      'POST /v1/ports/3/toolkit {"action":"cancel"}',
    ],
    terminal: ['title  Services', 'text   Home'],
    pipe: ['title\tServices', 'text\tHome', 'items\t', 'input\t1'],
  },
  {
    words: 'stk 3 --path Balance/hello',
    answers: { 'GET /v1/ports/3/toolkit': desktop, 'POST /v1/ports/3/toolkit': view(0, 'Yours: 12') },
    code: 1,
    asked: ['GET /v1/ports/3/toolkit', 'GET /v1/ports/3/toolkit', 'POST /v1/ports/3/toolkit {"item":1}'],
    notes: [
      'simgate: the card asks for nothing here, so "hello" cannot be entered',
      'ok goes on, cancel goes back.',
    ],
  },
  {
    words: 'stk 3 --path Nothing',
    answers: {
      'GET /v1/ports/3/toolkit': view(2, '', ['A', 'B']),
      'POST /v1/ports/3/toolkit': view(2, '', ['A', 'B']),
    },
    code: 1,
    asked: [
      'GET /v1/ports/3/toolkit',
      'GET /v1/ports/3/toolkit',
      'POST /v1/ports/3/toolkit {"action":"home"}',
    ],
    notes: ['simgate: there is no entry "Nothing"; there is: A, B'],
  },
  {
    words: 'stk 3',
    answers: { 'GET /v1/ports/3/toolkit': view(12, '', [], 0) },
    code: 6,
    asked: ['GET /v1/ports/3/toolkit'],
    notes: ['simgate: the SIM in port 3 has no toolkit'],
  },
  {
    words: 'stk 3',
    answers: { 'GET /v1/ports/3/toolkit': view(12, 'Wait', [], 1) },
    asked: ['GET /v1/ports/3/toolkit', 'GET /v1/ports/3/toolkit'],
    terminal: ['title  Services', 'text   Wait'],
    pipe: ['title\tServices', 'text\tWait', 'items\t', 'input\t12'],
  },
];
function boxView(input_type: number, text: string, item: readonly object[] = [], frame_id = 1) {
  return { title: 'Services', text, item, input_type, frame_id };
}
const boxHome = boxView(1, '', [{ item_id: 7, item_string: 'Balance' }]);
const boxStk: readonly CommandRow[] = [
  {
    words: 'stk 3 --path balance/12/cancel',
    answers: {
      'GET /GetSTKView': [
        boxHome,
        boxHome,
        boxView(12, '', [], 2),
        boxView(9, 'PIN?', [], 2),
        boxView(0, 'Right', [], 3),
        boxView(0, 'Back', [], 4),
      ],
      'GET /GetSTKCurrFrameIndex': [1, 1, 2, 2, 3, 3, 4].map(frame_id => ({ frame_id })),
      'POST /STKGo': ok,
    },
    asked: [
      'GET /GetSTKView?port=3',
      'GET /GetSTKView?port=3',
      'GET /GetSTKCurrFrameIndex?port=3',
      'POST /STKGo {"port":3,"item":7}',
      'GET /GetSTKCurrFrameIndex?port=3',
      'GET /GetSTKCurrFrameIndex?port=3',
      'GET /GetSTKView?port=3',
      'GET /GetSTKView?port=3',
      'GET /GetSTKCurrFrameIndex?port=3',
      'POST /STKGo {"port":3,"param":"12"}',
      'GET /GetSTKCurrFrameIndex?port=3',
      'GET /GetSTKView?port=3',
      'GET /GetSTKCurrFrameIndex?port=3',
      'POST /STKGo {"port":3,"action":"cancle"}',
      'GET /GetSTKCurrFrameIndex?port=3',
      'GET /GetSTKView?port=3',
    ],
    waited: [300, 300],
    terminal: ['title  Services', 'text   Back'],
    pipe: ['title\tServices', 'text\tBack', 'items\t', 'input\t0'],
  },
];

describe('simgate ussd', () => testCommands(ussd));
describe('simgate ussd of original hardware', () => testCommands(boxUssd, original));
describe('simgate stk', () => testCommands(stk));
describe('simgate stk of original hardware', () => testCommands(boxStk, original));

/** A line of progress that is not taken away before anything else is written. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const LEFT = /\.\.\.(?!\r\u001b\[K)/;

describe('a person at the terminal', { timeout: 60_000 }, () => {
  const peer = new Peer();
  before(() => peer.listen());
  after(() => peer.close());
  const DOWN = '\u001b[B';

  test('answers the network until it has no more to say', async () => {
    const answers = { ...asks, 'GET /v1/ussd': [menu, balance] };
    const seen = await peer.run(['ussd', '3', '*100#'], answers, {
      columns: 80,
      person: [[/Answer \(empty ends it\)/, '1\r']],
    });
    assert.deepEqual(
      seen.asked.filter(line => line.startsWith('POST')),
      ['POST /v1/ussd {"port":[3],"text":"*100#"}', 'POST /v1/ussd {"port":[3],"text":"1"}'],
    );
    assert.equal(seen.out, '1 Balance\n2 Bonus\n12 EUR\n');
    assert.match(seen.err, /The network is asked\.\.\./);
    assert.doesNotMatch(seen.err, LEFT);
  });

  test('ends the dialogue by an empty answer: it is cancelled, as it would keep the port busy', async () => {
    const answers = { ...asks, 'GET /v1/ussd': menu };
    const seen = await peer.run(['ussd', '3', '*100#'], answers, { columns: 80, person: [[/Answer/, '\r']] });
    assert.match(seen.asked.at(-1) ?? '', /cancel|DELETE/);
  });

  test('answers by the words of the command line, and prints the whole dialogue for a program', async () => {
    const words = 'ussd 3 *100# --answer 1 --answer 2 --jsonl'.split(' ');
    const { asked: requests, out } = await peer.run(words, {
      ...asks,
      'GET /v1/ussd': [menu, menu, balance],
    });
    assert.deepEqual(
      requests.filter(line => line.startsWith('POST')).map(line => /"text":"([^"]*)"/.exec(line)?.[1]),
      ['*100#', '1', '2'],
    );
    assert.deepEqual(JSON.parse(out), balance.dialogues[0]);
  });

  test('prints the turns with a box, which has no dialogues', async () => {
    const replies = [
      { ...ok, reply: [] },
      { ...ok, reply: [{ port: 3, text: '12 EUR' }] },
    ];
    const answers = { ...sends, 'GET /api/query_ussd_reply': replies };
    const { out } = await peer.run('ussd 3 *100# --json'.split(' '), answers, { environment: original });
    assert.deepEqual(JSON.parse(out), {
      turns: [
        { speaker: 'client', text: '*100#' },
        { speaker: 'network', text: '12 EUR' },
      ],
    });
  });

  const busy: readonly [device: string, answers: Answers][] = [
    [
      'simgate',
      {
        'GET /v1/ports/3/toolkit': [desktop, desktop, view(12, 'Wait')],
        'POST /v1/ports/3/toolkit': view(12, ''),
      },
    ],
    [
      'original',
      { 'GET /GetSTKView': boxView(0, ''), 'GET /GetSTKCurrFrameIndex': { frame_id: 1 }, 'POST /STKGo': ok },
    ],
  ];
  for (const [device, answers] of busy)
    test(`waits 30 seconds for a card (${device})`, async () => {
      const words = ['stk', '3', '--path', device === 'simgate' ? 'balance' : 'ok'];
      const { waited } = await peer.run(words, answers, { environment: { SIMGATE_DEVICE: device } });
      const seconds = waited.reduce((sum, one) => sum + one, 0) / 1000;
      assert.ok(seconds >= 30 && seconds < 61, String(seconds));
      assert.ok(waited.every(one => one === 300));
    });

  const walks: readonly [
    what: string,
    keys: readonly Keys[],
    views: readonly object[],
    entries: readonly object[],
    shown: string,
  ][] = [
    ['ends at once', [[/Services/, `${DOWN}${DOWN}\r`]], [], [], ''],
    [
      'chooses an entry, goes back, and ends',
      [
        [/Services/, `${DOWN}\r`],
        [/To\?/, `${DOWN}\r`],
        [/Services/, `${DOWN}${DOWN}\r`],
      ],
      [view(2, 'To?', ['A']), desktop],
      [{ item: 2 }, { action: 'cancel' }],
      '',
    ],
    [
      'enters a text',
      [
        [/Services/, '\r'],
        [/Name\?/, 'Ann\r'],
        [/Services/, `${DOWN}${DOWN}\r`],
      ],
      [view(10, 'Name?'), desktop],
      [{ item: 1 }, { text: 'Ann' }],
      '',
    ],
    [
      'enters a PIN that is not shown',
      [
        [/Services/, '\r'],
        [/PIN\?/, '1234\r'],
        [/Services/, `${DOWN}${DOWN}\r`],
      ],
      [view(9, 'PIN?'), desktop],
      [{ item: 1 }, { text: '1234' }],
      '',
    ],
    [
      'says yes',
      [
        [/Services/, '\r'],
        [/Sure\?/, 'y'],
        [/Services/, `${DOWN}${DOWN}\r`],
      ],
      [view(3, 'Sure?'), desktop],
      [{ item: 1 }, { text: 'yes' }],
      '',
    ],
    [
      'says no',
      [
        [/Services/, '\r'],
        [/Sure\?/, '\r'],
        [/Services/, `${DOWN}${DOWN}\r`],
      ],
      [view(3, 'Sure?'), desktop],
      [{ item: 1 }, { text: 'no' }],
      '',
    ],
    [
      'reads a text, and the menu comes again',
      [
        [/Services/, '\r'],
        [/Yours: 12[\s\S]*Services/, `${DOWN}${DOWN}\r`],
      ],
      [view(0, 'Yours: 12'), desktop],
      [{ item: 1 }, { action: 'ok' }],
      'Services\nYours: 12\n',
    ],
    [
      'reads what the card is doing, and the command ends',
      [[/Services/, '\r']],
      [view(7, 'Calling')],
      [{ item: 1 }],
      'Services\nCalling\n',
    ],
  ];
  for (const [what, person, views, entries, shown] of walks)
    test(`${what}`, async () => {
      const answers = { 'GET /v1/ports/3/toolkit': desktop, 'POST /v1/ports/3/toolkit': [...views] };
      const seen = await peer.run(['stk', '3'], answers, { columns: 80, person });
      assert.deepEqual(
        seen.asked
          .filter(line => line.startsWith('POST'))
          .map(line => JSON.parse(line.replace(/^\S+ \S+ /, '')) as object),
        entries,
      );
      assert.deepEqual([seen.out, seen.code], [shown, 0]);
      assert.doesNotMatch(seen.err, LEFT);
    });
});
