import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressText, parseAddress } from '../../codec/address.ts';
import { fromHex } from '../../codec/octets.ts';
import { readDeliver } from '../../codec/read-tpdu.ts';
import { segmentText } from '../../codec/segmentation.ts';
import {
  concatenationElement,
  concatenationOf,
  headerElements,
  makeUserData,
} from '../../codec/user-data.ts';
import { aliceSim, attachTestModule, createTestNetwork } from '../test-module.ts';

const OUTSIDE = '+491701234567';

describe('from a phone outside to a subscriber', () => {
  test('a text, with sender, time and class', async () => {
    const { clock, network } = createTestNetwork({ zoneQuarters: -20 });
    const alice = attachTestModule(network, aliceSim);
    const result = network.sendFromOutside({
      from: 'Bank',
      to: aliceSim.number,
      text: 'Grüße',
      messageClass: 1,
    });
    assert.equal(result.ok && result.messageIds.length, 1);
    await clock.settle();
    const [tpdu = new Uint8Array()] = alice.received;
    const deliver = readDeliver(tpdu);
    assert.equal(addressText(deliver.originator), 'Bank');
    assert.deepEqual(deliver.timeStamp, { at: clock.now(), zoneQuarters: -20 });
    assert.equal(deliver.userData.dataCodingScheme, 0x11);
    assert.deepEqual(alice.texts(), ['Grüße']);
  });

  test('400 emoji, in segments of one reference that join to the text', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    network.sendFromOutside({
      from: OUTSIDE,
      to: aliceSim.number,
      text: '😀'.repeat(400),
      referenceBits: 16,
    });
    await clock.settle();
    assert.equal(alice.texts().join(''), '😀'.repeat(400));
    const parts = alice.received.map(tpdu => concatenationOf(headerElements(readDeliver(tpdu).userData)));
    assert.deepEqual(new Set(parts.map(part => `${part?.referenceBits} ${part?.reference}`)).size, 1);
    assert.deepEqual(
      parts.map(part => part?.sequence),
      Array.from({ length: 13 }, (_, at) => at + 1),
    );
  });

  test('two long messages have different references', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    for (const letter of ['a', 'b']) {
      network.sendFromOutside({ from: OUTSIDE, to: aliceSim.number, text: letter.repeat(161) });
    }
    await clock.settle();
    const parts = alice.received.map(tpdu => concatenationOf(headerElements(readDeliver(tpdu).userData)));
    assert.deepEqual(
      parts.map(part => part?.reference),
      [1, 1, 2, 2],
    );
  });

  test('TPDUs as they are, even such as cannot be read', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    const tpdus = [fromHex('00'), fromHex('04049136190000515071322005230161')];
    network.sendFromOutside({ from: OUTSIDE, to: aliceSim.number, tpdus });
    await clock.settle();
    assert.deepEqual(alice.received, tpdus);
    assert.deepEqual(
      network.carried({ kind: 'deliver' }).map(({ text }) => text),
      [undefined, 'a'],
    );
  });

  const refused = [
    [{ from: OUTSIDE, to: '+1', text: 'x' }, "to: +1 is no subscriber's number"],
    [{ from: 'Банк', to: aliceSim.number, text: 'x' }, 'address at octet 2: "Банк" has no GSM 7-bit form'],
    [{ from: OUTSIDE, to: aliceSim.number, tpdus: [] }, 'tpdus: empty'],
    [
      { from: OUTSIDE, to: aliceSim.number, text: 'ж', encoding: 'gsm7' },
      '"ж" is not in the GSM 7-bit default alphabet',
    ],
    [
      { from: OUTSIDE, to: aliceSim.number, text: 'x'.repeat(40_000) },
      'the text needs 262 segments; 255 are allowed',
    ],
  ] as const;
  for (const [message, error] of refused) {
    test(`refused: ${error}`, () => {
      const { network } = createTestNetwork();
      network.provision(aliceSim);
      assert.deepEqual(network.sendFromOutside(message), { ok: false, error });
      assert.deepEqual(network.pending(), []);
    });
  }

  test('its validity ends it', async () => {
    const { clock, network } = createTestNetwork();
    network.provision(aliceSim);
    network.sendFromOutside({ from: OUTSIDE, to: aliceSim.number, text: 'x', validity: 1000 });
    await clock.advance(1000);
    assert.deepEqual(network.pending(), []);
  });
});

describe('from a subscriber to a phone outside', () => {
  const parts = (text: string, reference: number) => segmentText(text, { reference });

  test('parts in any order make one text', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    const text = '😀'.repeat(350);
    for (const userData of parts(text, 7).toReversed()) await alice.submit({ userData });
    await clock.settle();
    const [message] = network.phone(OUTSIDE).inbox();
    assert.deepEqual(
      { ...message, at: 0 },
      { from: aliceSim.number, text, alphabet: 'ucs2', segments: 11, at: 0 },
    );
  });

  test('a repeated part is counted, and shows in no text twice', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    const [first, second] = parts('x'.repeat(161), 7);
    assert.ok(first && second);
    for (const userData of [first, first, second]) await alice.submit({ userData });
    await clock.settle();
    const phone = network.phone(OUTSIDE);
    assert.equal(phone.segmentsReceived, 3);
    assert.deepEqual(
      phone.inbox().map(({ text }) => text),
      ['x'.repeat(161)],
    );
  });

  test('a reference that comes again begins a new message', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    for (const text of ['x'.repeat(161), 'y'.repeat(161)]) {
      for (const userData of parts(text, 7)) await alice.submit({ userData });
      await clock.settle();
      assert.deepEqual(network.phone(OUTSIDE).incomplete(), []);
    }
    const texts = network
      .phone(OUTSIDE)
      .inbox()
      .map(({ text }) => text);
    assert.deepEqual(texts, ['x'.repeat(161), 'y'.repeat(161)]);
  });

  test('what is missing is shown, and messages of other references are not mixed in', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    const [first] = parts('x'.repeat(161), 7);
    const [, second] = parts('y'.repeat(161), 8);
    assert.ok(first && second);
    await alice.submit({ userData: first });
    await alice.submit({ userData: second });
    await clock.settle();
    const phone = network.phone(OUTSIDE);
    assert.deepEqual(phone.inbox(), []);
    assert.deepEqual(phone.incomplete(), [
      { from: aliceSim.number, total: 2, received: [1] },
      { from: aliceSim.number, total: 2, received: [2] },
    ]);
    phone.clear();
    assert.deepEqual([phone.incomplete(), phone.segmentsReceived], [[], 0]);
  });

  test('a surrogate pair that a sender cut in two is whole again', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    const halves = [fromHex('D83D'), fromHex('DE00')];
    for (const [at, octets] of halves.entries()) {
      const part = concatenationElement({ reference: 1, referenceBits: 8, total: 2, sequence: at + 1 });
      await alice.submit({ userData: makeUserData(8, [part], { octets }) });
    }
    await clock.settle();
    assert.deepEqual(
      network
        .phone(OUTSIDE)
        .inbox()
        .map(({ text }) => text),
      ['😀'],
    );
  });

  test('what cannot be read is received all the same', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    await alice.submit({ userData: makeUserData(8, [], { octets: fromHex('41') }) });
    await alice.submit({
      userData: { dataCodingScheme: 4, hasHeader: true, length: 2, octets: fromHex('0500') },
    });
    await clock.settle();
    const { messageClass, text, alphabet } = network.phone(OUTSIDE).inbox()[0] ?? assert.fail();
    assert.deepEqual(
      { messageClass, text, alphabet },
      { messageClass: undefined, text: undefined, alphabet: 'ucs2' },
    );
    assert.equal(network.phone(OUTSIDE).inbox().length, 2);
    assert.equal(network.carried({ kind: 'submit' })[0]?.text, undefined);
  });

  test('one phone, however its number is dialled', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    await alice.submit({ destination: parseAddress('00491701234567') });
    await alice.submit({ destination: parseAddress(OUTSIDE) });
    await clock.settle();
    assert.equal(network.phone('00491701234567').inbox().length, 2);
    assert.deepEqual(
      network.phones().map(({ number }) => number),
      [OUTSIDE],
    );
  });
});
