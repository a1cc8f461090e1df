import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress, type Submit } from '@simgate/gsm';
import { pass, type Script, type ScriptedModem, settle, willingModem } from '../at/testing.ts';
import { CMGS, portOnModem, raisedPort } from './testing.ts';

const REPORT = '0006070B918802010000F262101021030000621010210300000000';
const message: Submit = {
  type: 'submit',
  rejectDuplicates: false,
  statusReportRequest: false,
  replyPath: false,
  messageReference: 0,
  destination: parseAddress('+88201000002'),
  protocolIdentifier: 0,
  dataCodingScheme: 4,
  userData: { header: [], payload: Uint8Array.of(1) },
};
const alone = { moreFollow: false };

function lines(script: Script) {
  return typeof script === 'function' ? script() : script;
}

describe('port', () => {
  test('comes up without a pause and can send', async () => {
    const { port, modem } = await raisedPort();
    assert.equal(port.snapshot().trouble, '');
    assert.deepEqual(port.snapshot().sim, {
      iccid: '89882011234567890123',
      imsi: '001010123456789',
      number: '+88201000001',
      smsc: '+88200000000',
    });
    // This one refuses AT+CLCC, which is asked for three times, when everything else is done.
    assert.ok(modem.sent.length <= 48, `${modem.sent.length} commands`);
    assert.deepEqual(await port.submit(message, alone), { kind: 'accepted', reference: 7 });
  });

  test('refuses temporarily before it is up, and tells why', async () => {
    const { port } = portOnModem();
    const outcome = await port.submit(message, alone);
    assert.ok(outcome.kind === 'refused' && outcome.refusal.source === 'link' && !outcome.refusal.permanent);
    assert.equal(outcome.refusal.text, 'the port is stopped');
  });

  test('carries what was begun though it is blocked, and says that it takes nothing new', async () => {
    const { port } = await raisedPort();
    port.control.block(true);
    assert.equal(port.snapshot().trouble, 'blocked');
    assert.deepEqual(await port.submit(message, alone), { kind: 'accepted', reference: 7 });
    port.control.block(false);
    assert.equal(port.snapshot().canSend, true);
  });

  test('is out of service at a slot that cannot be chosen, and back at once at the one it has', async () => {
    const { port, modem } = await raisedPort({ config: { slots: 2 } });
    assert.equal(port.snapshot().slot, 0);
    port.control.desire({ slot: 1 });
    await pass(modem.clock, 1);
    assert.match(port.snapshot().trouble, /^slot 1 cannot be chosen/);
    assert.equal(port.snapshot().sim, undefined);
    port.control.desire({ slot: 0 });
    await pass(modem.clock, 1);
    assert.equal(port.snapshot().trouble, '');
    assert.equal(port.snapshot().slot, 0);
  });

  test('reads what the SIM holds when it comes up', async () => {
    const deliver =
      '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';
    const { got, modem } = await raisedPort({
      answers: {
        'AT+CPMS="SM"': ['+CPMS: 1,30,0,30,0,30', 'OK'],
        'AT+CMGL=4': ['+CMGL: 1,0,,39', deliver, 'OK'],
        'AT+CMGD=1': ['OK'],
      },
    });
    assert.equal(got.length, 1);
    assert.ok(modem.sent.includes('AT+CMGD=1'));
  });

  test('acknowledges a routed report when it is committed', async () => {
    const { got, modem } = await raisedPort();
    modem.says('+CDS: 26', REPORT);
    await settle();
    assert.equal(got[0]?.tpdu?.type, 'statusReport');
    assert.equal(modem.sent.at(-1), 'AT+CNMA');
  });

  test('takes a report that comes while it is being set up, once it is up', async () => {
    const { port, modem, got } = portOnModem();
    port.start();
    modem.says('+CDS: 26', REPORT);
    await pass(modem.clock, 1);
    assert.equal(got.length, 1);
  });

  test('does not acknowledge what cannot be stored, and restores the routing that the module then ends', async () => {
    let disk = false;
    const { modem, warnings } = await raisedPort({ full: () => !disk });
    modem.says('+CDS: 26', REPORT);
    await settle();
    assert.equal(modem.sent.includes('AT+CNMA'), false);
    assert.match(warnings[0] ?? '', /not acknowledged/);
    disk = true;
    modem.answers.set('AT+CNMI?', ['+CNMI: 2,0,0,0,0', 'OK']);
    modem.sent.length = 0;
    await pass(modem.clock, 26_000, 1000);
    assert.ok(modem.sent.includes('AT+CNMI=2,1,0,1,0'));
  });

  test('warns of a storage that is nearly full', async () => {
    const { warnings } = await raisedPort({
      answers: { 'AT+CPMS="SM"': ['+CPMS: 24,30', 'OK'], 'AT+CMGL=4': ['OK'] },
    });
    assert.deepEqual(warnings, [
      'storage SM holds 24 of 30 messages',
      'storage SM counts 24 messages, of which 24 cannot be found',
    ]);
  });

  test('follows registration by its notices', async () => {
    const { port, modem } = await raisedPort();
    modem.says('+CREG: 2', '+CGREG: 0');
    await settle();
    assert.deepEqual([port.snapshot().reg, port.snapshot().canSend], ['SEARCHING_NETWORK', false]);
    modem.says('+CREG: 5,"00C3","0000A1B2",2');
    await settle();
    assert.deepEqual([port.snapshot().reg, port.snapshot().type], ['REGISTER_OK', 'WCDMA']);
  });

  test('rests after a refusal of the network as a whole, then goes on', async () => {
    const { port, modem } = await raisedPort({ answers: { [CMGS]: ['+CMS ERROR: 331'] } });
    assert.equal((await port.submit(message, alone)).kind, 'refused');
    assert.match(port.snapshot().trouble, /^resting 15 s after: no network service/);
    await pass(modem.clock, 15_000, 1000);
    assert.equal(port.snapshot().canSend, true);
  });
});

describe('port in trouble', () => {
  test('opens its device again with growing delay', async () => {
    let there = false;
    const { port, modem, opened } = await raisedPort({ there: () => there });
    assert.match(port.snapshot().trouble, /connection refused/);
    await pass(modem.clock, 1000);
    assert.equal(opened(), 2);
    await pass(modem.clock, 1900);
    assert.equal(opened(), 2);
    there = true;
    await pass(modem.clock, 200);
    assert.equal(opened(), 3);
  });

  test('comes up again when the device went away and is back', async () => {
    const { port, modem } = await raisedPort();
    modem.drop('unplugged');
    await settle();
    assert.deepEqual(
      [port.snapshot().reg, port.snapshot().trouble],
      ['POWER_OFF', 'the device is gone: unplugged'],
    );
    await pass(modem.clock, 1100);
    assert.equal(port.snapshot().canSend, true);
  });

  test('is set up anew when the module restarts', async () => {
    const { port, modem } = await raisedPort();
    modem.sent.length = 0;
    modem.says('RDY');
    assert.equal(port.snapshot().canSend, false);
    await pass(modem.clock, 1);
    assert.ok(modem.sent.includes('AT+CNMI=2,1,0,1,0'));
    assert.equal(port.snapshot().canSend, true);
  });

  test('takes a message back when an echo shows that the module restarted, and is set up anew', async () => {
    const { port, modem } = await raisedPort();
    modem.answers.set(CMGS, [CMGS, '>']);
    const outcome = await port.submit(message, alone);
    assert.ok(outcome.kind === 'refused' && !outcome.refusal.permanent);
    assert.equal(modem.sent.includes('0001000B918802010000F2000401'), false);
    await pass(modem.clock, 6000, 1000);
    assert.equal(port.snapshot().canSend, true);
  });

  test('sends through a modem that echoes whatever it is told', async () => {
    const echoing = Object.entries(willingModem).map(([command, script]) => [
      command,
      [command, ...lines(script)],
    ]);
    const { port } = await raisedPort({ answers: { ...Object.fromEntries(echoing), [CMGS]: [CMGS, '>'] } });
    assert.equal((await port.submit(message, alone)).kind, 'accepted');
  });

  test('finds a restart that nothing told by the settings that are lost', async () => {
    const { modem } = await raisedPort();
    modem.sent.length = 0;
    modem.answers.set('AT+CNMI?', ['+CNMI: 0,0,0,0,0', 'OK']).set('AT+CMGF?', ['+CMGF: 1', 'OK']);
    await pass(modem.clock, 61_000, 1000);
    assert.ok(modem.sent.includes('AT+CMGF=0'));
  });

  for (const [how, pull] of [
    ['by its notice', (modem: ScriptedModem) => modem.says('+CPIN: NOT INSERTED')],
    ['by asking', () => {}],
  ] as const)
    test(`sees ${how} that the SIM was pulled, and that one is there again`, async () => {
      const { port, modem } = await raisedPort();
      modem.answers.set('AT+CPIN?', ['+CME ERROR: 10']);
      pull(modem);
      await pass(modem.clock, 61_000, 1000);
      assert.deepEqual([port.snapshot().reg, port.snapshot().trouble], ['NO_SIM', 'no SIM']);
      modem.answers.set('AT+CPIN?', ['+CPIN: READY', 'OK']);
      await pass(modem.clock, 10_100, 100);
      assert.equal(port.snapshot().canSend, true);
    });

  test('says what a locked SIM needs', async () => {
    const { port } = await raisedPort({ answers: { 'AT+CPIN?': ['+CPIN: SIM PUK', 'OK'] } });
    assert.equal(port.snapshot().reg, 'PUK_REQUIRE');
    assert.match(port.snapshot().trouble, /PUK/);
  });

  test('escalates from ESC to reset to reopening when the modem hangs', async () => {
    const { port, modem, opened } = await raisedPort();
    modem.sent.length = 0;
    for (const command of modem.answers.keys()) modem.answers.set(command, []);
    const troubles: string[] = [];
    for (let second = 0; second < 135; second += 1) {
      await pass(modem.clock, 1000);
      if (troubles.at(-1) !== port.snapshot().trouble) troubles.push(port.snapshot().trouble);
    }
    assert.ok(troubles.includes('the modem does not answer'), troubles.join('; '));
    assert.ok(modem.sent.includes('AT+CFUN=1,1'));
    assert.ok(opened() > 1 && modem.closed);
  });

  test('is set up anew by the reset', async () => {
    const { port, modem } = await raisedPort();
    const answers = new Map(modem.answers);
    const revive = () => {
      for (const [command, script] of answers) modem.answers.set(command, script);
      return [];
    };
    for (const command of answers.keys()) modem.answers.set(command, []);
    modem.answers.set('AT+CFUN=1,1', revive);
    await pass(modem.clock, 110_000, 1000);
    assert.equal(port.snapshot().canSend, true);
  });

  test('never asks for health in front of a message', async () => {
    const { port, modem } = await raisedPort({ payload: [] });
    const outcome = port.submit(message, alone);
    await settle();
    modem.sent.length = 0;
    await pass(modem.clock, 65_000, 1000);
    assert.deepEqual(modem.sent, []);
    modem.says('+CMGS: 7', 'OK');
    assert.equal((await outcome).kind, 'accepted');
  });
});

describe('stopping a port', () => {
  test('lets the running submit finish, takes no new one, and closes the device', async () => {
    const { port, modem } = await raisedPort({ payload: [] });
    const outcome = port.submit(message, alone);
    await settle();
    const stopped = port.stop(5000);
    assert.equal((await port.submit(message, alone)).kind, 'refused');
    modem.says('+CMGS: 7', 'OK');
    await stopped;
    assert.deepEqual(await outcome, { kind: 'accepted', reference: 7 });
    assert.equal(modem.closed, true);
  });

  test('does not wait longer than allowed: what runs is then in doubt', async () => {
    const { port, modem } = await raisedPort({ payload: [] });
    const outcome = port.submit(message, alone);
    await settle();
    const stopped = port.stop(5000);
    await pass(modem.clock, 5000);
    await stopped;
    assert.equal((await outcome).kind, 'inDoubt');
  });
});
