import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Inbox, type LinkReceiver } from './link.ts';
import { ussdRunsOn } from './ussd-text.ts';

function noting() {
  const heard: (number | string)[] = [];
  const receiver: LinkReceiver = {
    bytes: chunk => heard.push(chunk.length),
    closed: reason => heard.push(reason),
  };
  return { heard, receiver };
}

describe('inbox of a link', () => {
  test('keeps 65,536 octets until somebody listens, and drops what exceeds them', () => {
    const inbox = new Inbox();
    inbox.bytes(new Uint8Array(65_535));
    inbox.bytes(new Uint8Array(1));
    inbox.bytes(new Uint8Array(2));
    const { heard, receiver } = noting();
    inbox.attach(receiver);
    assert.deepEqual(heard, [65_535, 1]);
    inbox.bytes(new Uint8Array(3));
    assert.deepEqual(heard, [65_535, 1, 3]);
  });

  test('hands over what came before the end, then the end, and nothing behind it', () => {
    const inbox = new Inbox();
    inbox.bytes(new Uint8Array(5));
    inbox.closed('pulled');
    inbox.bytes(new Uint8Array(7));
    const { heard, receiver } = noting();
    inbox.attach(receiver);
    inbox.bytes(new Uint8Array(9));
    inbox.closed('pulled again');
    assert.deepEqual(heard, [5, 'pulled']);
  });
});

describe('a line end within a USSD answer', () => {
  const rows: [line: string, runsOn: boolean][] = [
    ['+CUSD: 2', false],
    ['+CUSD: 0,"Balance', true],
    ['+CUSD: 0,"Balance",15', false],
    ['+CUSD: 0,"Balance"', false],
    ['+CUSD: 0,"Balance",', false],
    ['+CUSD: 0,"a "b', true],
    ['+CUSD: 0,"a "b" c', true],
    ['+CUSD: 0,"a "b"', true],
    ['+CUSD: 0,"a"b', true],
  ];
  for (const [line, runsOn] of rows)
    test(`${line} ${runsOn ? 'runs on' : 'is whole'}`, () => assert.equal(ussdRunsOn(line), runsOn));

  test('belongs to the text for 1,023 octets', () => {
    const line = '+CUSD: 0,"'.padEnd(1023, 'a');
    assert.deepEqual([ussdRunsOn(line), ussdRunsOn(`${line}a`)], [true, false]);
  });
});
