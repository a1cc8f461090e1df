import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import fc from 'fast-check';
import { standardNotices } from '../notices.ts';
import { QUOTED_LIMIT } from './quoted-text.ts';
import { LINE_LIMIT, LineReader } from './reader.ts';

type Token = string | { prompt: true };
const prompt: Token = { prompt: true };

interface Bench {
  readonly reader: LineReader;
  readonly clock: FakeClock;
  readonly tokens: Token[];
}

function bench(): Bench {
  const clock = fakeClock();
  const tokens: Token[] = [];
  const reader = new LineReader({
    clock,
    line: text => tokens.push(text),
    prompt: () => tokens.push(prompt),
    isNotice: name => standardNotices.includes(name),
  });
  return { reader, clock, tokens };
}

/** Reads `chunks`; `expect` is the command whose prompt is awaited. */
function read(chunks: readonly string[], expect?: string): Token[] {
  const { reader, tokens } = bench();
  reader.expectPrompt(expect);
  for (const chunk of chunks) reader.push(Buffer.from(chunk, 'latin1'));
  return tokens;
}

const conversations: { name: string; text: string; expect?: string; tokens: Token[] }[] = [
  { name: 'a verbose answer', text: '\r\n+CSQ: 18,99\r\n\r\nOK\r\n', tokens: ['+CSQ: 18,99', 'OK'] },
  { name: 'echo on', text: 'AT+CSQ\r\r\n+CSQ: 18,99\r\n\r\nOK\r\n', tokens: ['AT+CSQ', '+CSQ: 18,99', 'OK'] },
  { name: 'line ends of CR alone', text: '+CPMS: 2,28\r\rOK\r', tokens: ['+CPMS: 2,28', 'OK'] },
  { name: 'line ends of LF alone', text: '\n+CSQ: 1,2\nOK\n', tokens: ['+CSQ: 1,2', 'OK'] },
  { name: 'a numeric result (V.250 6.2.5)', text: '0\r', tokens: ['0'] },
  { name: 'a prompt', text: '\r\n> ', expect: 'AT+CMGS=20', tokens: [prompt] },
  {
    name: 'a prompt behind the echo',
    text: 'AT+CMGS=20\r\r\n> ',
    expect: 'AT+CMGS=20',
    tokens: ['AT+CMGS=20', prompt],
  },
  {
    name: 'a prompt glued to the echo',
    text: 'AT+CMGS=20> ',
    expect: 'AT+CMGS=20',
    tokens: ['AT+CMGS=20', prompt],
  },
  {
    name: 'a notice before the prompt',
    text: '\r\n+CMTI: "SM",3\r\n\r\n> ',
    expect: 'AT+CMGS=20',
    tokens: ['+CMTI: "SM",3', prompt],
  },
  {
    name: 'the echo of the PDU behind the prompt',
    text: '\r\n> 0011000B91\x1a\r\n+CMGS: 7\r\n\r\nOK\r\n',
    expect: 'AT+CMGS=5',
    tokens: [prompt, '0011000B91', '+CMGS: 7', 'OK'],
  },
  {
    name: 'the signs next to blanks and noise, which are none',
    text: '!OK~\r\n\x7fOK \r\n',
    tokens: ['!OK~', 'OK'],
  },
  { name: 'noise of a rising line', text: '\0\xff\xfe\r\n\0OK\r\n', tokens: ['OK'] },
  {
    name: 'a USSD text over several lines (27.007 7.15)',
    text: '+CUSD: 1,"1 Balance\r\n2 Data\n\n3 \'>\' more",15\r\nOK\r\n',
    expect: 'AT+CMGS=5',
    tokens: ['+CUSD: 1,"1 Balance\r\n2 Data\n\n3 \'>\' more",15', 'OK'],
  },
  {
    name: 'a USSD text with quotes of its own, in pairs',
    text: '+CUSD: 0,"Plan "Large"\n1 "GB" left\nBye",15\r\nOK\r\n',
    expect: 'AT+CMGS=5',
    tokens: ['+CUSD: 0,"Plan "Large"\n1 "GB" left\nBye",15', 'OK'],
  },
  {
    name: 'a USSD text with one quote of its own, in one line and over two',
    text: '+CUSD: 0,"5" screen",15\r\n+CUSD: 0,"5" screen\nBye",15\r\nOK\r\n',
    expect: 'AT+CMGS=5',
    tokens: ['+CUSD: 0,"5" screen",15', '+CUSD: 0,"5" screen\nBye",15', 'OK'],
  },
  {
    name: 'USSD without a text, without a coding, without quotes',
    text: '+CUSD: 2\r\n+CUSD: 0,"Hi"\r\n+CUSD: 0,AA18,15\r\n+CUSD: 0,"Hi",15,x\r\nOK\r\n',
    expect: 'AT+CMGS=5',
    tokens: ['+CUSD: 2', '+CUSD: 0,"Hi"', '+CUSD: 0,AA18,15', '+CUSD: 0,"Hi",15,x', 'OK'],
  },
  {
    name: 'a quote that never closes elsewhere',
    text: '+CREG: 2,1,"5E25\nOK\n',
    tokens: ['+CREG: 2,1,"5E25', 'OK'],
  },
];

describe('reader', () => {
  for (const { name, text, expect, tokens } of conversations) {
    test(`reads ${name}`, () => assert.deepEqual(read([text], expect), tokens));

    test(`reads ${name}, split at every octet`, () => {
      for (let cut = 0; cut <= text.length; cut += 1)
        assert.deepEqual(read([text.slice(0, cut), text.slice(cut)], expect), tokens, `cut at ${cut}`);
    });

    test(`reads ${name}, octet by octet`, () => assert.deepEqual(read([...text], expect), tokens));
  }

  test('takes no prompt that nobody expects', () => {
    assert.deepEqual(read(['\r\n> \r\nOK\r\n']), ['>', 'OK']);
  });

  test('takes one prompt for one expectation', () => {
    assert.deepEqual(read(['\r\n> > \r\n'], 'AT+CMGS=5'), [prompt, '>']);
  });

  test('keeps a line of 8192 octets and none that is longer', () => {
    const longest = 'x'.repeat(8192);
    assert.deepEqual(read([`${longest}\r\n${longest}y\r\nOK\r\n`]), [longest, 'OK']);
  });

  test('takes a prompt with 32 octets at most of noise and blanks in front, beside the echo', () => {
    const echo = 'AT+CMGS=5';
    assert.deepEqual(read([' '.repeat(31), echo, '>'], echo), [echo, prompt]);
    assert.deepEqual(read([' '.repeat(32), echo, '>\r\n'], echo), [`${echo}>`]);
    assert.deepEqual(read([' '.repeat(40), '>'], echo), [prompt]);
    assert.deepEqual(read([' '.repeat(41), '>\r\n'], echo), ['>']);
  });

  test('bounds a line that never ends and reads on behind it', () => {
    const garbage = Array.from({ length: 40 }, () => 'x'.repeat(LINE_LIMIT / 10));
    assert.deepEqual(read([...garbage, '\r\n', 'OK\r\n']), ['OK']);
  });

  test('bounds a quoted text that never closes', () => {
    const tokens = read(['+CUSD: 0,"', ...Array.from({ length: 200 }, () => '0123456789\r\n'), 'OK\r\n']);
    assert.equal(tokens.at(-1), 'OK');
  });

  test('gives up a quoted text of more than 2048 octets', () => {
    const first = '+CUSD: 0,"';
    const fitting = `${first}${'x'.repeat(2048 - first.length - 3)}`;
    assert.deepEqual(read([`${fitting}\n`, 'y\n']), []);
    assert.deepEqual(read([`${fitting}x\n`, 'y\n']), [`${fitting}x`, 'y']);
  });

  test('gives up a last line without an end when asked', () => {
    const { reader, tokens } = bench();
    reader.push(Buffer.from('\r\nOK'));
    assert.deepEqual(tokens, []);
    reader.flush();
    reader.flush();
    assert.deepEqual(tokens, ['OK']);
  });
});

/** Texts that people of the network or card wrote, in lines of any name. */
describe('a quoted text with line ends', () => {
  const rows: readonly [what: string, text: string, lines: readonly string[]][] = [
    ['of a toolkit', '+STGI: 1,"Pay\r\n1 Yes",0', ['+STGI: 1,"Pay\r\n1 Yes",0']],
    ['of a toolkit, another maker', '#STGI: 33,1,"Pay\n1 Yes"', ['#STGI: 33,1,"Pay\n1 Yes"']],
    ['of a toolkit, a third', '^STGI: 0,"A\r\rB",2', ['^STGI: 0,"A\r\rB",2']],
    ['of an operator', '+COPS: 0,0,"Two\r\nlines",7', ['+COPS: 0,0,"Two\r\nlines",7']],
    ['with a line that looks like a result', '+STGI: 1,"Press\nOK\nnow"', ['+STGI: 1,"Press\nOK\nnow"']],
    ['in two texts of one line', '+CPBR: 1,"1\n2",129,"a\nb"', ['+CPBR: 1,"1\n2",129,"a\nb"']],
    ['that begins with one', '+CUSD: 0,"\r\nHello",15', ['+CUSD: 0,"\r\nHello",15']],
    ['that begins with one, and a result in it', '+STGI: 1,"\r\nOK\r\nBye"', ['+STGI: 1,"\r\nOK\r\nBye"']],
    ['with blanks in the arguments', '+CUSD: 0, "Hello\nyou" , 15', ['+CUSD: 0, "Hello\nyou" , 15']],
  ];
  for (const [what, text, lines] of rows)
    test(what, () => assert.deepEqual(read([`${text}\r\nOK\r\n`]), [...lines, 'OK']));

  const unclosed: readonly [what: string, text: string, lines: readonly string[]][] = [
    ['behind a value, at the result', '+CREG: 2,1,"5E25\r\nOK\r\n', ['+CREG: 2,1,"5E25', 'OK']],
    [
      'behind a text, at an error with its cause',
      '+STGI: 1,"Pay\r\n+CME ERROR: 3\r\n',
      ['+STGI: 1,"Pay', '+CME ERROR: 3'],
    ],
    [
      'behind a text, at a notice',
      '+CUSD: 0,"Hello\r\n\r\n+CMTI: "SM",3\r\n',
      ['+CUSD: 0,"Hello', '+CMTI: "SM",3'],
    ],
    ['behind a value of one digit, at the result', '+CREG: 2,1,"5\r\nOK\r\n', ['+CREG: 2,1,"5', 'OK']],
    [
      'behind a name, at a PDU of 20 digits, which is no text any more',
      '+CMT: "Ann,24\r\n079143060730110004\r\n07914306073011F0040B\r\n',
      ['+CMT: "Ann,24', '079143060730110004', '07914306073011F0040B'],
    ],
    [
      'behind a name, at the PDU',
      '+CMT: "Ann,24\r\n07914306073011F0040B91\r\n',
      ['+CMT: "Ann,24', '07914306073011F0040B91'],
    ],
  ];
  for (const [what, text, lines] of unclosed)
    test(`whose closing quote is missing ${what}`, () => assert.deepEqual(read([text]), lines));

  test('is given up when it has not closed for a while, and so is a prompt behind it', () => {
    const { reader, clock, tokens } = bench();
    reader.expectPrompt('AT+CMGS=5');
    reader.push(Buffer.from('+CUSD: 0,"Hello\r\nyou\r\nOK\r\n> '));
    clock.advance(1999);
    assert.deepEqual(tokens, []);
    clock.advance(1);
    assert.deepEqual(tokens, ['+CUSD: 0,"Hello', 'you', 'OK', prompt]);
  });
});

describe('reader, whatever comes', () => {
  const piece = fc.constantFrom(
    ...['\r\n', '\r', '\n', '"', '> ', '>', ' ', ',', '\0', '\xff', 'OK', 'ERROR', 'AT+CMGS=5'],
    ...['+CUSD: 0,"', '+CREG: 2,1,"5E', '+CMTI: "SM",1', '+STGI: 1,"a', '",15', 'text', 'x'.repeat(3000)],
  );
  const stream = fc.array(fc.oneof(piece, fc.string({ unit: 'binary-ascii' })), { maxLength: 40 });

  test('gives the same lines and prompts however the octets are cut', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200), { maxLength: 30 }), fc.boolean(), (pieces, cuts, prompts) => {
        const text = pieces.join('');
        const expect = prompts ? 'AT+CMGS=5' : undefined;
        assert.deepEqual(read(cutAt(text, cuts), expect), read([text], expect));
      }),
    );
  });

  test('keeps no line that is empty or longer than the limits', () => {
    fc.assert(
      fc.property(stream, pieces => {
        for (const token of read(pieces))
          assert.ok(typeof token !== 'string' || (token !== '' && token.length <= LINE_LIMIT + QUOTED_LIMIT));
      }),
    );
  });
});

/** The text in pieces of these lengths by turns. */
function cutAt(text: string, lengths: readonly number[]): string[] {
  const chunks: string[] = [];
  let start = 0;
  for (const length of lengths) {
    chunks.push(text.slice(start, start + length));
    start += length;
  }
  return [...chunks, text.slice(start)];
}
