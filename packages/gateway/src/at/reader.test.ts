import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createReader, LINE_LIMIT } from './reader.ts';

type Token = string | { prompt: true };
const prompt: Token = { prompt: true };

/** Reads `chunks`; `expect` is the command whose prompt is awaited. */
function read(chunks: readonly string[], expect?: string): Token[] {
  const tokens: Token[] = [];
  const reader = createReader({ line: text => tokens.push(text), prompt: () => tokens.push(prompt) });
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

  test('bounds a line that never ends and reads on behind it', () => {
    const garbage = Array.from({ length: 40 }, () => 'x'.repeat(LINE_LIMIT / 10));
    assert.deepEqual(read([...garbage, '\r\n', 'OK\r\n']), ['OK']);
  });

  test('bounds a quoted text that never closes', () => {
    const tokens = read(['+CUSD: 0,"', ...Array.from({ length: 200 }, () => '0123456789\r\n'), 'OK\r\n']);
    assert.equal(tokens.at(-1), 'OK');
  });

  test('gives up a last line without an end when asked', () => {
    const lines: string[] = [];
    const reader = createReader({ line: text => lines.push(text), prompt: () => {} });
    reader.push(Buffer.from('\r\nOK'));
    assert.deepEqual(lines, []);
    assert.equal(reader.flush(), 'OK');
    assert.equal(reader.flush(), '');
  });
});
