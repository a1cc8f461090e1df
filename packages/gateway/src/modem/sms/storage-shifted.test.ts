import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { pass, scriptedModem, settle } from '../../at/testing.ts';
import { CommittedPlaces } from './committed-places.ts';
import { MessageStorage } from './storage.ts';

const DELIVER =
  '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';

/** Twelve messages in the slots from 1, each with another second. */
function fullSlots(): Map<number, string> {
  const seconds = Array.from({ length: 12 }, (_, position) => String(10 + position));
  return new Map(seconds.map((digits, position) => [position + 1, DELIVER.replace('7362', `73${digits}`)]));
}

/** The answer of a modem that refuses to list. */
function answerOf(slots: Map<number, string>, text: string): readonly string[] {
  const [name, place] = text.split('=');
  const index = Number(place);
  if (name === 'AT+CPMS' || name === 'AT+CPMS?') return [`+CPMS: ${slots.size},30`, 'OK'];
  if (name === 'AT+CMGD') return slots.delete(index) ? ['OK'] : ['ERROR'];
  const pdu = name === 'AT+CMGR' ? slots.get(index) : undefined;
  return pdu === undefined ? ['+CMS ERROR: 321'] : ['+CMGR: 0,,39', pdu, 'OK'];
}

/** Each answer comes a while behind its command; in front of the first one comes `stale`, which the line doubled. */
function bench(slots: Map<number, string>, stale: string) {
  const places = Array.from({ length: 31 }, (_, index) => [`AT+CMGR=${index}`, `AT+CMGD=${index}`]).flat();
  const commands = ['AT+CPMS="SM"', 'AT+CPMS?', 'AT+CMGL=4', ...places];
  const strays = [stale].values();
  const scripts = commands.map(text => {
    const script = () => {
      const answer = answerOf(slots, text);
      void settle().then(() => modem.says(...answer));
      return [...strays];
    };
    return [text, script] as const;
  });
  const modem = scriptedModem(Object.fromEntries(scripts));
  const { link, clock } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const taken = new Set<string>();
  const storage = new MessageStorage({
    ...{ channel, clock, committed: new CommittedPlaces(), deletesSent: false },
    setup: () => ({ memory: 'SM', memories: ['SM'] }),
    unreadable: () => {},
    contents: () => {},
    received: async ({ octets }) => {
      taken.add(Buffer.from(octets).toString('hex').toUpperCase());
    },
  });
  return { storage, clock, taken };
}

describe('a walk through the slots while each answer is that of the command before', () => {
  for (const stale of ['OK', '+CMS ERROR: 321', 'ERROR'])
    test(`deletes no message unread, when ${stale} came twice`, async () => {
      const slots = fullSlots();
      const all = [...slots.values()];
      const { storage, clock, taken } = bench(slots, stale);
      void storage.sweep();
      await pass(clock, 60_000, 100);
      const left = new Set(slots.values());
      assert.deepEqual(
        all.filter(pdu => !taken.has(pdu) && !left.has(pdu)),
        [],
      );
      assert.ok(taken.size >= 11, `${taken.size} messages were taken`);
    });
});
