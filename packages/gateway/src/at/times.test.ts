/** The waits and limits of the AT side, to the millisecond. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { Channel } from './channel.ts';
import type { Command, Reply } from './command.ts';
import { LateAnswer } from './late-answer.ts';
import { RefusalRun } from './refusal-run.ts';
import { pass, type Script, scriptedModem, settle } from './testing.ts';

function bench(answers: Readonly<Record<string, Script>>, payload: Script = []) {
  const modem = scriptedModem({ 'AT+CMEE?': ['+CMEE: 1', 'OK'], ...answers }, payload);
  const ends: string[] = [];
  const channel = new Channel({
    link: modem.link,
    clock: modem.clock,
    onNotice: () => {},
    onClosed: () => {},
    onSilent: () => ends.push('silent'),
  });
  /** Whether `work` is done behind so many milliseconds, and not one before. */
  const doneAt = async (milliseconds: number, work: Promise<unknown>) => {
    let done = false;
    void work.then(() => {
      done = true;
    });
    await pass(modem.clock, milliseconds - 1, 500);
    const before = done;
    await pass(modem.clock, 1);
    return [before, done];
  };
  return { modem, channel, ends, doneAt };
}

const justThen = [false, true];
const csq: Command = { text: 'AT+CSQ', names: ['+CSQ'], deadline: 5000 };
const cmgs: Command = {
  ...{ text: 'AT+CMGS=12', names: ['+CMGS'], most: 1, payload: '0011000B91', deadline: 75_000 },
  promptDeadline: 10_000,
};

describe('an OK alone is believed', () => {
  const questions: readonly (readonly [text: string, more: Partial<Command>, after: number])[] = [
    ['AT+CREG?', { names: ['+CREG'] }, 1000],
    ['AT+CPMS=?', { names: ['+CPMS'] }, 1000],
    ['AT+CGMI', { bare: true }, 1000],
    ['AT+CPMS="SM"', { names: ['+CPMS'], expectsLine: true }, 1000],
  ];
  for (const [text, more, after] of questions)
    test(`behind ${after} ms for ${text}`, async () => {
      const { channel, doneAt } = bench({ [text]: ['OK'] });
      const reply = channel.run({ text, deadline: 5000, ...more });
      assert.deepEqual(await doneAt(after, reply), justThen);
      assert.deepEqual(await reply, { kind: 'ok', lines: [] });
    });

  for (const command of [
    { text: 'AT+CPMS="SM"', names: ['+CPMS'], deadline: 5000 },
    { text: 'AT+CLIP?', deadline: 5000 },
    { text: 'AT+CNMI=?', deadline: 5000 },
  ])
    test(`at once for ${command.text}${command.names ? '' : ' that nobody reads'}`, async () => {
      const { channel } = bench({ [command.text]: ['OK'] });
      assert.deepEqual(await channel.run(command), { kind: 'ok', lines: [] });
    });

  test('behind 45 s for a submit', async () => {
    const { channel, doneAt } = bench({ 'AT+CMGS=12': ['>'] }, ['OK']);
    const reply = channel.run(cmgs);
    assert.deepEqual(await doneAt(45_000, reply), justThen);
    assert.equal((await reply).kind, 'ok');
  });

  test('at once for a payload that no line answers', async () => {
    const { channel } = bench({ 'AT+CMGW=12': ['>'] }, ['OK']);
    const { names: _, ...nameless } = cmgs;
    assert.deepEqual(await channel.run({ ...nameless, text: 'AT+CMGW=12' }), { kind: 'ok', lines: [] });
  });
});

test('an OK that was doubted ends no other command', async () => {
  const { modem, channel } = bench({ 'AT+CREG?': ['OK', '+CREG: 0,1', 'OK'], 'AT+CSQ': [] });
  const question = await channel.run({ text: 'AT+CREG?', names: ['+CREG'], deadline: 5000 });
  assert.deepEqual(question, { kind: 'ok', lines: ['+CREG: 0,1'] });
  const next = channel.run(csq);
  await pass(modem.clock, 1500);
  modem.says('+CSQ: 18,99', 'OK');
  assert.deepEqual(await next, { kind: 'ok', lines: ['+CSQ: 18,99'] });
});

test('no timer runs behind the end of a command: it would keep a stopping gateway alive', async () => {
  const { modem, channel } = bench(
    { 'AT+CREG?': ['OK', '+CREG: 0,1', 'OK'], 'AT+CGMM': ['ERROR'], 'AT+CSQ': [], 'AT+CMGS=12': ['>'] },
    ['+CMGS: 7', 'OK'],
  );
  await channel.run({ text: 'AT+CREG?', names: ['+CREG'], deadline: 5000 });
  await channel.run({ text: 'AT+CGMM', deadline: 5000 });
  await channel.run(cmgs);
  assert.equal(modem.clock.waiting, 0);
  void channel.run(csq);
  await settle();
  assert.equal(modem.clock.waiting, 1);
  modem.drop('unplugged');
  assert.equal(modem.clock.waiting, 0);
});

describe('a command times out', () => {
  test('5 s behind the line of a submit whose OK is lost', async () => {
    const { channel, doneAt } = bench({ 'AT+CMGS=12': ['>'] }, ['+CMGS: 7']);
    assert.deepEqual(await doneAt(5000, channel.run(cmgs)), justThen);
  });

  test('at its deadline', async () => {
    const { channel, doneAt } = bench({ 'AT+CSQ': [] });
    assert.deepEqual(await doneAt(5000, channel.run(csq)), justThen);
  });

  test('at the deadline of its prompt', async () => {
    const { channel, doneAt } = bench({ 'AT+CMGS=12': [] });
    assert.deepEqual(await doneAt(10_000, channel.run(cmgs)), justThen);
  });

  test('at its deadline behind the prompt, however late that came', async () => {
    const { modem, channel, doneAt } = bench({ 'AT+CMGS=12': [] });
    const reply = channel.run(cmgs);
    await pass(modem.clock, 9000, 500);
    modem.says('>');
    assert.deepEqual(await doneAt(75_000, reply), justThen);
  });
});

describe('bringing a modem back to answering', () => {
  test('gives a late answer a second, then asks three times for two seconds', async () => {
    const { modem, channel, ends } = bench({ 'AT+CSQ': [], 'AT+CMEE?': [] });
    void channel.run(csq);
    await pass(modem.clock, 5999, 500);
    assert.deepEqual(modem.sent, ['AT+CSQ', 'ESC']);
    await pass(modem.clock, 1);
    assert.deepEqual(modem.sent, ['AT+CSQ', 'ESC', 'AT+CMEE?']);
    await pass(modem.clock, 5999, 500);
    // ESC and CR end half a line of an earlier program.
    assert.deepEqual(modem.sent.slice(2), ['AT+CMEE?', 'ESC', 'AT+CMEE?', 'ESC', 'AT+CMEE?']);
    assert.deepEqual([ends, channel.busy], [[], true]);
    await pass(modem.clock, 1);
    assert.deepEqual([ends, channel.busy], [['silent'], false]);
  });

  const answers: readonly (readonly [what: string, answer: Script, after: number])[] = [
    ['that does not know the question', ['ERROR'], 300],
    ['that gave an older answer first', ['ERROR', '+CMEE: 1', 'OK'], 300],
  ];
  for (const [what, answer, after] of answers)
    test(`waits ${after} ms for what is under way in one ${what}`, async () => {
      const { channel, doneAt } = bench({ 'AT+CMEE?': answer });
      const revived = channel.revive(['\x1b'], 0);
      assert.deepEqual(await doneAt(after, revived), justThen);
      assert.equal(await revived, true);
    });

  test('waits as long where the first question was not answered in time', async () => {
    const lists = [[], ['+CMEE: 1', 'OK']].values();
    const { channel, doneAt } = bench({ 'AT+CMEE?': () => lists.next().value ?? [] });
    assert.deepEqual(await doneAt(2300, channel.revive(['\x1b'], 0)), justThen);
  });

  test('waits for nothing where the answer has its name', async () => {
    const { modem, channel } = bench({});
    const begun = modem.clock.monotonic();
    assert.equal(await channel.revive(['\x1b'], 0), true);
    assert.equal(modem.clock.monotonic(), begun);
  });

  test('leaves half a second between the commands that restart it', async () => {
    const { modem, channel } = bench({ 'AT+CFUN=16': ['ERROR'], 'AT+CFUN=15': ['OK'] });
    const revived = channel.revive(['AT+CFUN=16\r', 'AT+CFUN=15\r'], 3000);
    await pass(modem.clock, 499);
    assert.deepEqual(modem.sent, ['AT+CFUN=16']);
    await pass(modem.clock, 1);
    assert.deepEqual(modem.sent, ['AT+CFUN=16', 'AT+CFUN=15']);
    await pass(modem.clock, 2999, 500);
    assert.equal(modem.sent.length, 2);
    await pass(modem.clock, 1);
    assert.equal(await revived, true);
  });

  test('fails where the device goes away meanwhile', async () => {
    const { modem, channel } = bench({ 'AT+CMEE?': [] });
    const revived = channel.revive(['\x1b'], 0);
    await settle();
    modem.drop('unplugged');
    assert.equal(await revived, false);
    assert.equal(await channel.revive(['\x1b'], 0), false);
  });
});

describe('the late answer of a submit', () => {
  test('is waited for ten minutes', async () => {
    const clock = fakeClock();
    const late = new LateAnswer(clock);
    const answer = late.expect(['+CMGS'], 0);
    clock.advance(599_999);
    assert.equal(late.owns('+CMGS'), true);
    clock.advance(1);
    assert.equal(late.owns('+CMGS'), false);
    assert.equal(await answer, undefined);
  });

  test('is waited for as long though an earlier one came', async () => {
    const clock = fakeClock();
    const late = new LateAnswer(clock);
    const first = late.expect(['+CMGS'], 0);
    late.settle('+CMGS: 1');
    void late.expect(['+CMGS'], 0);
    clock.advance(300_000);
    const third = late.expect(['+CMGS'], 0);
    clock.advance(300_000);
    late.settle('+CMGS: 3');
    assert.deepEqual(await Promise.all([first, third]), ['+CMGS: 1', '+CMGS: 3']);
  });
});

describe('a modem that refuses everything', () => {
  const ok: Reply = { kind: 'ok', lines: [] };
  const refused: Reply = {
    ...{ kind: 'error', lines: [], handedOver: false },
    error: { source: 'plain', text: 'ERROR' },
  };
  const noSim: Reply = { ...refused, error: { source: 'cme', code: 10, text: '+CME ERROR: 10' } };
  const silence: Reply = { kind: 'timeout', lines: [], handedOver: false };

  /** The conditions behind these replies, the first at once and the others 10 s later, when so much time has passed. */
  function conditionsOf([first, ...others]: readonly (Reply | undefined)[], milliseconds: number) {
    const clock = fakeClock();
    const run = new RefusalRun(clock);
    if (first !== undefined) run.note(first);
    clock.advance(10_000);
    for (const reply of others) if (reply !== undefined) run.note(reply);
    clock.advance(milliseconds - 10_000);
    return run.conditions;
  }
  const seven = Array.from({ length: 7 }, () => refused);
  const rows: readonly (readonly [
    what: string,
    replies: readonly Reply[],
    after: number,
    refuses: boolean,
  ])[] = [
    ['8 refusals for 20 s', [refused, ...seven], 20_000, true],
    ['8 refusals for less', [refused, ...seven], 19_999, false],
    ['7 refusals', seven, 60_000, false],
    ['one command that it took between', [...seven, ok, refused], 60_000, false],
    ['silence between, which is no refusal', [...seven, silence], 60_000, false],
    ['refusals for want of a SIM', Array.from({ length: 9 }, () => noSim), 60_000, false],
  ];
  for (const [what, replies, after, refuses] of rows)
    test(what, () => assert.deepEqual(conditionsOf(replies, after), refuses ? ['refusesAll'] : []));
});
