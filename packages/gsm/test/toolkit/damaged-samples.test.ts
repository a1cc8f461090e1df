/** Samples of the conformance tests, damaged: whatever comes, the answer is a message or a refusal that explains itself. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EncodeError } from '../../src/errors.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import { decodeEnvelope, encodeEnvelope } from '../../src/toolkit/envelope.ts';
import { ToolkitError } from '../../src/toolkit/errors.ts';
import { decodeProactiveCommand, encodeProactiveCommand } from '../../src/toolkit/proactive-command.ts';
import { shortMessageOf } from '../../src/toolkit/short-message.ts';
import { decodeTerminalResponse, encodeTerminalResponse } from '../../src/toolkit/terminal-response.ts';
import { decodeDataObjects, encodeBerTlv, encodeDataObjects } from '../../src/toolkit/tlv.ts';
import { viewOf } from '../../src/toolkit/view.ts';
import { type Chance, seeded } from '../seeded.ts';
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
  assert.ok(error.octet >= 0 && error.octet <= length, `octet ${error.octet} of ${length}`);
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

function damaged(octets: Uint8Array, chance: Chance): Uint8Array {
  const copy = octets.slice();
  for (let count = 0; count < 3; count++) copy[chance.whole(0, copy.length - 1)] = chance.whole(0, 255);
  return copy;
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
    test(`of a ${kind} is read or refused`, () => {
      const chance = seeded(20260101);
      for (const { hex } of rowsOf(kind)) {
        for (let round = 0; round < 40; round++) isRead(kind, damaged(fromHex(hex), chance));
      }
    });
  }

  test('can be shown and written where it was read', () => {
    const chance = seeded(7);
    for (const { hex } of rowsOf('proactive_command')) {
      for (let round = 0; round < 40; round++) {
        const octets = damaged(fromHex(hex), chance);
        if (isRead('proactive_command', octets)) assertUsable(octets);
      }
    }
  });
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
