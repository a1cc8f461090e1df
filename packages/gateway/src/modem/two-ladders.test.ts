/** A ladder that is climbed while an earlier one still waits for the modem, as behind a silence. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pass, type Script, willingModem } from '../at/testing.ts';
import { sessionOnModem } from './testing.ts';

const IMSI = '001010123456789';
const DELIVER =
  '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';
const SLOTS = 90;

/** A storage whose slots are filled anew as soon as they are empty, as long as the network has messages. */
function busyStorage(count: number) {
  // Each with another second and zone.
  const network = Array.from({ length: count }, (_, place) =>
    DELIVER.replace('736240', `73${10 + (place % 50)}${10 + Math.floor(place / 50)}`),
  );
  const slots = new Map(Array.from({ length: SLOTS }, (_, index) => [index, network.shift() ?? '']));
  const read = new Set<string>();
  const deletedUnread: string[] = [];
  const look = (index: number, header: string): string[] => {
    const pdu = slots.get(index);
    if (pdu === undefined) return [];
    read.add(pdu);
    return [header, pdu];
  };
  /** @param arrived gets the slot of the message that takes the place */
  const free = (index: number, arrived: (index: number) => void): string[] => {
    const [pdu, next] = [slots.get(index), network.shift()];
    if (pdu !== undefined && !read.has(pdu)) deletedUnread.push(pdu);
    slots.delete(index);
    if (next !== undefined) slots.set(index, next);
    if (next !== undefined) arrived(index);
    return ['OK'];
  };
  return { slots, look, free, deletedUnread };
}

/** A modem that answers each command a while later, with such a storage, and whose IMSI cannot be read until it opens. */
async function modemThatStarts(count: number) {
  const { slots, look, free, deletedUnread } = busyStorage(count);
  const use = () => [`+CPMS: ${slots.size},${SLOTS}`, 'OK'];
  const arrived = (index: number) => bench?.modem.says(`+CMTI: "SM",${index}`);
  const places = [...slots.keys()].flatMap((index): [string, Script][] => [
    [`AT+CMGR=${index}`, () => [...look(index, '+CMGR: 0,,39'), 'OK']],
    [`AT+CMGD=${index}`, () => free(index, arrived)],
  ]);
  const list = () => [...[...slots.keys()].flatMap(index => look(index, `+CMGL: ${index},0,,39`)), 'OK'];
  let isOpen = false;
  const answers: Record<string, Script> = {
    ...{ ...willingModem, 'AT+CPMS="SM"': use, 'AT+CMGL=4': list, ...Object.fromEntries(places) },
    'AT+CIMI': () => (isOpen ? [IMSI, 'OK'] : ['+CME ERROR: 14']),
    'AT+CPMS="ME"': ['+CPMS: 0,1', 'OK'],
  };
  const later = (script: Script) => () => {
    const lines = typeof script === 'function' ? script() : script;
    if (bench === undefined) return lines;
    bench.modem.clock.after(20, () => bench?.modem.says(...lines));
    return [];
  };
  let bench: Awaited<ReturnType<typeof sessionOnModem>> | undefined;
  const begun = await sessionOnModem(
    Object.fromEntries(Object.entries(answers).map(([text, script]) => [text, later(script)])),
  );
  bench = begun;
  const open = () => {
    isOpen = true;
  };
  return { ...begun, slots, deletedUnread, open };
}

type Starting = Awaited<ReturnType<typeof modemThatStarts>>;

/** Lets the modem work until its storage is empty; a session that begins to serve looks into it, as a port has it do. */
async function untilEmpty({ modem, session, slots }: Starting): Promise<void> {
  let served: unknown;
  for (let step = 0; step < 3000 && slots.size > 0; step += 1) {
    await pass(modem.clock, 20, 20);
    const identity = session.status.ready?.identity;
    if (identity === undefined || identity === served) continue;
    served = identity;
    void session.sweep();
  }
}

describe('a second ladder beside one that still waits for the SIM', () => {
  test('deletes no message that was not read', async () => {
    const starting = await modemThatStarts(100);
    void starting.session.raise();
    starting.open();
    await untilEmpty(starting);
    assert.deepEqual([starting.slots.size, starting.deletedUnread], [0, []]);
    assert.equal(starting.stored.length, 100);
  });

  test('is the only one that serves: the first is given up, and asks the modem nothing more', async () => {
    const { modem, session, open, sent } = await modemThatStarts(0);
    const [first, second] = [session.raise(), session.raise()];
    open();
    await pass(modem.clock, 10_000, 20);
    assert.equal((await first)?.kind, 'superseded');
    assert.equal(await second, undefined);
    assert.deepEqual([sent('AT+CMGF=0'), sent('AT+CNMI=2,1,0,1,0')], [1, 1]);
  });

  test('leaves nothing to a storage whose messages are taken over without the IMSI of their SIM', async () => {
    const starting = await modemThatStarts(130);
    const { modem, session, stored, open } = starting;
    for (let step = 0; step < 2000 && stored.length < 5; step += 1) await pass(modem.clock, 100, 20);
    open();
    void session.raise();
    await untilEmpty(starting);
    assert.deepEqual([starting.slots.size, starting.deletedUnread], [0, []]);
    assert.deepEqual([...new Set(stored)], ['deliver nobody', `deliver ${IMSI}`]);
  });
});
