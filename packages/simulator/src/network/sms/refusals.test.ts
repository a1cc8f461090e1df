import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress } from '../../codec/address.ts';
import { fromHex } from '../../codec/octets.ts';
import { readSubmitReport } from '../../codec/read-tpdu.ts';
import type { SubmitAnswer } from '../../radio.ts';
import { aliceSim, attachTestModule, bobSim, createTestNetwork, testSubmit } from '../test-module.ts';

/** Cause and TP-FCS of a refusal, as `96` or `111/B0`. */
function shown(answer: SubmitAnswer): string {
  if (answer.ok !== false) return String(answer.ok);
  const { report, cause } = answer;
  const failureCause = report && readSubmitReport(report, true).failureCause;
  return failureCause === undefined ? `${cause}` : `${cause}/${failureCause.toString(16).toUpperCase()}`;
}

describe('a bad TPDU is answered, never thrown at the module (24.011 9.1, 23.040 9.2.3.22)', () => {
  const cases: readonly [name: string, tpdu: Uint8Array, answer: string][] = [
    ['nothing', new Uint8Array(), '111/B0'],
    ['SMS-DELIVER-REPORT', fromHex('00'), '111/B0'],
    ['reserved type', fromHex('03'), '111/B0'],
    ['cut SMS-SUBMIT', fromHex('1100'), '96'],
    ['cut SMS-COMMAND', fromHex('0242'), '96'],
    ['TP-UDL beyond the octets', fromHex('01000491214300000AE8329B'), '96'],
    ['number of 21 digits', fromHex('010015912143658709214365870921000000'), '96'],
    ['no destination', fromHex('01000081000000'), '95/C3'],
    ['a name as destination', testSubmit({ destination: parseAddress('Somebody') }), '95/C3'],
    ['an SMS-SUBMIT', testSubmit({}), 'true'],
  ];
  for (const [name, tpdu, expected] of cases) {
    test(`${name}: ${expected}`, async () => {
      const { network } = createTestNetwork();
      const { attachment } = attachTestModule(network, aliceSim);
      assert.equal(shown(await attachment.submit(tpdu, '+88200000000')), expected);
      assert.equal(network.counters().submit, expected === 'true' ? 1 : 0);
    });
  }
});

test('every octet string is answered, and what was accepted ends', async () => {
  const { clock, network } = createTestNetwork();
  const { attachment } = attachTestModule(network, aliceSim);
  attachTestModule(network, bobSim);
  const whole = testSubmit({ text: 'a text of some length', destination: parseAddress(bobSim.number) });
  for (let length = 0; length < whole.length; length += 1) {
    assert.equal((await attachment.submit(whole.subarray(0, length), '')).ok, false, `${length} octets`);
  }
  for (let at = 0; at < whole.length; at += 1) {
    for (const changed of [0x00, 0x7f, 0xff]) {
      const answer = await attachment.submit(whole.with(at, changed), '');
      assert.notEqual(answer.ok, 'silence');
    }
  }
  await clock.settle();
  assert.ok(network.counters().submit > whole.length);
  assert.equal(
    network.counters().submit,
    network.phones().reduce((sum, phone) => sum + phone.segmentsReceived, 0) + network.counters().deliver,
  );
  assert.deepEqual(network.pending(), []);
});

describe('TP-RD refuses what is still held (23.040 9.2.3.25)', () => {
  const held = { destination: parseAddress(bobSim.number), messageReference: 9 };
  const cases: readonly [name: string, second: Parameters<typeof testSubmit>[0], answer: string][] = [
    ['same reference and destination', { ...held, rejectDuplicates: true }, '21/C5'],
    ['without TP-RD', held, 'true'],
    ['another reference', { ...held, rejectDuplicates: true, messageReference: 10 }, 'true'],
    ['another destination', { ...held, rejectDuplicates: true, destination: parseAddress('+1') }, 'true'],
  ];
  for (const [name, second, expected] of cases) {
    test(`${name}: ${expected}`, async () => {
      const { network } = createTestNetwork();
      const alice = attachTestModule(network, aliceSim);
      network.provision(bobSim);
      await alice.submit(held);
      assert.equal(shown(await alice.submit(second)), expected);
    });
  }
  test('once it arrived: true', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    attachTestModule(network, bobSim);
    await alice.submit(held);
    await clock.settle();
    assert.equal(shown(await alice.submit({ ...held, rejectDuplicates: true })), 'true');
  });
});

describe('who may not send', () => {
  test('a module without a usable SIM', async () => {
    const { network } = createTestNetwork();
    const { terminal } = attachTestModule(network, aliceSim);
    const attachment = network.attach(undefined, terminal);
    assert.equal(attachment.registration, 0);
    assert.equal(attachment.plmn, '00101');
    assert.equal(shown(await attachment.submit(testSubmit({}), '')), '28');
    attachment.memoryAvailable();
    attachment.detach();
  });
  test('a module that is not registered', async () => {
    const { network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    network.setRegistration(aliceSim.imsi, 3);
    assert.equal(shown(await alice.submit({})), '38');
  });
  test('a module that went away, or whose SIM another module has', async () => {
    const { network } = createTestNetwork();
    const first = attachTestModule(network, aliceSim);
    const second = attachTestModule(network, aliceSim);
    assert.equal(shown(await first.submit({})), '28');
    assert.equal(first.attachment.registration, 0);
    assert.equal(first.attachment.rssi, 99);
    first.attachment.detach();
    assert.equal(shown(await second.submit({})), 'true');
    second.attachment.detach();
    assert.equal(shown(await second.submit({})), '28');
  });
});
