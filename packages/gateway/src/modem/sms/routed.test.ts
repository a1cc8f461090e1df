import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { type Script, scriptedModem } from '../../at/testing.ts';
import type { Received } from '../modem.ts';
import { RoutedMessages, type RoutedPdu } from './routed.ts';

const REPORT = '0006070B918802010000F262101021030000621010210300000000';

function bench(answers: Readonly<Record<string, Script>>, { acknowledges = true, full = false } = {}) {
  const { link, clock, sent } = scriptedModem(answers);
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const order: string[] = [];
  const kept: string[] = [];
  const received = async ({ octets }: Received) => {
    if (full) throw new Error('disk full');
    kept.push(Buffer.from(octets).toString('hex').toUpperCase());
    order.push(`committed behind ${sent.length} commands`);
  };
  const routed = new RoutedMessages({ channel, acknowledges: () => acknowledges, form: 'AT+CNMA', received });
  return { take: (pdu: RoutedPdu) => routed.take(pdu), sent, order, kept };
}

describe('routed messages (27.005 3.4.4)', () => {
  test('are acknowledged once, when they are committed', async () => {
    const { take, sent, order } = bench({ 'AT+CNMA': ['OK'] });
    assert.equal(await take({ pdu: REPORT }), 'acknowledged');
    assert.deepEqual([sent, order], [['AT+CNMA'], ['committed behind 0 commands']]);
  });

  test('are not acknowledged when they cannot be committed', async () => {
    const { take, sent } = bench({ 'AT+CNMA': ['OK'] }, { full: true });
    assert.equal(await take({ pdu: REPORT }), 'open');
    assert.deepEqual(sent, []);
  });

  test('are not acknowledged when noise spoilt the PDU', async () => {
    const { take, sent, order } = bench({ 'AT+CNMA': ['OK'] });
    assert.equal(await take({ pdu: `${REPORT.slice(0, 20)}?${REPORT.slice(21)}` }), 'open');
    assert.equal(await take({ pdu: REPORT.slice(1) }), 'open');
    assert.deepEqual([sent, order], [[], []]);
  });

  test('are not acknowledged when they are not as long as their header says, unless the modem says so again', async () => {
    const { take, sent } = bench({ 'AT+CNMA': ['OK'] });
    const damaged = { pdu: REPORT.slice(2), damaged: true } as const;
    assert.equal(await take(damaged), 'open');
    assert.equal(await take({ ...damaged, pdu: REPORT.slice(4) }), 'open');
    assert.deepEqual(sent, []);
    assert.equal(await take({ ...damaged, pdu: REPORT.slice(4) }), 'acknowledged');
  });

  test('are acknowledged in the other form where the first is refused, and from then on at once', async () => {
    const { take, sent } = bench({ 'AT+CNMA': ['+CMS ERROR: 302'], 'AT+CNMA=1': ['OK'] });
    await take({ pdu: REPORT });
    await take({ pdu: REPORT });
    assert.deepEqual(sent, ['AT+CNMA', 'AT+CNMA=1', 'AT+CNMA=1']);
  });

  test('for which nothing waits any more are left at that', async () => {
    const { take, sent } = bench({ 'AT+CNMA': ['+CMS ERROR: 340'] });
    assert.equal(await take({ pdu: REPORT }), 'acknowledged');
    assert.deepEqual(sent, ['AT+CNMA']);
  });

  test('need no acknowledgement without +CSMS=1', async () => {
    const { take, sent } = bench({}, { acknowledges: false });
    assert.equal(await take({ pdu: REPORT }), 'acknowledged');
    assert.deepEqual(sent, []);
  });

  test('are taken in their order', async () => {
    const { take, order } = bench({ 'AT+CNMA': ['OK'] });
    await Promise.all([take({ pdu: REPORT }), take({ pdu: REPORT })]);
    assert.deepEqual(order, ['committed behind 0 commands', 'committed behind 1 commands']);
  });

  for (const [what, pdu, octets] of [
    ['are not as long as their header gives', REPORT.slice(2), REPORT.slice(2)],
    ['lost a digit', REPORT.slice(0, -1), REPORT.slice(0, -2)],
    ['have noise in them, up to there', `${REPORT.slice(0, 40)}~${REPORT.slice(41)}`, REPORT.slice(0, 40)],
  ] as const)
    test(`that ${what} are kept where the network repeats nothing`, async () => {
      const { take, kept } = bench({}, { acknowledges: false });
      assert.equal(await take({ pdu, damaged: true }), 'acknowledged');
      assert.deepEqual(kept, [octets]);
    });
});
