import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { Channel } from './channel.ts';
import type { Command, Notice } from './command.ts';
import { LateAnswer } from './late-answer.ts';
import { isRegistrationAnswer } from './registration.ts';
import { pass, type Script, type ScriptedModem, scriptedModem, settle } from './testing.ts';

interface Bench {
  readonly modem: ScriptedModem;
  readonly channel: Channel;
  readonly notices: Notice[];
  readonly ends: string[];
}

function bench(answers: Readonly<Record<string, Script>>, payload: Script = ['+CMGS: 7', 'OK']): Bench {
  const modem = scriptedModem({ 'AT+CMEE?': ['+CMEE: 1', 'OK'], ...answers }, payload);
  const notices: Notice[] = [];
  const ends: string[] = [];
  const channel = new Channel({
    link: modem.link,
    clock: modem.clock,
    onNotice: notice => notices.push(notice),
    onClosed: reason => ends.push(`closed: ${reason}`),
    onSilent: () => ends.push('silent'),
    onEcho: () => ends.push('echo'),
  });
  return { modem, channel, notices, ends };
}

const csq: Command = { text: 'AT+CSQ', names: ['+CSQ'], deadline: 5000 };
const creg: Command = {
  text: 'AT+CREG?',
  names: ['+CREG'],
  owns: isRegistrationAnswer,
  most: 1,
  deadline: 5000,
};
const cgmi: Command = { text: 'AT+CGMI', bare: true, deadline: 5000 };
const cmgr: Command = { text: 'AT+CMGR=1', names: ['+CMGR'], withPdu: true, most: 1, deadline: 5000 };
const cmgs: Command = {
  text: 'AT+CMGS=12',
  names: ['+CMGS'],
  most: 1,
  payload: '0011000B918821000000F10000AA00',
  promptDeadline: 10_000,
  deadline: 75_000,
};

const conversations: { name: string; command: Command; answer: Script; reply: object; notices?: Notice[] }[] =
  [
    {
      name: 'its own reply',
      command: csq,
      answer: ['+CSQ: 18,99', 'OK'],
      reply: { kind: 'ok', lines: ['+CSQ: 18,99'] },
    },
    {
      name: 'a notice in the middle of a reply',
      command: csq,
      answer: ['+CSQ: 18,99', '+CMTI: "SM",3', 'OK'],
      reply: { kind: 'ok', lines: ['+CSQ: 18,99'] },
      notices: [{ line: '+CMTI: "SM",3' }],
    },
    {
      name: 'a notice of registration while registration is asked for: by its fields',
      command: creg,
      answer: ['+CREG: 2', '+CREG: 2,1,"00C3","A1B2",0', '+CREG: 5,"00C3","A1B2",0', 'OK'],
      reply: { kind: 'ok', lines: ['+CREG: 2,1,"00C3","A1B2",0'] },
      notices: [{ line: '+CREG: 2' }, { line: '+CREG: 5,"00C3","A1B2",0' }],
    },
    {
      name: 'an answer without a name, a notice before it',
      command: cgmi,
      answer: ['+CREG: 1', 'Maker', 'OK'],
      reply: { kind: 'ok', lines: ['Maker'] },
      notices: [{ line: '+CREG: 1' }],
    },
    {
      name: 'an echo',
      command: cgmi,
      answer: ['AT+CGMI', 'Maker', 'OK'],
      reply: { kind: 'ok', lines: ['Maker'] },
    },
    {
      name: 'a stored PDU',
      command: cmgr,
      answer: ['+CMGR: 1,,27', '0297F1061C0F91', 'OK'],
      reply: { kind: 'ok', lines: ['+CMGR: 1,,27', '0297F1061C0F91'] },
    },
    {
      name: 'a notice between the header and its PDU',
      command: cmgr,
      answer: ['+CMGR: 1,,27', '^RSSI: 20', '0297F1061C0F91', 'OK'],
      reply: { kind: 'ok', lines: ['+CMGR: 1,,27', '0297F1061C0F91'] },
      notices: [{ line: '^RSSI: 20' }],
    },
    {
      name: 'a routed report with its PDU in the middle of a stored one',
      command: cmgr,
      answer: ['+CMGR: 1,,27', '+CDS: 25', '0607AA0BB1', '0297F1061C0F91', 'OK'],
      reply: { kind: 'ok', lines: ['+CMGR: 1,,27', '0297F1061C0F91'] },
      notices: [{ line: '+CDS: 25', pdu: '0607AA0BB1' }],
    },
    {
      name: 'a result glued to a notice',
      command: csq,
      answer: ['ERROR+ZUSIMR:2'],
      reply: { kind: 'error', error: { source: 'plain', text: 'ERROR' }, lines: [], handedOver: false },
      notices: [{ line: '+ZUSIMR:2' }],
    },
    {
      name: 'a result glued to the reply',
      command: csq,
      answer: ['+CSQ: 18,99OK'],
      reply: { kind: 'ok', lines: ['+CSQ: 18,99'] },
    },
    {
      name: 'a numbered error',
      command: csq,
      answer: ['+CME ERROR: 10'],
      reply: {
        kind: 'error',
        error: { source: 'cme', code: 10, text: '+CME ERROR: 10' },
        lines: [],
        handedOver: false,
      },
    },
    { name: 'a numeric result', command: csq, answer: ['0'], reply: { kind: 'ok', lines: [] } },
    {
      name: 'the end of a call that is no result of ours',
      command: csq,
      answer: ['NO CARRIER', '+CSQ: 1,99', 'OK'],
      reply: { kind: 'ok', lines: ['+CSQ: 1,99'] },
      notices: [{ line: 'NO CARRIER' }],
    },
  ];

describe('channel: one line has one owner', () => {
  for (const { name, command, answer, reply, notices } of conversations)
    test(`tells apart ${name}`, async () => {
      const { channel, notices: heard } = bench({ [command.text]: answer });
      assert.deepEqual(await channel.run(command), reply);
      assert.deepEqual(heard, notices ?? []);
    });

  test('keeps the two lines of a routed message together', async () => {
    const { modem, notices } = bench({});
    modem.says('+CMT: ,24', '07914306073011F0');
    modem.says('+CDS: ,25', '+CMTI: "SM",1', '0607AA0BB1');
    assert.deepEqual(notices, [
      { line: '+CMT: ,24', pdu: '07914306073011F0' },
      { line: '+CMTI: "SM",1' },
      { line: '+CDS: ,25', pdu: '0607AA0BB1' },
    ]);
  });

  test('hands a damaged PDU of a routed message up, so that it is not acknowledged', async () => {
    const { modem, notices } = bench({});
    modem.says('+CDS: 25', '0607?A0BB1');
    assert.deepEqual(notices, [{ line: '+CDS: 25', pdu: '0607?A0BB1' }]);
  });
});

describe('channel: handing a PDU over', () => {
  test('writes it when the prompt comes, with Ctrl-Z', async () => {
    const { channel, modem } = bench({ 'AT+CMGS=12': ['>'] });
    assert.deepEqual(await channel.run(cmgs), { kind: 'ok', lines: ['+CMGS: 7'] });
    assert.deepEqual(modem.sent, ['AT+CMGS=12', cmgs.payload]);
  });

  test('takes a notice before the prompt and behind it', async () => {
    const { channel, notices } = bench({ 'AT+CMGS=12': ['+CMTI: "SM",1', '>'] }, [
      '+CMTI: "SM",2',
      '+CMGS: 7',
      'OK',
    ]);
    assert.equal((await channel.run(cmgs)).kind, 'ok');
    assert.deepEqual(notices.length, 2);
  });

  test('says that nothing was handed over when the modem refuses the command', async () => {
    const { channel } = bench({ 'AT+CMGS=12': ['+CMS ERROR: 331'] });
    const reply = await channel.run(cmgs);
    assert.ok(reply.kind === 'error' && !reply.handedOver && reply.error.code === 331);
  });

  test('writes it once where the line doubles the prompt', async () => {
    const { channel, modem } = bench({ 'AT+CMGS=12': ['>', '>'] });
    await channel.run(cmgs);
    assert.equal(modem.sent.filter(line => line === cmgs.payload).length, 1);
  });

  test('takes an OK before the prompt for a stray one of an earlier command', async () => {
    const { channel } = bench({ 'AT+CMGS=12': ['+CMGS: 6', 'OK', '>'] });
    assert.deepEqual(await channel.run(cmgs), { kind: 'ok', lines: ['+CMGS: 7'] });
  });

  test('takes an OK before the line of a question for a stray one, so that every reply stays with its command', async () => {
    // The line doubled the OK of the command before; the module answers late, as over a wire.
    const { channel, modem } = bench({ 'AT+CREG=2': ['OK', 'OK'], 'AT+CREG?': [], 'AT+CGMI': [] });
    const asked = [channel.run({ text: 'AT+CREG=2', deadline: 5000 }), channel.run(creg), channel.run(cgmi)];
    await settle();
    assert.deepEqual(modem.sent, ['AT+CREG=2', 'AT+CREG?']);
    modem.says('+CREG: 2,1', 'OK');
    await settle();
    modem.says('Maker', 'OK');
    assert.deepEqual(await Promise.all(asked), [
      { kind: 'ok', lines: [] },
      { kind: 'ok', lines: ['+CREG: 2,1'] },
      { kind: 'ok', lines: ['Maker'] },
    ]);
  });

  test('takes an OK for the answer to a question where no line follows it within a second', async () => {
    const { channel, modem } = bench({ 'AT+CREG?': ['OK'] });
    const reply = channel.run(creg);
    await pass(modem.clock, 900);
    assert.equal(channel.busy, true);
    await pass(modem.clock, 100);
    assert.deepEqual(await reply, { kind: 'ok', lines: [] });
  });

  test('takes it back with ESC where an echo shows that the modem restarted and lost its settings', async () => {
    const { channel, modem, ends } = bench({ 'AT+CMGS=12': ['AT+CMGS=12', '>'] });
    channel.echo.allow(false);
    const reply = await channel.run(cmgs);
    assert.ok(reply.kind === 'error' && !reply.handedOver);
    assert.deepEqual(modem.sent, ['AT+CMGS=12', 'ESC']);
    assert.deepEqual(ends, ['echo']);
  });

  test('minds no echo of a modem that echoes all the time', async () => {
    const { channel, ends } = bench({ 'AT+CMGS=12': ['AT+CMGS=12', '>'] });
    assert.equal((await channel.run(cmgs)).kind, 'ok');
    assert.deepEqual(ends, []);
  });

  test('needs nobody who minds the echo', async () => {
    const { link, clock } = scriptedModem({ 'AT+CSQ': ['AT+CSQ', '+CSQ: 18,99', 'OK'] });
    const nothing = { onNotice: () => {}, onClosed: () => {}, onSilent: () => {} };
    const channel = new Channel({ link, clock, ...nothing });
    channel.echo.allow(false);
    assert.deepEqual(await channel.run(csq), { kind: 'ok', lines: ['+CSQ: 18,99'] });
    assert.equal(channel.echo.isUnexpected, true);
  });

  test('leaves a prompt that never comes with ESC', async () => {
    const { channel, modem } = bench({ 'AT+CMGS=12': [] });
    const reply = channel.run(cmgs);
    await pass(modem.clock, 10_000);
    const outcome = await reply;
    assert.ok(outcome.kind === 'timeout' && !outcome.handedOver);
    await pass(modem.clock, 3000);
    assert.deepEqual(modem.sent, ['AT+CMGS=12', 'ESC', 'AT+CMEE?']);
  });

  test('tells that it was handed over when the link breaks behind Ctrl-Z', async () => {
    const { channel, modem, ends } = bench({ 'AT+CMGS=12': ['>'] }, []);
    const reply = channel.run(cmgs);
    await settle();
    modem.drop('unplugged');
    assert.partialDeepStrictEqual(await reply, { kind: 'closed', reason: 'unplugged', handedOver: true });
    assert.deepEqual(ends, ['closed: unplugged']);
  });

  const before: readonly [what: string, lines: readonly string[]][] = [
    ['an OK', ['OK']],
    ['two of them', ['OK', 'OK']],
    ['a notice and an OK', ['+CMTI: "SM",4', 'OK']],
    ['a line without a meaning', ['hello']],
  ];
  for (const [what, lines] of before)
    test(`takes the reference also where ${what} came before it`, async () => {
      const { channel, modem } = bench({ 'AT+CMGS=12': ['>'] }, lines);
      const reply = channel.run(cmgs);
      await pass(modem.clock, 2000);
      modem.says('+CMGS: 9', 'OK');
      assert.deepEqual(await reply, { kind: 'ok', lines: ['+CMGS: 9'] });
    });

  test('takes an error that comes behind a stray OK', async () => {
    const { channel, modem } = bench({ 'AT+CMGS=12': ['>'] }, ['OK']);
    const reply = channel.run(cmgs);
    await pass(modem.clock, 2000);
    modem.says('+CMS ERROR: 38');
    assert.deepEqual(await reply, {
      kind: 'error',
      error: { source: 'cms', code: 38, text: '+CMS ERROR: 38' },
      lines: [],
      handedOver: true,
    });
  });

  test('waits 45 s for the reference behind an OK, and still takes it when it comes later', async () => {
    const { channel, modem } = bench({ 'AT+CMGS=12': ['>'] }, ['OK']);
    const reply = channel.run(cmgs);
    await pass(modem.clock, 44_000, 1000);
    assert.equal(channel.busy, true);
    await pass(modem.clock, 1000);
    const outcome = await reply;
    assert.ok(outcome.kind === 'ok' && outcome.lines.length === 0);
    modem.says('+CMGS: 11', 'OK');
    assert.equal(await outcome.late, '+CMGS: 11');
  });

  test('is over 5 s behind the reference where its OK is lost', async () => {
    const { channel, modem } = bench({ 'AT+CMGS=12': ['>'] }, ['+CMGS: 7']);
    const reply = channel.run(cmgs);
    await pass(modem.clock, 5000);
    assert.deepEqual(await reply, { kind: 'timeout', handedOver: true, lines: ['+CMGS: 7'] });
  });
});

describe('channel: an answer on the next connection', () => {
  function connection(late: LateAnswer, clock: FakeClock) {
    const modem = scriptedModem({ 'AT+CMGS=12': ['>'] }, []);
    const nothing = { onNotice: () => {}, onClosed: () => {}, onSilent: () => {} };
    return { modem, channel: new Channel({ link: modem.link, clock, late, ...nothing }) };
  }

  test('settles the submit that the first one broke off; until the deadline it is due', async () => {
    const clock = fakeClock();
    const late = new LateAnswer(clock);
    const first = connection(late, clock);
    const reply = first.channel.run(cmgs);
    await settle();
    assert.equal(first.channel.awaitsSubmit, true);
    first.modem.drop('unplugged');
    const outcome = await reply;
    const second = connection(late, clock);
    clock.advance(cmgs.deadline - 1);
    assert.equal(second.channel.awaitsSubmit, true);
    clock.advance(1);
    assert.equal(second.channel.awaitsSubmit, false);
    second.modem.says('+CMGS: 12', 'OK');
    assert.ok(outcome.kind === 'closed');
    assert.equal(await outcome.late, '+CMGS: 12');
  });
});

describe('channel: limits', () => {
  test('keeps so many lines of an answer that never ends', async () => {
    const { channel, modem } = bench({ 'AT+CMGL=4': [] });
    const reply = channel.run({ text: 'AT+CMGL=4', names: ['+CMGL'], withPdu: true, deadline: 60_000 });
    await settle();
    for (let count = 0; count < 3000; count += 1) modem.says(`+CMGL: ${count},1,,27`, '0297F1061C0F91');
    await pass(modem.clock, 60_000, 1000);
    assert.equal((await reply).lines.length, 4000);
  });

  test('keeps so many octets of it', async () => {
    const { channel, modem } = bench({ 'AT+CLAC': [] });
    const reply = channel.run({ text: 'AT+CLAC', bare: true, deadline: 5000 });
    await settle();
    for (let count = 0; count < 125; count += 1) modem.says('x'.repeat(8000));
    modem.says('y');
    await pass(modem.clock, 5000, 1000);
    const octets = (await reply).lines.reduce((sum, line) => sum + line.length, 0);
    assert.equal(octets, 1_000_000);
  });
});

describe('channel: deadlines and late answers', () => {
  test('lets no octet extend a deadline', async () => {
    const { channel, modem } = bench({ 'AT+CSQ': [] });
    const reply = channel.run(csq);
    for (let second = 0; second < 5; second += 1) {
      modem.says('^RSSI: 20');
      await pass(modem.clock, 1000);
    }
    assert.equal((await reply).kind, 'timeout');
  });

  test('takes a result whose line end was lost at the deadline', async () => {
    const { channel, modem } = bench({ 'AT+CSQ': ['+CSQ: 3,99'] });
    const reply = channel.run(csq);
    await settle();
    modem.raw('\r\nOK');
    await pass(modem.clock, 5000);
    assert.deepEqual(await reply, { kind: 'ok', lines: ['+CSQ: 3,99'] });
  });

  test('ties a late +CMGS to the submit that timed out', async () => {
    const { channel, modem } = bench({ 'AT+CMGS=12': ['>'] }, []);
    const reply = channel.run(cmgs);
    await pass(modem.clock, 76_000, 1000);
    const outcome = await reply;
    assert.ok(outcome.kind === 'timeout' && outcome.handedOver);
    modem.says('+CMGS: 99', 'OK');
    assert.equal(await outcome.late, '+CMGS: 99');
  });

  test('never ties it to the next submit, which is still at its prompt', async () => {
    const payloads: string[][] = [[], ['+CMGS: 100', 'OK']];
    const { channel, modem } = bench({ 'AT+CMGS=12': ['>'] }, () => payloads.shift() ?? []);
    const first = channel.run(cmgs);
    await pass(modem.clock, 80_000, 1000);
    modem.answers.set('AT+CMGS=12', []);
    const second = channel.run(cmgs);
    await settle();
    modem.says('+CMGS: 99', '>');
    const timedOut = await first;
    assert.ok(timedOut.kind === 'timeout');
    assert.equal(await timedOut.late, '+CMGS: 99');
    assert.deepEqual(await second, { kind: 'ok', lines: ['+CMGS: 100'] });
  });

  test('gives a late answer up when the next PDU is handed over', async () => {
    const payloads: string[][] = [[], ['+CMGS: 100', 'OK']];
    const { channel, modem } = bench({ 'AT+CMGS=12': ['>'] }, () => payloads.shift() ?? []);
    const first = channel.run(cmgs);
    await pass(modem.clock, 80_000, 1000);
    await channel.run(cmgs);
    const timedOut = await first;
    assert.ok(timedOut.kind === 'timeout');
    assert.equal(await timedOut.late, undefined);
  });

  test('does not take a late OK for the answer to its own question', async () => {
    const { channel, modem } = bench({ 'AT+CSQ': [], 'AT+CREG?': ['+CREG: 0,1', 'OK'] });
    modem.answers.set('AT+CMEE?', ['OK', '+CMEE: 1', 'OK']);
    const first = channel.run(csq);
    const second = channel.run(creg);
    await pass(modem.clock, 10_000);
    assert.equal((await first).kind, 'timeout');
    assert.deepEqual(await second, { kind: 'ok', lines: ['+CREG: 0,1'] });
  });

  test('says so when the modem stays silent, and refuses what waits', async () => {
    const { channel, modem, ends } = bench({ 'AT+CSQ': [], 'AT+CMEE?': [] });
    const first = channel.run(csq);
    const second = channel.run(creg);
    await pass(modem.clock, 15_000);
    assert.equal((await first).kind, 'timeout');
    assert.deepEqual(await second, {
      kind: 'closed',
      reason: 'the modem does not answer',
      handedOver: false,
      lines: [],
    });
    assert.deepEqual(ends, ['silent']);
  });

  test('runs commands again when it was revived', async () => {
    const { channel, modem } = bench({ 'AT+CSQ': [], 'AT+CMEE?': [] });
    void channel.run(csq);
    await pass(modem.clock, 15_000);
    modem.answers.set('AT+CMEE?', ['+CMEE: 1', 'OK']).set('AT+CSQ', ['+CSQ: 9,99', 'OK']);
    assert.equal(await channel.revive(['\x1b'], 0), true);
    assert.deepEqual(await channel.run(csq), { kind: 'ok', lines: ['+CSQ: 9,99'] });
  });
});

describe('channel: starting anew while commands wait', () => {
  test('writes a second command that restarts the module behind the first, which it may have refused', async () => {
    const { channel, modem } = bench({ 'AT+CMEE?': ['+CMEE: 1', 'OK'], 'AT+CFUN=15': ['OK'] });
    const revived = channel.revive(['AT+CFUN=16\r', 'AT+CFUN=15\r'], 3000);
    await settle();
    assert.deepEqual(modem.sent, ['AT+CFUN=16']);
    await pass(modem.clock, 4000);
    assert.deepEqual([await revived, modem.sent], [true, ['AT+CFUN=16', 'AT+CFUN=15', 'AT+CMEE?']]);
  });

  test('ends the one that runs and begins none of those that wait until the modem answers', async () => {
    const { channel, modem } = bench({ 'AT+CSQ': [], 'AT+CREG?': [], 'AT+CMEE?': ['+CMEE: 1', 'OK'] });
    const running = channel.run(csq);
    const waiting = channel.run(creg);
    const revived = channel.revive(['\x1b'], 0);
    await pass(modem.clock, 3000);
    assert.equal(await revived, true);
    assert.equal((await running).kind, 'closed');
    assert.ok(modem.sent.indexOf('AT+CREG?') > modem.sent.indexOf('AT+CMEE?'));
    await pass(modem.clock, 15_000);
    assert.equal((await waiting).kind, 'timeout');
  });
});

describe('channel: order', () => {
  test('does not begin a command that may not begin any more when its turn comes', async () => {
    const { channel, modem } = bench({ AT1: ['OK'], AT2: ['OK'], AT3: ['OK'] });
    let may = true;
    const first = channel.run({ text: 'AT1', deadline: 5000 });
    const second = channel.run({ text: 'AT2', deadline: 5000, mayBegin: () => may });
    const third = channel.run({ text: 'AT3', deadline: 5000 });
    may = false;
    assert.deepEqual([(await first).kind, (await second).kind, (await third).kind], ['ok', 'closed', 'ok']);
    assert.deepEqual(modem.sent, ['AT1', 'AT3']);
  });

  test('runs urgent commands before the next one and idle ones last', async () => {
    const { channel, modem } = bench({ AT1: ['OK'], AT2: ['OK'], AT3: ['OK'], AT4: ['OK'] });
    await Promise.all([
      channel.run({ text: 'AT1', deadline: 5000 }),
      channel.run({ text: 'AT4', deadline: 5000, priority: 'idle' }),
      channel.run({ text: 'AT3', deadline: 5000 }),
      channel.run({ text: 'AT2', deadline: 5000, priority: 'urgent' }),
    ]);
    assert.deepEqual(modem.sent, ['AT1', 'AT2', 'AT3', 'AT4']);
    assert.equal(channel.busy, false);
  });
});
