import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodePdu, decodePduLeniently, fromHex, toHex } from '@simgate/gsm';
import type { Received } from '../../modem/modem.ts';
import type { InboxFilter } from '../messages.ts';
import { createMessageSearch } from '../queries/search.ts';
import { type Bench, collect, delivers, openBench, statusReport } from '../testing.ts';

async function inbox(bench: Bench, filter: Partial<InboxFilter> = {}) {
  const { rows, ...counts } = await bench.messages.inbox({ afterId: 0, flag: 'all', ...filter });
  return { rows: await collect(rows), ...counts };
}

async function texts(bench: Bench): Promise<string[]> {
  return (await inbox(bench)).rows.map(row => row.text);
}

async function receiveAll(bench: Bench, received: readonly Received[], port = 0): Promise<void> {
  for (const one of received) await bench.receive(port, one);
}

function hex(text: string): Received {
  const octets = fromHex(text);
  const { tpdu, serviceCentre } = decodePdu(octets, 'toMobile');
  assert.ok(tpdu.type === 'deliver');
  return { octets, serviceCentre, tpdu };
}

function decodedLeniently(text: string): Received {
  const octets = fromHex(text);
  const { tpdu, serviceCentre, defects } = decodePduLeniently(octets, 'toMobile');
  assert.ok(tpdu.type === 'deliver');
  return { octets, serviceCentre, tpdu, defects };
}

const long = 'The quick brown fox jumps over the lazy dog. '.repeat(10);

describe('an SMS that arrives', () => {
  test('is shown with its sender, service centre and time, and told', async t => {
    const bench = await openBench(t);
    const at = Date.UTC(2026, 0, 31, 7, 59, 30);
    await receiveAll(bench, delivers({ from: '+491700000009', text: 'Hi €', at }));
    const row = {
      incomingSmsId: 1,
      port: 0,
      number: '+491700000009',
      smsc: '+491710000000',
      timestamp: at,
      text: 'Hi €',
      imsi: '262010000000000',
    };
    assert.deepEqual((await inbox(bench)).rows, [row]);
    assert.deepEqual(bench.journal(), [{ kind: 'sms', ...row }]);
  });

  test('twice is shown once, for days', async t => {
    const bench = await openBench(t);
    const [sms] = delivers({ text: 'once', at: bench.clock.now() });
    assert.ok(sms);
    await bench.receive(0, sms);
    bench.clock.advance(3 * 86_400_000);
    await bench.receive(0, sms);
    assert.deepEqual(await texts(bench), ['once']);
  });

  test('again, with another TP-MMS, is shown once', async t => {
    const bench = await openBench(t);
    const [sms] = delivers({ text: 'once', at: bench.clock.now() });
    assert.ok(sms);
    const repeat = { ...sms, octets: sms.octets.slice() };
    const first = 1 + (repeat.octets[0] ?? 0);
    repeat.octets[first] = (repeat.octets[first] ?? 0) ^ 0x04;
    await receiveAll(bench, [sms, repeat]);
    assert.deepEqual(await texts(bench), ['once']);
  });

  const otherForms: readonly [what: string, change: (pdu: string) => string][] = [
    ["without its service centre's address", pdu => pdu.slice(2 + 2 * Number.parseInt(pdu.slice(0, 2), 16))],
    ['with another service centre', pdu => pdu.replace(/^07919471/, '07919472')],
    ['with fill behind it', pdu => `${pdu}FFFFFFFFFFFF`],
    ['with other fill in its address', pdu => pdu.replace('F9', '09')],
  ];
  for (const [what, change] of otherForms)
    test(`again, ${what}, is shown once`, async t => {
      const bench = await openBench(t);
      const [sms] = delivers({ from: '+49170000009', text: 'once', at: bench.clock.now() });
      assert.ok(sms);
      const pdu = toHex(sms.octets);
      const repeat = decodedLeniently(change(pdu));
      assert.notEqual(toHex(repeat.octets), pdu);
      await receiveAll(bench, [sms, repeat, sms]);
      assert.deepEqual(await texts(bench), ['once']);
    });

  test('at two SIMs is shown twice', async t => {
    const bench = await openBench(t, { ports: 2 });
    const [sms] = delivers({ text: 'both', at: bench.clock.now() });
    assert.ok(sms);
    await bench.receive(0, sms);
    await bench.receive(1, sms);
    assert.deepEqual(await texts(bench), ['both', 'both']);
  });

  test('of type 0 is acknowledged and not shown', async t => {
    const bench = await openBench(t);
    await receiveAll(bench, delivers({ text: 'silent', at: bench.clock.now(), protocolIdentifier: 0x40 }));
    assert.deepEqual(await texts(bench), []);
    assert.deepEqual(bench.journal(), []);
  });

  test('and cannot be decoded is kept with its PDU and shown without text', async t => {
    const bench = await openBench(t);
    const octets = fromHex('0791947101000000FF00');
    await bench.receive(0, { octets, serviceCentre: undefined, tpdu: undefined });
    const [row] = (await inbox(bench)).rows;
    assert.deepEqual(
      [row?.text, row?.number, row?.smsc, row?.timestamp],
      ['', '', '+49171', bench.clock.now()],
    );
    const kept = bench.store.read.get<{ pdu: Uint8Array<ArrayBuffer>; trouble: string }>(
      'SELECT pdu, trouble FROM incoming',
    );
    assert.deepEqual([...(kept?.pdu ?? [])], [...octets]);
  });

  // SMSC 00, SMS-DELIVER from +491700000009, 2026-01-31 08:00:00 +1.
  const head = (first: string, coding: string) => `00${first}0C91947100000090` + `00${coding}62101380000040`;
  const rows: [string, string, string[]][] = [
    ['8-bit data is shown as hex', `${head('04', '04')}03DEADBE`, ['DEADBE']],
    ['data to an application port is shown as hex', `${head('44', '04')}09060504158200000102`, ['0102']],
    ['UCS-2 is read as UTF-16', `${head('04', '08')}04D83DDE00`, ['😀']],
    ['a class 0 message is shown', `${head('04', '10')}02E834`, ['hi']],
    ['an indication of waiting voice mail with text is shown', `${head('04', 'D8')}02E834`, ['hi']],
    ['one without text is not', `${head('04', 'D8')}00`, []],
  ];
  for (const [name, pdu, expected] of rows)
    test(name, async t => {
      const bench = await openBench(t);
      await bench.receive(0, hex(pdu));
      assert.deepEqual(await texts(bench), expected);
    });
});

describe('a long SMS', () => {
  const orders: [string, number[]][] = [
    ['in order', [0, 1, 2]],
    ['backwards', [2, 1, 0]],
    ['with repeats', [1, 0, 1, 0, 2, 2]],
  ];
  for (const [name, order] of orders)
    test(`is put together from parts that come ${name}`, async t => {
      const bench = await openBench(t);
      const parts = delivers({ text: long, at: bench.clock.now() });
      assert.equal(parts.length, 3);
      await receiveAll(
        bench,
        order.flatMap(index => parts[index] ?? []),
      );
      assert.deepEqual(await texts(bench), [long]);
      assert.equal(bench.journal().length, 1);
    });

  test('keeps characters whole that its sender cut between two parts', async t => {
    const bench = await openBench(t);
    const head = '00440C91947100000090000862101380000040';
    await receiveAll(bench, [
      hex(`${head}080500033302 01D83D`.replace(' ', '')),
      hex(`${head}08050003330202DE00`),
    ]);
    assert.deepEqual(await texts(bench), ['😀']);
  });

  test('is not mixed with another of the same reference from another sender or at another SIM', async t => {
    const bench = await openBench(t, { ports: 2 });
    const at = bench.clock.now();
    const first = delivers({ from: '+491', text: `A${long}`, at });
    const second = delivers({ from: '+492', text: `B${long}`, at });
    await receiveAll(bench, [...first.slice(0, 2), ...second.slice(0, 2)]);
    await receiveAll(bench, first.slice(2), 1);
    assert.deepEqual(await texts(bench), []);
    await receiveAll(bench, [...second.slice(2), ...first.slice(2)]);
    assert.deepEqual(await texts(bench), [`B${long}`, `A${long}`]);
  });

  test('is shown with a gap mark when it stays incomplete, and whole under a new id when the late part comes', async t => {
    const bench = await openBench(t, { sms: { incompleteAge: 3600 } });
    const parts = delivers({ text: long, at: bench.clock.now() });
    await receiveAll(
      bench,
      [parts[0], parts[2]].flatMap(part => part ?? []),
    );
    await bench.skip(3570);
    assert.deepEqual(await texts(bench), []);
    await bench.pass(60);
    assert.deepEqual(await texts(bench), [`${long.slice(0, 153)}[...]${long.slice(306)}`]);
    await receiveAll(bench, parts.slice(1, 2));
    assert.deepEqual(
      (await inbox(bench, { afterId: 1 })).rows.map(row => [row.incomingSmsId, row.text]),
      [[2, long]],
    );
    await bench.skip(7200);
    assert.equal((await texts(bench)).length, 2);
  });
});

describe('a PDU with faults that were read over', () => {
  const defect = { field: 'TP-SCTS', octet: 20, reason: 'has a digit above 9' };

  test('is shown with its text and sender, marked, and kept', async t => {
    const bench = await openBench(t);
    const [sms] = delivers({ text: 'all the same', at: bench.clock.now() });
    assert.ok(sms);
    await bench.receive(0, { ...sms, defects: [defect] });
    const search = createMessageSearch(bench.store);
    const [found] = search.received({ flag: 'defective', limit: 9 }).items;
    assert.deepEqual(
      [found?.text, found?.number, found?.defects, found?.trouble],
      ['all the same', '+491700000009', ['TP-SCTS at octet 20: has a digit above 9'], ''],
    );
    assert.deepEqual([...(found?.pdu ?? [])], [...sms.octets]);
  });

  test('marks a long message, which keeps the PDU of that part', async t => {
    const bench = await openBench(t);
    const parts = delivers({ text: long, at: bench.clock.now() });
    for (const [index, part] of parts.entries())
      await bench.receive(0, index === 1 ? { ...part, defects: [defect] } : part);
    const [found] = createMessageSearch(bench.store).received({ flag: 'all', limit: 9 }).items;
    assert.equal(found?.text, long);
    assert.deepEqual(found.defects, ['part 2: TP-SCTS at octet 20: has a digit above 9']);
    assert.deepEqual([...(found.pdu ?? [])], [...(parts[1]?.octets ?? [])]);
  });

  test('that is a report settles its message, whatever its time stamp is read as', async t => {
    const bench = await openBench(t);
    await bench.send(['+491700000001']);
    await bench.quiet();
    const report = statusReport({ reference: 1, centreTime: Date.UTC(2001, 0, 1) });
    await bench.receive(0, { ...report, defects: [defect] });
    assert.equal((await collect(bench.messages.results({})))[0]?.status, 'DELIVERED');
  });

  test('without any is not marked', async t => {
    const bench = await openBench(t);
    await receiveAll(bench, delivers({ text: 'fine', at: bench.clock.now() }));
    const search = createMessageSearch(bench.store);
    assert.deepEqual(search.received({ flag: 'defective', limit: 9 }).items, []);
    assert.deepEqual(search.received({ flag: 'all', limit: 9 }).items[0]?.defects, []);
  });
});

describe('unfinished long messages', () => {
  const first = (from: string, reference: number, at: number): Received =>
    delivers({ from, reference, text: `${from} ${reference} ${long}`, at })[0] ?? assert.fail();
  const count = (bench: Bench, table: string): number | undefined =>
    bench.store.read.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count;

  test('of one sender are 32 at most: the oldest is shown with a gap mark, and nothing is lost', async t => {
    const bench = await openBench(t);
    const at = bench.clock.now();
    for (let reference = 0; reference < 40; reference += 1)
      await bench.receive(0, first('+491', reference, at));
    await bench.receive(0, first('+492', 1, at));
    const shown = await texts(bench);
    assert.deepEqual(
      shown.map(text => text.slice(0, 7).trim()),
      Array.from({ length: 8 }, (_, reference) => `+491 ${reference} T`.slice(0, 7).trim()),
    );
    assert.ok(shown.every(text => text.endsWith('[...]')));
    // The parts of a message that was shown stay for its late ones.
    const late = delivers({ from: '+491', reference: 0, text: `+491 0 ${long}`, at }).slice(1);
    await receiveAll(bench, late);
    assert.equal((await texts(bench)).at(-1), `+491 0 ${long}`);
  });

  test('of all senders are 2,048 at most, those that were shown included', async t => {
    const bench = await openBench(t);
    const at = bench.clock.now();
    await Promise.all(
      Array.from({ length: 2100 }, (_, sender) => bench.receive(0, first(`+49${1000 + sender}`, 1, at))),
    );
    assert.deepEqual([count(bench, 'part_sets'), count(bench, 'parts')], [2048, 2048]);
    assert.equal((await texts(bench)).length, 52);
  });
});

describe('query_incoming_sms', () => {
  const fill = async (bench: Bench, count: number): Promise<void> => {
    for (let n = 1; n <= count; n += 1)
      await receiveAll(bench, delivers({ text: `text ${n}`, at: bench.clock.now() }), n % bench.ports.length);
  };

  test('gives unread ones out once', async t => {
    const bench = await openBench(t);
    await fill(bench, 2);
    const first = await inbox(bench, { flag: 'unread' });
    assert.deepEqual(
      first.rows.map(row => row.text),
      ['text 1', 'text 2'],
    );
    assert.deepEqual([first.read, first.unread], [2, 0]);
    await fill(bench, 3);
    const second = await inbox(bench, { flag: 'unread' });
    assert.deepEqual(
      second.rows.map(row => row.text),
      ['text 3'],
    );
    assert.deepEqual((await inbox(bench, { flag: 'read' })).rows.length, 3);
  });

  test('asked for all or for read ones marks nothing', async t => {
    const bench = await openBench(t);
    await fill(bench, 2);
    assert.equal((await inbox(bench, { flag: 'all' })).rows.length, 2);
    const { rows, read, unread } = await inbox(bench, { flag: 'read' });
    assert.deepEqual([rows.length, read, unread], [0, 0, 2]);
  });

  test('keeps to the asked ports and to ids after the given one, and counts those ports', async t => {
    const bench = await openBench(t, { ports: 3 });
    await fill(bench, 9);
    const { rows, read, unread } = await inbox(bench, { flag: 'unread', ports: [1, 2], afterId: 2 });
    assert.deepEqual(
      rows.map(row => row.incomingSmsId),
      [4, 5, 7, 8],
    );
    assert.deepEqual([read, unread], [4, 2]);
    const none = await inbox(bench, { ports: [31] });
    assert.deepEqual([none.rows.length, none.read, none.unread], [0, 0, 0]);
  });

  test('gives two that ask at once no message twice, over many pages', async t => {
    const bench = await openBench(t);
    await Promise.all(
      Array.from({ length: 1200 }, (_, n) =>
        receiveAll(bench, delivers({ text: `text ${n}`, at: bench.clock.now() })),
      ),
    );
    const both = await Promise.all([inbox(bench, { flag: 'unread' }), inbox(bench, { flag: 'unread' })]);
    const ids = both.flatMap(answer => answer.rows.map(row => row.incomingSmsId));
    assert.equal(ids.length, 1200);
    assert.equal(new Set(ids).size, 1200);
    const { read, unread } = await inbox(bench, { flag: 'read' });
    assert.deepEqual([read, unread], [1200, 0]);
  });
});
