import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress, type Submit, segmentText } from '@simgate/gsm';
import { Channel } from '../../at/channel.ts';
import type { Reply } from '../../at/command.ts';
import { pass, type Script, scriptedModem, settle } from '../../at/testing.ts';
import type { SubmitOptions } from '../modem.ts';
import { createSubmitter, outcomeOf } from './submit.ts';

const alone: SubmitOptions = { moreFollow: false };
const burst: SubmitOptions = { moreFollow: true };

function message(text: string): Submit {
  const { dataCodingScheme, segments } = segmentText(text, { encoding: 'gsm-7bit', reference: 0 });
  const userData = segments[0]?.userData;
  assert.ok(userData);
  return {
    type: 'submit',
    rejectDuplicates: false,
    statusReportRequest: true,
    replyPath: false,
    messageReference: 0,
    destination: parseAddress('+88201000002'),
    protocolIdentifier: 0,
    dataCodingScheme,
    userData,
  };
}

function bench(
  payload: Script,
  options: { linkHold?: boolean; serviceCentre?: string; isStarting?: boolean; knownCentre?: string } = {},
) {
  const modem = scriptedModem(
    { 'AT+CMGS=18': ['>'], 'AT+CMMS=1': ['OK'], 'AT+CMEE?': ['+CMEE: 1', 'OK'] },
    payload,
  );
  const channel = new Channel({
    link: modem.link,
    clock: modem.clock,
    onNotice: () => {},
    onClosed: () => {},
    onSilent: () => {},
  });
  const invalid: string[] = [];
  const { linkHold = false, serviceCentre, isStarting = false, knownCentre } = options;
  const submitter = createSubmitter({
    channel,
    clock: modem.clock,
    deadline: 75_000,
    linkHold: () => linkHold,
    isStarting: () => isStarting,
    serviceCentre,
    ...(knownCentre !== undefined && { knownCentre: () => knownCentre }),
    invalidPdu: shape => void invalid.push(shape),
  });
  return { modem, submitter, invalid };
}

describe('a PDU that the modem takes for invalid (+CMS ERROR: 304)', () => {
  test('is handed over once more, for the line may have spoilt it and nothing was sent', async () => {
    const answers = [['+CMS ERROR: 304'], ['+CMGS: 9', 'OK']];
    const { modem, submitter, invalid } = bench(() => answers.shift() ?? []);
    assert.deepEqual(await submitter.submit(message('hello'), alone), { kind: 'accepted', reference: 9 });
    assert.deepEqual([modem.sent.length, modem.sent[1] === modem.sent[3], invalid], [4, true, []]);
  });

  test('is refused for good at the second time, with its shape for the log', async () => {
    const { modem, submitter, invalid } = bench(['+CMS ERROR: 304']);
    assert.partialDeepStrictEqual(await submitter.submit(message('hello'), alone), {
      kind: 'refused',
      refusal: { code: 304, permanent: true },
    });
    assert.equal(modem.sent.length, 4);
    assert.deepEqual(invalid, [
      '18 octets, TP-DA of 11 digits, TP-PID 0, TP-DCS 0, 0 header elements, 5 octets of user data',
    ]);
  });

  for (const code of [302, 303, 305, 330, 500, 21])
    test(`and no other: ${code} is not tried again at once`, async () => {
      const { modem, submitter } = bench([`+CMS ERROR: ${code}`]);
      await submitter.submit(message('hello'), alone);
      assert.equal(modem.sent.length, 2);
    });
});

describe('a modem that has forgotten the service centre of its SIM (+CMS ERROR: 330)', () => {
  const forgotten = (code: number) => {
    const answers = [[`+CMS ERROR: ${code}`], ['+CMGS: 9', 'OK'], ['+CMGS: 10', 'OK']];
    return bench(() => answers.shift() ?? [], { knownCentre: '+88200000000' });
  };

  test('gets it along at once and from then on', async () => {
    const { modem, submitter } = forgotten(330);
    assert.deepEqual(await submitter.submit(message('hello'), alone), { kind: 'accepted', reference: 9 });
    assert.deepEqual(await submitter.submit(message('hello'), alone), { kind: 'accepted', reference: 10 });
    const fronts = modem.sent.filter(text => !text.startsWith('AT')).map(text => text.slice(0, 16));
    assert.deepEqual(fronts, ['0021000B91880201', '07918802000000F0', '07918802000000F0']);
  });

  test('is one by this code alone', async () => {
    const { modem, submitter } = forgotten(331);
    assert.equal((await submitter.submit(message('hello'), alone)).kind, 'refused');
    assert.equal(modem.sent.length, 2);
  });
});

describe('submit', () => {
  test('hands one PDU over with one command', async () => {
    const { modem, submitter } = bench(['+CMGS: 255', 'OK']);
    assert.deepEqual(await submitter.submit(message('hello'), alone), { kind: 'accepted', reference: 255 });
    // No SMSC; SUBMIT with TP-SRR; +88201000002; 'hello' (23.040 9.2.2.2).
    assert.deepEqual(modem.sent, ['AT+CMGS=18', '0021000B918802010000F2000005E8329BFD06']);
  });

  test('puts the service centre in front, which the length leaves out (27.005 4.3)', async () => {
    const { modem, submitter } = bench(['+CMGS: 1', 'OK'], { serviceCentre: '+88200000000' });
    await submitter.submit(message('hello'), alone);
    assert.equal(modem.sent[0], 'AT+CMGS=18');
    assert.match(modem.sent[1] ?? '', /^07918802000000F0/);
  });

  test('refuses for ever what cannot be encoded, without asking the modem', async () => {
    const { modem, submitter } = bench([]);
    const tpdu = { ...message('hello'), destination: { ...parseAddress('1'), digits: '1'.repeat(21) } };
    const outcome = await submitter.submit(tpdu, alone);
    assert.ok(outcome.kind === 'refused' && outcome.refusal.permanent);
    assert.deepEqual(modem.sent, []);
  });

  test('holds the relay link with +CMMS once before a burst, then sends one command for each message', async () => {
    const { modem, submitter } = bench(['+CMGS: 1', 'OK'], { linkHold: true });
    for (let count = 0; count < 3; count += 1) await submitter.submit(message('hello'), burst);
    const commands = modem.sent.filter(text => text.startsWith('AT'));
    assert.deepEqual(commands, ['AT+CMMS=1', 'AT+CMGS=18', 'AT+CMGS=18', 'AT+CMGS=18']);
  });

  test('holds it anew when a pause let it end (27.005 3.5.6)', async () => {
    const { modem, submitter } = bench(['+CMGS: 1', 'OK'], { linkHold: true });
    await submitter.submit(message('hello'), burst);
    await pass(modem.clock, 999);
    await submitter.submit(message('hello'), burst);
    assert.equal(modem.sent.filter(text => text === 'AT+CMMS=1').length, 1);
    await pass(modem.clock, 1000);
    await submitter.submit(message('hello'), burst);
    assert.equal(modem.sent.filter(text => text === 'AT+CMMS=1').length, 2);
  });

  test('does not ask for it before a single message', async () => {
    const { modem, submitter } = bench(['+CMGS: 1', 'OK'], { linkHold: true });
    await submitter.submit(message('hello'), alone);
    assert.equal(modem.sent.includes('AT+CMMS=1'), false);
  });

  test('is in doubt after the deadline, and settled by a late answer', async () => {
    const { modem, submitter } = bench([]);
    const outcome = submitter.submit(message('hello'), alone);
    await pass(modem.clock, 76_000, 1000);
    const doubt = await outcome;
    assert.ok(doubt.kind === 'inDoubt');
    modem.says('+CMGS: 41');
    assert.equal(await doubt.late, 41);
  });

  test('is refused when the modem gives no prompt: nothing was handed over', async () => {
    const { modem, submitter } = bench([]);
    modem.answers.set('AT+CMGS=18', []);
    const outcome = submitter.submit(message('hello'), alone);
    await pass(modem.clock, 11_000, 1000);
    const refused = await outcome;
    assert.ok(refused.kind === 'refused' && refused.refusal.source === 'modem' && !refused.refusal.permanent);
  });

  test('waits longer for the prompt of a modem that gave none: 10 s, 20 s, and 40 s from then on', async () => {
    const { modem, submitter } = bench([]);
    modem.answers.set('AT+CMGS=18', []);
    const waits: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      const begun = modem.clock.monotonic();
      const outcome = submitter.submit(message('hello'), alone).then(() => modem.clock.monotonic() - begun);
      await pass(modem.clock, 45_000, 1000);
      waits.push(await outcome);
    }
    assert.deepEqual(waits, [10_000, 20_000, 40_000, 40_000]);
  });

  for (const [when, script, kind] of [
    ['before the prompt', [], 'refused'],
    ['behind Ctrl-Z', ['>'], 'inDoubt'],
  ] as const)
    test(`is ${kind} when the device goes away ${when}`, async () => {
      const { modem, submitter } = bench([]);
      modem.answers.set('AT+CMGS=18', script);
      const outcome = submitter.submit(message('hello'), alone);
      await settle();
      modem.drop('unplugged');
      assert.equal((await outcome).kind, kind);
    });
});

describe('outcome of a reply to +CMGS', () => {
  const late = Promise.resolve(undefined);
  const rows: [name: string, reply: Reply, kind: string][] = [
    ['a reference', { kind: 'ok', lines: ['+CMGS: 12'] }, 'accepted'],
    ['a reference with an acknowledgement PDU', { kind: 'ok', lines: ['+CMGS: 12,"0100"'] }, 'accepted'],
    [
      'a reference whose OK was lost',
      { kind: 'timeout', handedOver: true, lines: ['+CMGS:9'], late },
      'accepted',
    ],
    [
      'a reference behind which the link broke',
      { kind: 'closed', reason: '', handedOver: true, lines: ['+CMGS: 9'] },
      'accepted',
    ],
    ['OK without a reference', { kind: 'ok', lines: [] }, 'inDoubt'],
    ['a reference beyond an octet', { kind: 'ok', lines: ['+CMGS: 256'] }, 'accepted'],
    ['a reference of two octets', { kind: 'ok', lines: ['+CMGS: 65535'] }, 'accepted'],
    ['a reference beyond two octets', { kind: 'ok', lines: ['+CMGS: 65536'] }, 'inDoubt'],
  ];
  for (const [name, reply, kind] of rows)
    test(`${name}: ${kind}`, () => assert.equal(outcomeOf(reply, false).kind, kind));
});

test('the reference is one octet: some modems count on beyond it (23.040 9.2.3.6)', () => {
  const references = [255, 256, 65_535].map(count =>
    outcomeOf({ kind: 'ok', lines: [`+CMGS: ${count}`] }, false),
  );
  assert.deepEqual(
    references,
    [255, 0, 255].map(reference => ({ kind: 'accepted', reference })),
  );
});
