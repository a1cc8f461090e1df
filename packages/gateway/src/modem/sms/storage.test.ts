import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { type Script, scriptedModem } from '../../at/testing.ts';
import type { Received } from '../modem.ts';
import { MessageStorage, type StorageContents } from './storage.ts';

/** SMS-DELIVER of a real modem (vectors, cmgl_pdu) and one cut short. */
const DELIVER =
  '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';
const DAMAGED = '07914306073011F0040B9113268807';
const OWN = '079100F40D1101000F001000B917118336058F300001954747A0E4ACF41F27298CDCE83C6EF371B0402814020';

function bench(answers: Readonly<Record<string, Script>>, { full = false, deletesSent = false } = {}) {
  const modem = scriptedModem({
    'AT+CPMS="SM"': ['+CPMS: 1,10', 'OK'],
    'AT+CPMS="ME"': ['+CPMS: 0,50', 'OK'],
    ...answers,
  });
  const { link, clock, sent } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const got: Received[] = [];
  const order: string[] = [];
  const uses: StorageContents[] = [];
  const unreadable: string[] = [];
  const storage = new MessageStorage({
    channel,
    clock,
    setup: () => ({ memory: 'SM', memories: ['SM', 'ME'] }),
    deletesSent,
    unreadable: (memory, index) => unreadable.push(`${memory} ${index}`),
    received: async message => {
      if (full) throw new Error('disk full');
      order.push(`committed after ${sent.at(-1)}`);
      got.push(message);
    },
    contents: use => uses.push(use),
  });
  return { storage, modem, clock, sent, got, order, uses, unreadable };
}

describe('stored messages', () => {
  test('are read, committed, and only then deleted', async () => {
    const { storage, sent, got, order } = bench({
      'AT+CMGR=3': ['+CMGR: 0,,39', DELIVER, 'OK'],
      'AT+CMGD=3': ['OK'],
    });
    await storage.read('SM', 3);
    assert.deepEqual(sent, ['AT+CMGR=3', 'AT+CMGD=3']);
    assert.deepEqual(order, ['committed after AT+CMGR=3']);
    assert.equal(got[0]?.tpdu?.type, 'deliver');
  });

  test('stay when they cannot be committed', async () => {
    const { storage, sent } = bench({ 'AT+CMGR=3': ['+CMGR: 0,,39', DELIVER, 'OK'] }, { full: true });
    await assert.rejects(storage.read('SM', 3), /disk full/);
    assert.deepEqual(sent, ['AT+CMGR=3']);
  });

  test('that cannot be decoded are handed up with the reason, and deleted', async () => {
    const { storage, sent, got } = bench({
      'AT+CMGR=3': ['+CMGR: 0,,7', DAMAGED, 'OK'],
      'AT+CMGD=3': ['OK'],
    });
    await storage.read('SM', 3);
    assert.equal(got[0]?.tpdu, undefined);
    assert.equal(got[0]?.error?.name, 'DecodeError');
    assert.equal(sent.at(-1), 'AT+CMGD=3');
  });

  const cut = `${DELIVER.slice(0, 60)}${DELIVER.slice(64)}`;
  const other = `${DELIVER.slice(0, 70)}${DELIVER.slice(74)}`;
  const spoilt: readonly [what: string, pdus: readonly string[], taken: string | undefined][] = [
    ['the second time as it was stored', [cut, DELIVER], DELIVER],
    ['alike again: the modem counts otherwise', [cut, cut], cut],
    ['in another way again: it stays for the next time', [cut, other], undefined],
  ];
  for (const [what, pdus, taken] of spoilt)
    test(`that are not as long as their header says are read again: ${what}`, async () => {
      const script = pdus.values();
      const { storage, sent, got } = bench({
        'AT+CMGR=3': () => ['+CMGR: 0,,39', script.next().value ?? '', 'OK'],
        'AT+CMGD=3': ['OK'],
      });
      await storage.read('SM', 3);
      assert.deepEqual(
        got.map(({ octets }) => Buffer.from(octets).toString('hex').toUpperCase()),
        taken === undefined ? [] : [taken],
      );
      assert.equal(sent.includes('AT+CMGD=3'), taken !== undefined);
    });

  test('of our own, sent or unsent, are left alone (27.005 3.1)', async () => {
    const { storage, sent, got } = bench({
      'AT+CMGL=4': ['+CMGL: 1,2,,35', OWN, '+CMGL: 2,3,,35', OWN, 'OK'],
    });
    await storage.list('SM');
    assert.deepEqual(got, []);
    assert.deepEqual(sent, ['AT+CMGL=4']);
  });

  test('in another storage are reached by switching to it', async () => {
    const { storage, sent } = bench({ 'AT+CMGR=0': ['+CMGR: 1,,39', DELIVER, 'OK'], 'AT+CMGD=0': ['OK'] });
    await storage.read('ME', 0);
    assert.deepEqual(sent, ['AT+CPMS="ME"', 'AT+CMGR=0', 'AT+CMGD=0']);
  });

  test('that are not where the notice said are found by listing', async () => {
    const { storage, got } = bench({
      'AT+CMGR=0': ['+CMS ERROR: 321'],
      'AT+CMGL=4': ['+CMGL: 7,0,,39', DELIVER, 'OK'],
      'AT+CMGD=7': ['OK'],
    });
    await storage.read('SM', 0);
    assert.equal(got.length, 1);
  });

  test('are swept out of every storage that holds some, and told how full it is', async () => {
    const { storage, sent, uses } = bench({
      'AT+CMGL=4': ['+CMGL: 1,1,,39', DELIVER, 'OK'],
      'AT+CMGD=1': ['OK'],
    });
    await storage.sweep();
    assert.deepEqual(sent, ['AT+CPMS="SM"', 'AT+CMGL=4', 'AT+CMGD=1', 'AT+CPMS="ME"', 'AT+CPMS="SM"']);
    assert.deepEqual(uses, [
      { memory: 'SM', used: 1, total: 10, own: 0, unlisted: 0 },
      { memory: 'ME', used: 0, total: 50, own: 0, unlisted: 0 },
    ]);
  });

  test('are read one after the other, however many notices come at once', async () => {
    const { storage, sent } = bench({
      'AT+CMGR=1': ['+CMGR: 0,,39', DELIVER, 'OK'],
      'AT+CMGR=2': ['+CMGR: 0,,39', DELIVER, 'OK'],
      'AT+CMGD=1': ['OK'],
      'AT+CMGD=2': ['OK'],
    });
    await Promise.all([storage.read('SM', 1), storage.read('SM', 2)]);
    assert.deepEqual(sent, ['AT+CMGR=1', 'AT+CMGD=1', 'AT+CMGR=2', 'AT+CMGD=2']);
  });
});
