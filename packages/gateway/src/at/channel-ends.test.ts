/** How commands end that do not end by their own answer, and what no command may take from another. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from './channel.ts';
import type { Command, Notice } from './command.ts';
import { pass, type Script, scriptedModem, settle } from './testing.ts';

function bench(answers: Readonly<Record<string, Script>>, payload: Script = []) {
  const modem = scriptedModem({ 'AT+CMEE?': ['+CMEE: 1', 'OK'], ...answers }, payload);
  const notices: Notice[] = [];
  const ends: string[] = [];
  const channel = new Channel({
    link: modem.link,
    clock: modem.clock,
    onNotice: notice => notices.push(notice),
    onClosed: reason => ends.push(reason),
    onSilent: () => ends.push('silent'),
  });
  return { modem, channel, notices, ends };
}

const cgmi: Command = { text: 'AT+CGMI', bare: true, deadline: 5000 };
const csq: Command = { text: 'AT+CSQ', names: ['+CSQ'], deadline: 5000 };
const cmgs: Command = {
  text: 'AT+CMGS=12',
  names: ['+CMGS'],
  payload: '0011000B918821000000F10000AA00',
  promptDeadline: 10_000,
  deadline: 75_000,
};

describe('channel: notices of a maker', () => {
  const answer = ['^WEND:1', 'Maker', 'OK'];

  test('are answers of a command without names where nobody taught them', async () => {
    const { channel } = bench({ 'AT+CGMI': answer });
    assert.deepEqual(await channel.run(cgmi), { kind: 'ok', lines: ['^WEND:1', 'Maker'] });
  });

  test('are notices once they were taught', async () => {
    const { channel, notices } = bench({ 'AT+CGMI': answer });
    channel.addNotices(['^WEND']);
    assert.deepEqual(await channel.run(cgmi), { kind: 'ok', lines: ['Maker'] });
    assert.deepEqual(notices, [{ line: '^WEND:1' }]);
  });
});

describe('channel: interrupting', () => {
  test('ends the command that runs and those that wait, and runs those that come later', async () => {
    const { channel, modem } = bench({ 'AT+CSQ': [], 'AT+CGMI': ['Maker', 'OK'] });
    const ended = Promise.all([channel.run(csq), channel.run(cgmi)]);
    channel.interrupt('the modem restarted');
    const closed = { kind: 'closed', reason: 'the modem restarted', handedOver: false, lines: [] };
    assert.deepEqual(await ended, [closed, closed]);
    assert.deepEqual(modem.sent, ['AT+CSQ']);
    assert.deepEqual([channel.busy, modem.clock.waiting], [false, 0]);
    assert.deepEqual(await channel.run(cgmi), { kind: 'ok', lines: ['Maker'] });
  });

  test('leaves the question alone that brings a silent modem back', async () => {
    const { channel, modem, ends } = bench({ 'AT+CSQ': [], 'AT+CMEE?': [] });
    void channel.run(csq);
    await pass(modem.clock, 6000);
    channel.interrupt('the modem restarted');
    modem.says('+CMEE: 1', 'OK');
    await pass(modem.clock, 300);
    assert.deepEqual([channel.busy, ends], [false, []]);
  });
});

describe('channel: timers', () => {
  test('stop with the answer', async () => {
    const { channel, modem } = bench({ 'AT+CSQ': ['+CSQ: 1,99', 'OK'] });
    await channel.run(csq);
    assert.equal(modem.clock.waiting, 0);
  });

  test('stop with the line that a doubted OK waited for', async () => {
    const { channel, modem } = bench({ 'AT+CMGS=12': ['>'] }, ['OK', '+CMGS: 9', 'OK']);
    assert.deepEqual(await channel.run(cmgs), { kind: 'ok', lines: ['+CMGS: 9'] });
    assert.equal(modem.clock.waiting, 0);
  });

  test('stop with the link', async () => {
    const { channel, modem } = bench({ 'AT+CSQ': [] });
    const reply = channel.run(csq);
    await settle();
    modem.drop('unplugged');
    assert.equal((await reply).kind, 'closed');
    assert.deepEqual([modem.clock.waiting, channel.busy], [0, false]);
  });

  test('of the prompt are those of the command until it comes, then those of the submit', async () => {
    const { channel, modem } = bench({ 'AT+CMGS=12': [] });
    const reply = channel.run(cmgs);
    await pass(modem.clock, 9999, 9999);
    modem.says('>');
    await pass(modem.clock, 74_999, 74_999);
    assert.equal(channel.awaitsSubmit, true);
    await pass(modem.clock, 1);
    assert.partialDeepStrictEqual(await reply, { kind: 'timeout', handedOver: true });
  });
});

describe('channel: what does not answer any more', () => {
  test('refuses every command once the link is gone, and cannot be revived', async () => {
    const { channel, modem, ends } = bench({});
    modem.drop('unplugged');
    const closed = { kind: 'closed', reason: 'unplugged', handedOver: false, lines: [] };
    assert.deepEqual(await channel.run(csq), closed);
    assert.equal(await channel.revive(['\x1b'], 0), false);
    assert.deepEqual([modem.sent, ends], [[], ['unplugged']]);
  });

  test('is asked three times, two seconds each, a second behind ESC; then it is silent', async () => {
    const { channel, modem, ends } = bench({ 'AT+CSQ': [], 'AT+CMEE?': [] });
    void channel.run(csq);
    await pass(modem.clock, 5000);
    await pass(modem.clock, 1000);
    assert.deepEqual(modem.sent, ['AT+CSQ', 'ESC', 'AT+CMEE?']);
    await pass(modem.clock, 5999, 100);
    assert.deepEqual(ends, []);
    await pass(modem.clock, 1);
    assert.deepEqual(ends, ['silent']);
  });

  test('keeps its reason where the link breaks while it is asked', async () => {
    const { channel, modem, ends } = bench({ 'AT+CSQ': [], 'AT+CMEE?': [] });
    void channel.run(csq);
    await pass(modem.clock, 7000);
    modem.drop('unplugged');
    await settle();
    assert.deepEqual(ends, ['unplugged']);
  });
});

describe('channel: a result glued to its line', () => {
  for (const line of ['+CSQ: 18,99OK', '+CSQ: "a"OK', '+CSQ: (0-31)OK'])
    test(`${line} ends the command`, async () => {
      const { channel } = bench({ 'AT+CSQ': [line] });
      assert.deepEqual(await channel.run(csq), { kind: 'ok', lines: [line.slice(0, -2)] });
    });

  test('is none behind a letter: the word may end so', async () => {
    const { channel } = bench({ 'AT+CSQ': ['+CSQ: BOOK', 'OK'] });
    assert.deepEqual(await channel.run(csq), { kind: 'ok', lines: ['+CSQ: BOOK'] });
  });
});
