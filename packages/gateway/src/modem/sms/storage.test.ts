import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { pass, type Script, scriptedModem } from '../../at/testing.ts';
import type { Received } from '../modem.ts';
import { CommittedPlaces } from './committed-places.ts';
import { MessageStorage, type StorageContents } from './storage.ts';

/** SMS-DELIVER of a real modem (vectors, cmgl_pdu) and one cut short. */
const DELIVER =
  '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';
const DAMAGED = '07914306073011F0040B9113268807';
const OWN = '079100F40D1101000F001000B917118336058F300001954747A0E4ACF41F27298CDCE83C6EF371B0402814020';

/** A message of the modem's own as 23.040 has it. */
const SUBMIT = '07918802000000F0010005918802F900001073FA5B5E2683DAE5F93C7C2E8362';

function bench(
  answers: Readonly<Record<string, Script>>,
  { full = false, deletesSent = false, memories = ['SM', 'ME'], committed = new CommittedPlaces() } = {},
) {
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
    committed,
    setup: () => ({ memory: memories[0] ?? '', memories }),
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

describe("the modem's own messages", () => {
  test('are left where they are though the line spoils their state', async () => {
    let list = ['+CMGL: 29,G\xcc\xca3,,24', SUBMIT, '+CMGL: 30,3,,24', SUBMIT, 'OK'];
    const { storage, sent, got } = bench({
      'AT+CPMS="SM"': ['+CPMS: 2,30', 'OK'],
      'AT+CMGL=4': () => list,
      'AT+CMGR=29': ['+CMGR: 3,,24', SUBMIT, 'OK'],
    });
    await storage.list('SM');
    list = ['+CMGL: 29,1,,24', SUBMIT, 'OK'];
    await storage.list('SM');
    assert.deepEqual([got, sent.filter(text => text.startsWith('AT+CMGD'))], [[], []]);
  });

  test('are known by their state where the PDU could be a received one', async () => {
    const { storage, sent, got } = bench({
      'AT+CPMS="SM"': ['+CPMS: 1,30', 'OK'],
      'AT+CMGL=4': ['+CMGL: 29,\xcc3,,39', DELIVER, 'OK'],
      'AT+CMGR=29': ['+CMGR: 3,,39', DELIVER, 'OK'],
    });
    await storage.list('SM');
    assert.deepEqual([got, sent.filter(text => text.startsWith('AT+CMGD'))], [[], []]);
  });
});

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

  test("whose deletion nothing confirmed are not another SIM's when they are found again", async () => {
    const committed = new CommittedPlaces();
    const answers = { 'AT+CMGR=3': ['+CMGR: 0,,39', DELIVER, 'OK'] };
    const before = bench({ ...answers, 'AT+CMGD=3': ['ERROR'] }, { memories: ['ME'], committed });
    await before.storage.read('ME', 3);
    const behind = bench({ ...answers, 'AT+CMGD=3': ['OK'] }, { memories: ['ME'], committed });
    await behind.storage.read('ME', 3);
    assert.deepEqual([before.got.length, behind.got.length, behind.sent.at(-1)], [1, 0, 'AT+CMGD=3']);
    // The place is free: what comes there next is a message of its own.
    const next = bench({ ...answers, 'AT+CMGD=3': ['OK'] }, { memories: ['ME'], committed });
    await next.storage.read('ME', 3);
    assert.equal(next.got.length, 1);
  });

  test('are read by themselves where a list names their place twice, which may hold another one', async () => {
    const other = DELIVER.replace('7362', '7363');
    const { storage, clock, got, sent } = bench({
      'AT+CMGL=4': ['+CMGL: 3,1,,39', DELIVER, '+CMGL: 3,1,,39', DELIVER, 'OK'],
      'AT+CMGR=3': ['+CMGR: 0,,39', other, 'OK'],
      'AT+CMGD=3': ['OK'],
    });
    void storage.list('SM');
    await pass(clock, 1000);
    const read = got.map(({ octets }) => Buffer.from(octets).toString('hex').toUpperCase());
    assert.deepEqual([read, sent.at(-1)], [[other], 'AT+CMGD=3']);
  });

  test('stay when they cannot be committed', async () => {
    const { storage, sent } = bench({ 'AT+CMGR=3': ['+CMGR: 0,,39', DELIVER, 'OK'] }, { full: true });
    await assert.rejects(storage.read('SM', 3), /disk full/);
    assert.deepEqual(sent, ['AT+CMGR=3']);
  });

  test('are found where the storage of their notice is a name for several that cannot be selected', async () => {
    const { storage, got, unreadable } = bench({
      'AT+CPMS="MT"': ['+CMS ERROR: 302'],
      'AT+CMGL=4': ['+CMGL: 3,0,,39', DELIVER, 'OK'],
      'AT+CMGD=3': ['OK'],
    });
    await storage.read('MT', 3);
    assert.deepEqual([got.length > 0, unreadable], [true, []]);
  });

  test('are left alone once another SIM may be in the modem, whatever was listed before', async () => {
    const { storage, modem, clock, sent, got } = bench(
      {
        'AT+CMGL=4': ['+CMGL: 1,0,,39', DELIVER, '+CMGL: 2,0,,39', DELIVER, 'OK'],
        'AT+CMGD=1': [],
        'AT+CMGD=2': ['OK'],
      },
      { memories: ['SM'] },
    );
    void storage.sweep();
    await pass(clock, 100);
    assert.deepEqual([got.length, sent.at(-1)], [1, 'AT+CMGD=1']);
    storage.close();
    modem.says('OK');
    await pass(clock, 60_000, 500);
    assert.deepEqual([got.length, sent.at(-1)], [1, 'AT+CMGD=1']);
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

  test('of our own are left alone by their PDU where the status is missing; a received one is taken', async () => {
    const { storage, sent, got } = bench({
      'AT+CMGL=4': ['+CMGL: 1,,,24', SUBMIT, '+CMGL: 2,,,39', DELIVER, 'OK'],
      'AT+CMGD=2': ['OK'],
    });
    await storage.list('SM');
    assert.equal(got.length, 1);
    assert.deepEqual(sent, ['AT+CMGL=4', 'AT+CMGD=2']);
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

describe('a message that cannot be read right behind its notice', () => {
  const empty = { 'AT+CMGR=3': ['+CMS ERROR: 321'], 'AT+CMGL=4': ['OK'], 'AT+CMGD=3': ['OK'] };
  const found = ['+CMGR: 0,,39', DELIVER, 'OK'];
  const reads = (sent: readonly string[]) => sent.filter(text => text === 'AT+CMGR=3').length;

  for (const [seconds, tries] of [
    [1, 2],
    [4, 3],
    [14, 4],
  ] as const)
    test(`is read after ${seconds} s, at try ${tries}`, async () => {
      const { storage, modem, clock, sent, got, unreadable } = bench(empty);
      await storage.read('SM', 3);
      await pass(clock, seconds * 1000 - 500, 100);
      assert.equal(reads(sent), tries - 1);
      modem.answers.set('AT+CMGR=3', found);
      await pass(clock, 20_000, 500);
      assert.deepEqual([got.length, reads(sent), unreadable], [1, tries, []]);
    });

  test('is told of behind the last try', async () => {
    const { storage, clock, sent, unreadable } = bench(empty);
    await storage.read('SM', 3);
    await pass(clock, 60_000, 500);
    assert.deepEqual([reads(sent), unreadable], [4, ['SM 3']]);
  });

  test('is not looked for where a sweep was faster than the notice', async () => {
    const { storage, modem, clock, sent, unreadable } = bench({
      ...empty,
      'AT+CMGL=4': ['+CMGL: 3,0,,39', DELIVER, 'OK'],
    });
    await storage.sweep();
    modem.answers.set('AT+CMGL=4', ['OK']);
    await storage.read('SM', 3);
    await pass(clock, 60_000, 500);
    assert.deepEqual([reads(sent), unreadable], [1, []]);
  });

  test('is not read again once the modem is gone', async () => {
    const { storage, clock, sent } = bench(empty);
    await storage.read('SM', 3);
    storage.close();
    await pass(clock, 60_000, 500);
    assert.equal(reads(sent), 1);
  });
});

describe('behind an answer that the line doubled, when each command gets the answer of the one before', () => {
  const [before, here] = [DELIVER, DELIVER.replace('7362', '7363')];
  const hex = (got: readonly Received[]) =>
    got.map(({ octets }) => Buffer.from(octets).toString('hex').toUpperCase());

  test('no message is deleted for that of the place before', async () => {
    const replies = [before, here, here, here].values();
    const { storage, sent, got } = bench({
      'AT+CPMS="SM"': ['+CPMS: 1,10', 'OK'],
      'AT+CMGL=4': ['ERROR'],
      'AT+CMGR=2': () => ['+CMGR: 0,,39', replies.next().value ?? '', 'OK'],
      'AT+CMGD=2': ['OK'],
    });
    await storage.sweep();
    assert.deepEqual(hex(got), [here]);
    assert.equal(sent.filter(text => text.startsWith('AT+CMGD')).length, 1);
  });

  test('an OK alone is not the answer of what answers with a line', async () => {
    const { storage, sent, got } = bench({
      'AT+CPMS="ME"': ['OK', '+CPMS: 1,50', 'OK'],
      'AT+CMGR=3': ['OK', '+CMGR: 0,,39', DELIVER, 'OK'],
      'AT+CMGD=3': ['OK'],
    });
    await storage.read('ME', 3);
    assert.deepEqual(hex(got), [DELIVER]);
    assert.deepEqual(sent, ['AT+CPMS="ME"', 'AT+CMGR=3', 'AT+CMGD=3']);
  });
});

describe('a modem that does not list', () => {
  const slots = { 'AT+CMGR=2': ['+CMGR: 1,,39', DELIVER, 'OK'], 'AT+CMGD=2': ['OK'] };
  for (const refusal of ['+CMS ERROR: 303', '+CMS ERROR: 302', 'ERROR'])
    test(`and says ${refusal} has its slots read, until all are found`, async () => {
      const { storage, sent, got } = bench({
        ...slots,
        'AT+CPMS="SM"': ['+CPMS: 1,10', 'OK'],
        'AT+CMGL=4': [refusal],
      });
      await storage.sweep();
      assert.equal(got.length, 1);
      const walked = sent.filter(text => text.startsWith('AT+CMGR'));
      assert.deepEqual(walked, ['AT+CMGR=0', 'AT+CMGR=1', 'AT+CMGR=2', 'AT+CMGR=2']);
    });

  test('and does not tell how many there are has them read all the same', async () => {
    const { storage, got } = bench({ ...slots, 'AT+CPMS="SM"': ['ERROR'], 'AT+CMGL=4': ['ERROR'] });
    await storage.list('');
    assert.equal(got.length, 1);
  });

  test('because it refuses +CPMS is listed where it stands', async () => {
    const { storage, got, sent } = bench(
      { 'AT+CMGL=4': ['+CMGL: 1,1,,39', DELIVER, 'OK'], 'AT+CMGD=1': ['OK'] },
      { memories: [''] },
    );
    await storage.sweep();
    assert.deepEqual([got.length, sent.slice(0, 2)], [1, ['AT+CPMS?', 'AT+CMGL=4']]);
  });
});

describe('a storage that counts more than it lists', () => {
  test('has its other slots read; what is not found there is told of once', async () => {
    const { storage, sent, got, uses } = bench({
      'AT+CPMS="SM"': ['+CPMS: 3,4', 'OK'],
      'AT+CMGL=4': ['+CMGL: 0,3,,35', OWN, 'OK'],
      'AT+CMGR=2': ['+CMGR: 1,,39', DELIVER, 'OK'],
      'AT+CMGD=2': ['OK'],
    });
    await storage.sweep();
    assert.deepEqual([got.length, uses[0]], [1, { memory: 'SM', used: 3, total: 4, own: 1, unlisted: 1 }]);
    const walked = sent.filter(text => text.startsWith('AT+CMGR')).length;
    await storage.sweep();
    assert.ok(sent.filter(text => text.startsWith('AT+CMGR')).length <= walked * 2);
  });
});

describe('a storage full of messages that the modem sent itself', () => {
  const full = {
    'AT+CPMS="SM"': ['+CPMS: 3,3', 'OK'],
    'AT+CMGL=4': ['+CMGL: 0,3,,35', OWN, '+CMGL: 1,3,,35', OWN, '+CMGL: 2,2,,35', OWN, 'OK'],
    'AT+CMGD=0': ['OK'],
    'AT+CMGD=1': ['OK'],
  };
  test('is told of and left alone', async () => {
    const { storage, sent, uses } = bench(full);
    await storage.sweep();
    assert.deepEqual(uses[0], { memory: 'SM', used: 3, total: 3, own: 3, unlisted: 0 });
    assert.ok(!sent.some(text => text.startsWith('AT+CMGD')));
  });

  test('is cleared of those that were sent, where a setting allows it', async () => {
    const { storage, sent } = bench(full, { deletesSent: true });
    await storage.sweep();
    assert.deepEqual(
      sent.filter(text => text.startsWith('AT+CMGD')),
      ['AT+CMGD=0', 'AT+CMGD=1'],
    );
  });
});
