/** Orders of people to one port, from its verbs to the commands that its modem gets. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress, type Submit } from '@simgate/gsm';
import { pass, type Script, settle } from '../at/testing.ts';
import { makers } from '../dialects/testing.ts';
import { portOnModem, raisedPort } from './testing.ts';

const message: Submit = {
  ...{ type: 'submit', rejectDuplicates: false, statusReportRequest: false, replyPath: false },
  ...{ messageReference: 0, destination: parseAddress('+88201000002'), protocolIdentifier: 0 },
  ...{ dataCodingScheme: 4, userData: { header: [], payload: Uint8Array.of(1) } },
};
const ok: Script = ['OK'];
const done = { kind: 'done' };
const ICCID = '89882011234567890123';

describe('the reach of a port', () => {
  const rows: readonly (readonly [
    what: string,
    answers: Readonly<Record<string, Script>>,
    reach: { modem: boolean; sim: string },
  ])[] = [
    ['that serves', {}, { modem: true, sim: 'ready' }],
    ['without a SIM', { 'AT+CPIN?': ['+CME ERROR: 10'] }, { modem: true, sim: 'none' }],
    ['whose SIM asks for its PIN', { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'] }, { modem: true, sim: 'locked' }],
    ['whose SIM asks for its PUK', { 'AT+CPIN?': ['+CPIN: SIM PUK', 'OK'] }, { modem: true, sim: 'none' }],
  ];
  for (const [what, answers, reach] of rows)
    test(`${what} is the modem, and SIM ${reach.sim}`, async () => {
      const { port } = await raisedPort({ answers });
      assert.deepEqual(port.control.reach(), reach);
    });

  test('is nothing before it is started, and where its device does not open', async () => {
    const nothing = { modem: false, sim: 'none' };
    assert.deepEqual(portOnModem().port.control.reach(), nothing);
    const { port } = await raisedPort({ there: () => false });
    assert.deepEqual(port.control.reach(), nothing);
  });
});

describe('a port without a modem', () => {
  test('refuses each verb that needs one, and keeps what is wanted for when it comes', async () => {
    const { port } = portOnModem({
      answers: { 'AT+CFUN=0': ok },
    });
    const away = { kind: 'failed', text: 'the modem is away' };
    assert.deepEqual(await port.control.lock('1234', true), away);
    assert.deepEqual(await port.control.forward('Busy', '5'), away);
    assert.deepEqual(await port.control.cancelForwarding(), away);
    assert.deepEqual(await port.control.askForwarding(), away);
    assert.equal(await port.control.storeNumber('5'), false);
    port.control.desire({ power: 'off' });
    port.start();
    await settle();
    assert.equal(port.snapshot().reg, 'POWER_OFF');
  });
});

describe('the lock of a SIM', () => {
  function ledger(mayTry = true) {
    const lines: string[] = [];
    const pins = {
      mayTry: () => mayTry,
      recordTry: async (card: string, pin: string) => void lines.push(`try ${card} ${pin}`),
      recordSuccess: async (card: string, pin: string) => void lines.push(`success ${card} ${pin}`),
    };
    return { lines, pins };
  }

  for (const [locked, value] of [
    [true, 1],
    [false, 0],
  ] as const)
    test(`is switched ${locked ? 'on' : 'off'} by its PIN, which is committed first`, async () => {
      const { lines, pins } = ledger();
      const command = `AT+CLCK="SC",${value},"1234"`;
      const { port, modem } = await raisedPort({ pins, answers: { [command]: ok } });
      assert.deepEqual(await port.control.lock('1234', locked), done);
      assert.equal(modem.sent.at(-1), command);
      assert.deepEqual(lines, [`try ${ICCID} 1234`, `success ${ICCID} 1234`]);
    });

  test('takes no PIN that failed at it before', async () => {
    const { lines, pins } = ledger(false);
    const { port, sentSince } = await raisedPort({ pins });
    const outcome = await port.control.lock('1234', true);
    assert.deepEqual(outcome, {
      kind: 'failed',
      text: 'this PIN was tried at this SIM before and is not tried again',
    });
    assert.deepEqual([lines, sentSince().filter(text => text.includes('1234'))], [[], []]);
  });

  test('refuses a wrong PIN, which counts as tried', async () => {
    const { lines, pins } = ledger();
    const { port } = await raisedPort({ pins, answers: { 'AT+CLCK="SC",1,"1234"': ['+CME ERROR: 16'] } });
    assert.deepEqual(await port.control.lock('1234', true), { kind: 'failed', text: 'the PIN is wrong' });
    assert.deepEqual(lines, [`try ${ICCID} 1234`]);
  });

  test('that asks for its PIN is opened by it first, and the port then serves', async () => {
    const given = { pin: false };
    const { port, modem } = await raisedPort({
      answers: {
        'AT+CPIN?': () => [given.pin ? '+CPIN: READY' : '+CPIN: SIM PIN', 'OK'],
        'AT+CPIN="1234"': () => {
          given.pin = true;
          return ['OK'];
        },
        'AT+CLCK="SC",0,"1234"': ok,
      },
    });
    assert.equal(port.control.reach().sim, 'locked');
    assert.deepEqual(await port.control.lock('1234', false), done);
    await pass(modem.clock, 5000);
    assert.deepEqual(port.control.reach(), { modem: true, sim: 'ready' });
  });
});

describe('the own number', () => {
  for (const [number, type] of [
    ['+8820', 145],
    ['0170', 129],
  ] as const)
    test(`${number} is written to the phone book of own numbers as type ${type}, and shown`, async () => {
      const command = `AT+CPBW=1,"${number}",${type},""`;
      const { port } = await raisedPort({ answers: { 'AT+CPBS="ON"': ok, [command]: ok } });
      assert.equal(await port.control.storeNumber(number), true);
      assert.equal(port.snapshot().sim?.number, number);
    });

  test('is shown also where the SIM has no such phone book, or does not let it be written', async () => {
    const { port, modem } = await raisedPort();
    assert.equal(await port.control.storeNumber('0170'), false);
    assert.equal(port.snapshot().sim?.number, '0170');
    modem.answers.set('AT+CPBS="ON"', ok);
    assert.equal(await port.control.storeNumber('0171'), false);
    assert.equal(port.snapshot().sim?.number, '0171');
  });
});

describe('call forwarding (27.007 7.11)', () => {
  const commands = [
    ['Unconditional', '+8820', 'AT+CCFC=0,3,"8820",145,1'],
    ['Busy', '0170', 'AT+CCFC=1,3,"0170",129,1'],
    ['NoReply', '0170', 'AT+CCFC=2,3,"0170",129,1'],
    ['Not_Reachable', '*5#', 'AT+CCFC=3,3,"*5#",129,1'],
  ] as const;
  for (const [condition, number, command] of commands)
    test(`${condition} to ${number}: ${command}`, async () => {
      const { port, modem } = await raisedPort({ answers: { [command]: ok } });
      assert.deepEqual(await port.control.forward(condition, number), done);
      assert.equal(modem.sent.at(-1), command);
    });

  test('all of it is ended by one command', async () => {
    const { port, sentSince } = await raisedPort({ answers: { 'AT+CCFC=4,4': ok } });
    assert.deepEqual(await port.control.cancelForwarding(), done);
    assert.ok(sentSince().includes('AT+CCFC=4,4'));
  });

  test('is asked for each condition; only what is on and for voice counts', async () => {
    const { port } = await raisedPort({
      answers: {
        'AT+CCFC=0,2': ['+CCFC: 0,7', 'OK'],
        'AT+CCFC=1,2': ['+CCFC: 1,4,"111",129', '+CCFC: 1,1,"8820",145', 'OK'],
        'AT+CCFC=2,2': ['+CCFC: 1,2,"222",129', 'OK'],
        'AT+CCFC=3,2': ['+CCFC: 1,5,"333",129', 'OK'],
      },
    });
    assert.deepEqual(await port.control.askForwarding(), {
      ...done,
      forwardings: { Busy: '+8820', Not_Reachable: '333' },
    });
  });

  test('that the network refuses is told with its reason', async () => {
    const { port } = await raisedPort({ answers: { 'AT+CCFC=0,2': ['+CME ERROR: 30'] } });
    const outcome = await port.control.askForwarding();
    assert.equal(outcome.kind, 'failed');
    assert.ok(!('forwardings' in outcome));
    const forwarded = await port.control.forward('Busy', '5');
    assert.equal(forwarded.kind, 'failed');
  });
});

describe('power, reset and block', () => {
  test('off takes power from the SIM, and on climbs again', async () => {
    const { port, modem, sentSince } = await raisedPort({ answers: { 'AT+CFUN=0': ok, 'AT+CFUN=1': ok } });
    port.control.desire({ power: 'off' });
    await settle();
    assert.ok(sentSince().includes('AT+CFUN=0'));
    assert.equal(port.snapshot().reg, 'POWER_OFF');
    assert.equal(port.snapshot().canSend, false);
    modem.answers.set('AT+CFUN?', ['+CFUN: 0', 'OK']);
    port.control.desire({ power: 'on' });
    await pass(modem.clock, 2000);
    assert.ok(sentSince().includes('AT+CFUN=1'));
    assert.equal(port.snapshot().canSend, true);
  });

  test('wait for the outcome of what is being submitted', async () => {
    const { port, modem, sentSince } = await raisedPort({ payload: [], answers: { 'AT+CFUN=0': ok } });
    const sending = port.submit(message, { moreFollow: false });
    await settle();
    port.control.desire({ power: 'off' });
    await pass(modem.clock, 3000);
    const early = sentSince().filter(text => text.startsWith('AT+CFUN'));
    assert.deepEqual(early, []);
    modem.says('+CMGS: 9', 'OK');
    assert.deepEqual(await sending, { kind: 'accepted', reference: 9 });
    await pass(modem.clock, 1000);
    assert.ok(sentSince().includes('AT+CFUN=0'));
  });

  test('block lets nothing new begin, and unblock does', async () => {
    const { port } = await raisedPort();
    port.control.block(true);
    assert.deepEqual([port.snapshot().canSend, port.snapshot().canFinish], [false, true]);
    port.control.block(false);
    assert.equal(port.snapshot().canSend, true);
  });

  const resets: Readonly<Record<string, readonly string[]>> = {
    zte: ['AT+ZRST'],
    telit: ['AT#REBOOT'],
    // The SARA-R4 refuses the first one.
    ublox: ['AT+CFUN=16', 'AT+CFUN=15'],
    neoway: ['AT+CFUN=15'],
  };
  for (const [name, [maker, model]] of Object.entries(makers)) {
    const commands = resets[name] ?? ['AT+CFUN=1,1'];
    test(`reset restarts a module of ${name} by ${commands.join(' or ')}, alone on its line`, async () => {
      const { port, modem, sentSince } = await raisedPort({
        answers: { 'AT+CGMI': [maker, 'OK'], 'AT+CGMM': [model, 'OK'], 'AT+CNMI=1,1,0,1,0': ok },
      });
      port.control.reset();
      await pass(modem.clock, 1000);
      const sent = sentSince().filter(text => /CFUN=|REBOOT|ZRST/.test(text));
      assert.deepEqual(sent, commands);
    });
  }
});
