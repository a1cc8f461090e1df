/** Samples of the conformance tests, damaged: whatever comes, the answer is a message or a refusal that explains itself. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { EncodeError } from '../../src/errors.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import { decodeEnvelope, encodeEnvelope } from '../../src/toolkit/envelope.ts';
import { ToolkitError } from '../../src/toolkit/errors.ts';
import { decodeProactiveCommand, encodeProactiveCommand } from '../../src/toolkit/proactive-command.ts';
import { shortMessageOf } from '../../src/toolkit/short-message.ts';
import { decodeTerminalResponse, encodeTerminalResponse } from '../../src/toolkit/terminal-response.ts';
import { decodeDataObjects, encodeBerTlv, encodeDataObjects } from '../../src/toolkit/tlv.ts';
import { viewOf } from '../../src/toolkit/view.ts';
import { rowsOf, type VectorRow } from './vector-rows.ts';

const decoders = {
  proactive_command: decodeProactiveCommand,
  terminal_response: decodeTerminalResponse,
  envelope: decodeEnvelope,
} as const;

const kinds = ['proactive_command', 'terminal_response', 'envelope'] as const;

/** Results a message can be refused with while it is read (102 223 6.10). */
const refusals = [0x32, 0x36];

function assertRefusal(error: unknown, length: number): void {
  assert.ok(error instanceof ToolkitError, `thrown: ${String(error)}`);
  assert.ok(refusals.includes(error.generalResult), `result ${error.generalResult}`);
  assert.ok(error.octet >= 0 && error.octet < Math.max(1, length), `octet ${error.octet} of ${length}`);
  assert.notEqual(error.field, '');
}

/** True where the octets were read; false where they were refused in the right form. */
function isRead(kind: VectorRow['kind'], octets: Uint8Array): boolean {
  try {
    decoders[kind](octets);
    return true;
  } catch (error) {
    assertRefusal(error, octets.length);
    return false;
  }
}

describe('a sample cut at every length', () => {
  test('is refused where it has an outer length', () => {
    for (const row of [...rowsOf('proactive_command'), ...rowsOf('envelope')]) {
      const octets = fromHex(row.hex);
      for (let length = 0; length < octets.length; length++) {
        assert.ok(!isRead(row.kind, octets.subarray(0, length)), `${row.id} cut to ${length}`);
      }
    }
  });

  /** Without an outer length a response may end behind any object, once details, devices and result are there. */
  test('is read between the objects of a response only', () => {
    for (const { id, hex } of rowsOf('terminal_response')) {
      const octets = fromHex(hex);
      const ends = decodeDataObjects(octets).map(({ octet, value }) => octet + value.length);
      for (let length = 0; length < octets.length; length++) {
        const whole = ends.indexOf(length) >= 2;
        assert.equal(
          isRead('terminal_response', octets.subarray(0, length)),
          whole,
          `${id} cut to ${length}`,
        );
      }
    }
  });

  /** The outer length set right again, so that the cut goes through the objects. */
  test('names the object that was cut', () => {
    for (const row of rowsOf('proactive_command')) {
      const body = fromHex(row.hex).subarray(fromHex(row.hex)[1] === 0x81 ? 3 : 2);
      for (let length = 0; length < body.length; length++) {
        isRead('proactive_command', encodeBerTlv(0xd0, body.subarray(0, length)));
      }
    }
  });
});

describe('a sample whose objects lose their last octet', () => {
  test('is read or refused, never lost', () => {
    for (const row of rowsOf('proactive_command')) {
      const octets = fromHex(row.hex);
      const objects = decodeDataObjects(octets.subarray(octets[1] === 0x81 ? 3 : 2));
      for (const [index, object] of objects.entries()) {
        const shorter = { ...object, value: object.value.subarray(0, -1) };
        isRead('proactive_command', encodeBerTlv(0xd0, encodeDataObjects(objects.with(index, shorter))));
      }
    }
  });
});

/** A sample with up to four octets changed. */
function damagedSamples(kind: VectorRow['kind']): fc.Arbitrary<Uint8Array> {
  const damages = fc.array(fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 0xff })), {
    minLength: 1,
    maxLength: 4,
  });
  const samples = fc.constantFrom(...rowsOf(kind).map(({ hex }) => hex));
  return fc.tuple(samples, damages).map(([hex, damage]) => {
    const octets = fromHex(hex);
    for (const [place, octet] of damage) octets[place % octets.length] = octet;
    return octets;
  });
}

/** A read message can be written, unless it holds characters that no coding has; and shown. */
function assertUsable(octets: Uint8Array): void {
  const command = decodeProactiveCommand(octets);
  viewOf(command);
  try {
    const again = decodeProactiveCommand(encodeProactiveCommand(command));
    assert.equal(again.type, command.type);
    if (command.type === 'sendShortMessage') shortMessageOf(command);
  } catch (error) {
    assert.ok(
      error instanceof EncodeError || error instanceof ToolkitError,
      `${toHex(octets)}: ${String(error)}`,
    );
  }
}

describe('a sample with octets changed at random', () => {
  for (const kind of kinds) {
    test(`of a ${kind} is read or refused`, () =>
      fc.assert(
        fc.property(damagedSamples(kind), octets => {
          isRead(kind, octets);
        }),
        { numRuns: 2000 },
      ));
  }

  test('can be shown and written where it was read', () =>
    fc.assert(
      fc.property(damagedSamples('proactive_command'), octets => {
        if (isRead('proactive_command', octets)) assertUsable(octets);
      }),
      { numRuns: 2000 },
    ));
});

describe('a long message', () => {
  test('in one text is read', () => {
    const object = { tag: 0x28, comprehensionRequired: true, value: new Uint8Array(60_000).fill(0x41) };
    const objects = [...decodeDataObjects(fromHex('810301340082028182')), object];
    assert.equal(isRead('proactive_command', encodeBerTlv(0xd0, encodeDataObjects(objects))), true);
  });
});

describe('data objects', () => {
  const objects = fc.array(
    fc.record(
      {
        tag: fc.oneof(fc.integer({ min: 1, max: 0x7e }), fc.integer({ min: 0x7f, max: 0x7fff })),
        comprehensionRequired: fc.boolean(),
        value: fc.uint8Array({ maxLength: 300, size: 'max' }),
      },
      { noNullPrototype: true },
    ),
    { maxLength: 8 },
  );

  test('come back as they were', () =>
    fc.assert(
      fc.property(objects, objects => {
        const read = decodeDataObjects(encodeDataObjects(objects));
        assert.deepEqual(
          read.map(({ octet: _, ...object }) => object),
          objects,
        );
      }),
    ));

  test('of noise are read or refused', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...kinds), (octets, kind) => {
        isRead(kind, octets);
        isRead(kind, encodeBerTlv(kind === 'envelope' ? 0xd1 : 0xd0, octets));
      }),
      { numRuns: 1000 },
    ));
});

describe('a sample read, written and read again', () => {
  test('is the same command', () => {
    for (const { hex, parse_status, expect } of rowsOf('proactive_command')) {
      if ((parse_status ?? 'OK') !== 'OK' || 'status' in expect) continue;
      const command = decodeProactiveCommand(fromHex(hex));
      assert.deepEqual(decodeProactiveCommand(encodeProactiveCommand(command)), command);
    }
  });

  test('is the same response', () => {
    for (const { hex } of rowsOf('terminal_response')) {
      const response = decodeTerminalResponse(fromHex(hex));
      assert.deepEqual(decodeTerminalResponse(encodeTerminalResponse(response)), response);
    }
  });

  test('is the same envelope', () => {
    for (const { hex } of rowsOf('envelope')) {
      const envelope = decodeEnvelope(fromHex(hex));
      assert.deepEqual(decodeEnvelope(encodeEnvelope(envelope)), envelope);
    }
  });
});
