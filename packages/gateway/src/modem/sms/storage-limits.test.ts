/** How often and how long a storage is read, and what is remembered meanwhile. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { pass, type Script, scriptedModem, settle } from '../../at/testing.ts';
import { CommittedPlaces } from './committed-places.ts';
import { MessageStorage, type StorageContents } from './storage.ts';
import { StorageCommands } from './storage-commands.ts';

const DELIVER =
  '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';
const found = ['+CMGR: 0,,39', DELIVER, 'OK'];
const empty = ['+CMS ERROR: 321'];

function bench(answers: Readonly<Record<string, Script>>, memories: readonly string[] = ['SM']) {
  const modem = scriptedModem({ 'AT+CMGL=4': ['OK'], ...answers }, [], empty);
  const { link, clock, sent } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const counts = { got: 0, unread: 0, unreadable: 0, undeletable: 0 };
  const count = (what: keyof typeof counts) => {
    counts[what] += 1;
  };
  const uses: StorageContents[] = [];
  const storage = new MessageStorage({
    ...{ channel, clock, committed: new CommittedPlaces(), deletesSent: false },
    setup: () => ({ memory: memories[0] ?? '', memories }),
    contents: use => uses.push(use),
    received: async () => count('got'),
    unread: () => count('unread'),
    unreadable: () => count('unreadable'),
    undeletable: () => count('undeletable'),
  });
  const reads = (index?: number) =>
    sent.filter(text => (index === undefined ? text.startsWith('AT+CMGR=') : text === `AT+CMGR=${index}`))
      .length;
  return { modem, channel, clock, sent, storage, counts, uses, reads };
}

describe('a message that cannot be read', () => {
  test('is read again behind 1, 3 and 10 s, and looked at each time for the reason', async () => {
    const { clock, storage, counts, reads } = bench({});
    await storage.read('SM', 3);
    for (const [tries, milliseconds] of [1000, 3000, 10_000].entries()) {
      await pass(clock, milliseconds - 1, 500);
      assert.deepEqual([reads(3), counts.unreadable], [tries + 1, 0]);
      await pass(clock, 1);
      assert.equal(reads(3), tries + 2);
    }
    assert.deepEqual(counts, { got: 0, unread: 4, unreadable: 1, undeletable: 0 });
  });

  test('is one of 32 that wait to be read again: the next sweep finds the others', async () => {
    const { clock, storage, reads } = bench({});
    for (let index = 1; index <= 40; index += 1) await storage.read('SM', index);
    assert.equal(reads(), 40);
    await pass(clock, 1000);
    assert.deepEqual([reads(), reads(32), reads(33)], [72, 2, 1]);
  });

  test('leaves its room to others each time that it is read again', async () => {
    const { clock, storage, reads } = bench({});
    for (let index = 1; index <= 20; index += 1) await storage.read('SM', index);
    await pass(clock, 14_000, 1000);
    assert.equal(reads(), 4 * 20);
  });

  test('and was taken two seconds before its notice is not looked for', async () => {
    for (const [milliseconds, tries] of [
      [2000, 1],
      [2001, 2],
    ] as const) {
      const { modem, clock, storage, counts, reads } = bench({ 'AT+CMGD=3': ['OK'] });
      modem.answers.set('AT+CMGL=4', ['+CMGL: 3,0,,39', DELIVER, 'OK']);
      await storage.list('SM');
      modem.answers.set('AT+CMGL=4', ['OK']);
      await pass(clock, milliseconds, 500);
      await storage.read('SM', 3);
      await pass(clock, 1000);
      assert.deepEqual([counts.got, reads(3)], [1, tries]);
    }
  });

  test('waits with 63 others; beyond, the whole storage is listed', async () => {
    const { clock, sent, storage, reads } = bench({});
    for (let index = 1; index <= 66; index += 1) void storage.read('SM', index);
    await pass(clock, 500);
    assert.deepEqual([reads(64), reads(65), reads(66)], [1, 0, 0]);
    assert.ok(sent.includes('AT+CMGL=4'));
  });

  test('in one storage is looked for in the others at last, where it is then no unreadable one', async () => {
    const { clock, storage, counts, sent } = bench(
      { 'AT+CPMS="SR"': ['+CPMS: 1,5', 'OK'], 'AT+CMGD=7': ['OK'] },
      ['SM', 'SR'],
    );
    await storage.read('SM', 3);
    await pass(clock, 13_999, 500);
    assert.equal(sent.includes('AT+CPMS="SR"'), false);
    await pass(clock, 1);
    assert.equal(sent.includes('AT+CPMS="SR"'), true);
    assert.equal(counts.unreadable, 1);
  });
});

test('a message that is read again is waited for behind an OK that came twice', async () => {
  const cut = `${DELIVER.slice(0, 60)}${DELIVER.slice(64)}`;
  const replies = [
    ['+CMGR: 0,,39', cut, 'OK'],
    ['OK', ...found],
  ].values();
  const { storage, counts, sent } = bench({
    'AT+CMGR=3': () => replies.next().value ?? empty,
    'AT+CMGD=3': ['OK'],
  });
  await storage.read('SM', 3);
  assert.deepEqual([counts.got, sent.at(-1)], [1, 'AT+CMGD=3']);
});

describe('a modem that does not list', () => {
  const refuses = { 'AT+CMGL=4': ['+CMS ERROR: 303'] };

  test('has the slots from 0 to 50 read where their number is not known', async () => {
    const { storage, reads } = bench(refuses);
    await storage.list('SM');
    assert.deepEqual([reads(), reads(0), reads(50)], [51, 1, 1]);
  });

  test('has the slots from 0 to 1000 read at most', async () => {
    const { storage, reads, uses } = bench({ ...refuses, 'AT+CPMS="SM"': ['+CPMS: 2000,5000', 'OK'] });
    await storage.sweep();
    assert.deepEqual([reads(), reads(1000)], [1001, 1]);
    assert.deepEqual(uses, [{ memory: 'SM', used: 2000, total: 5000, own: 0, unlisted: 2000 }]);
  });

  test('has a slot read until it reads alike twice, nine times at most', async () => {
    let count = 0;
    const changing = () => {
      count += 1;
      return ['+CMGR: 0,,39', DELIVER.replace('7362', `73${String(10 + count)}`), 'OK'];
    };
    const { channel, reads } = bench({ 'AT+CMGR=2': changing, 'AT+CPMS?': ['+CPMS: "SM",1,9', 'OK'] });
    assert.equal(await new StorageCommands(channel, () => 'SM').readSurely(2), undefined);
    assert.equal(reads(2), 9);
  });
});

test('a slot is read until it reads alike twice, past an OK that came twice', async () => {
  const other = ['+CMGR: 0,,39', DELIVER.replace('7362', '7363'), 'OK'];
  for (const [replies, count] of [
    [[found, ['OK', ...found]], 2],
    [[other, found, ['OK', ...found], found], 4],
  ] as const) {
    const script = replies.values();
    const { channel, reads } = bench({
      'AT+CMGR=2': () => script.next().value ?? empty,
      'AT+CPMS?': ['+CPMS: "SM",1,9', 'OK'],
    });
    const stored = await new StorageCommands(channel, () => 'SM').readSurely(2);
    assert.deepEqual([stored?.pdu, reads(2)], [DELIVER, count]);
  }
});

describe('a storage', () => {
  test('that counts more than can be found has its slots read once for each count', async () => {
    const { storage, modem, reads } = bench({ 'AT+CPMS="SM"': ['+CPMS: 1,4', 'OK'] });
    await storage.sweep();
    const walked = reads();
    assert.equal(walked, 5);
    await storage.sweep();
    assert.equal(reads(), walked);
    modem.answers.set('AT+CPMS="SM"', ['+CPMS: 2,4', 'OK']);
    await storage.sweep();
    assert.equal(reads(), 2 * walked);
  });

  test('whose fill cannot be read is listed all the same, beside others too', async () => {
    const { sent, storage, counts, uses } = bench(
      {
        'AT+CPMS="SM"': ['+CPMS: ?', 'OK'],
        'AT+CPMS="ME"': ['+CPMS: 0,50', 'OK'],
        'AT+CMGL=4': ['+CMGL: 3,0,,39', DELIVER, 'OK'],
        'AT+CMGD=3': ['OK'],
      },
      ['SM', 'ME'],
    );
    await storage.sweep();
    assert.deepEqual([counts.got, sent.filter(text => text === 'AT+CMGL=4').length], [1, 1]);
    assert.deepEqual(uses, [
      { memory: 'SM', used: 1, total: 0, own: 0, unlisted: 0 },
      { memory: 'ME', used: 0, total: 50, own: 0, unlisted: 0 },
    ]);
  });

  test('that cannot be chosen at all is listed, and nothing is missing in it', async () => {
    const { storage, uses } = bench({ 'AT+CMGL=4': ['+CMGL: 3,0,,39', DELIVER, 'OK'], 'AT+CMGD=3': ['OK'] }, [
      '',
    ]);
    await storage.sweep();
    assert.deepEqual(uses, [{ memory: '', used: 1, total: 0, own: 0, unlisted: 0 }]);
  });

  test('that cannot be selected beside others is left out', async () => {
    const { sent, storage } = bench({ 'AT+CPMS="SM"': ['+CPMS: 0,9', 'OK'] }, ['SM', 'ME']);
    await storage.sweep();
    assert.deepEqual(sent, ['AT+CPMS="SM"', 'AT+CPMS="ME"']);
  });

  test('is waited for one minute where it is listed', async () => {
    const { clock, channel } = bench({ 'AT+CMGL=4': [] });
    let listed = false;
    const listing = new StorageCommands(channel, () => 'SM').list().finally(() => {
      listed = true;
    });
    await pass(clock, 59_999, 1000);
    assert.equal(listed, false);
    await pass(clock, 1);
    // Silence is as good as an end: what came before it counts.
    assert.deepEqual(await listing, []);
  });

  test('of which a message cannot be deleted is named', async () => {
    const { storage, counts } = bench({ 'AT+CMGR=3': found });
    await storage.read('SM', 3);
    assert.deepEqual(counts, { got: 1, unread: 0, unreadable: 0, undeletable: 1 });
  });

  test('of a modem that is gone is not asked any more', async () => {
    const { clock, sent, storage } = bench({ 'AT+CMGR=3': found });
    await storage.read('SM', 4);
    assert.equal(clock.waiting, 1);
    sent.length = 0;
    storage.close();
    await Promise.all([storage.read('SM', 3), storage.list('SM'), storage.sweep()]);
    await settle();
    assert.deepEqual([sent, clock.waiting], [[], 0]);
  });
});
