import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Received } from '../../modem/modem.ts';
import { type Bench, collect, delivers, openBench } from '../testing.ts';

/** Two SIMs, three senders and three references: often the same reference from two senders, or at two SIMs. */
const longMessage = fc.record({
  port: fc.nat({ max: 1 }),
  sender: fc.nat({ max: 2 }),
  reference: fc.nat({ max: 2 }),
  // Over 160 characters in the default alphabet, over 70 in UCS-2: two to five parts.
  length: fc.integer({ min: 161, max: 700 }),
  letter: fc.constantFrom('a', 'b', 'ж', '€', '😀'),
});

type LongMessage = typeof longMessage extends fc.Arbitrary<infer T> ? T : never;

/** Two messages that agree in all of this cannot be distinguished. */
function keyOf({ port, sender, reference }: LongMessage): string {
  return `${port} ${sender} ${reference}`;
}

interface Part {
  readonly port: number;
  readonly received: Received;
}

/** No piece of it stands in another text, or at another place of this one. */
function textOf({ length, letter }: LongMessage, index: number): string {
  let text = '';
  for (let word = 0; text.length < length; word += 1) text += `${index}.${word}${letter} `;
  return text;
}

/** @param run distinguishes the senders of runs that share a store */
function partsOf(messages: readonly LongMessage[], run: number): Part[][] {
  return messages.map((message, index) =>
    delivers({
      from: `+49${run}${message.sender}`,
      text: textOf(message, index),
      at: Date.UTC(2026, 0, 1),
      reference: message.reference,
    }).map(received => ({ port: message.port, received })),
  );
}

async function shownAfter(bench: Bench, afterId: number): Promise<string[]> {
  const { rows } = await bench.messages.inbox({ afterId, flag: 'all' });
  return (await collect(rows)).map(row => row.text);
}

function newestShown(bench: Bench): number {
  return bench.store.read.get<{ id: number | null }>('SELECT max(id) AS id FROM incoming')?.id ?? 0;
}

describe('long messages on their way in', () => {
  test('every message is shown once and whole, in whatever order its parts come, and however often', async context => {
    const bench = await openBench(context, { ports: 2 });
    let run = 0;
    const cases = fc.uniqueArray(longMessage, { selector: keyOf, minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(cases, fc.infiniteStream(fc.nat()), async (messages, random) => {
        run += 1;
        const before = newestShown(bench);
        const parts = partsOf(messages, run).flat();
        // Each part once at least, some of them twice, in an order of chance.
        const repeated = parts.filter(() => (random.next().value ?? 0) % 3 === 0);
        const arriving = [...parts, ...repeated]
          .map(part => ({ part, place: random.next().value ?? 0 }))
          .sort((one, other) => one.place - other.place)
          .map(({ part }) => part);
        for (const { port, received } of arriving) await bench.receive(port, received);
        assert.deepEqual((await shownAfter(bench, before)).sort(), messages.map(textOf).sort());
      }),
      { numRuns: 60 },
    );
  });

  test('a message that lacks a part is shown only after the set time, with a gap mark, and never with parts of another', async context => {
    const bench = await openBench(context, { ports: 2, sms: { incompleteAge: 3600 } });
    let run = 0;
    const cases = fc.uniqueArray(longMessage, { selector: keyOf, minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(), async (messages, chosen) => {
        run += 1;
        const before = newestShown(bench);
        const all = partsOf(messages, run);
        const incomplete = chosen % all.length;
        const missing = chosen % (all[incomplete]?.length ?? 1);
        const arriving = all.map((parts, index) =>
          index === incomplete ? parts.toSpliced(missing, 1) : parts,
        );
        // The first parts of all, then the second ones: as they come over several SIMs.
        for (let place = 0; place < 16; place += 1)
          for (const part of arriving.flatMap(parts => parts[place] ?? []))
            await bench.receive(part.port, part.received);
        const whole = messages.map(textOf).filter((_, index) => index !== incomplete);
        assert.deepEqual((await shownAfter(bench, before)).sort(), whole.sort());
        await bench.skip(3600);
        await bench.skip(30);
        const shown = await shownAfter(bench, before);
        assert.equal(shown.length, messages.length);
        const gaps = shown.filter(text => text.includes('[...]'));
        assert.equal(gaps.length, 1);
        const lacking = textOf(messages[incomplete] ?? assert.fail(), incomplete);
        for (const piece of gaps.flatMap(text => text.split('[...]'))) assert.ok(lacking.includes(piece));
      }),
      { numRuns: 30 },
    );
  });
});
