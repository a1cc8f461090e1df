import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex } from '../hex.ts';
import { ToolkitError } from './errors.ts';
import { decodeProactiveCommand } from './proactive-command.ts';
import { encodeBerTlv } from './tlv.ts';

/** Tag and length round these objects. */
function commandOf(...objects: readonly string[]): Uint8Array {
  return encodeBerTlv(0xd0, fromHex(objects.join('')));
}

const TO_DISPLAY = '82028102';
const TO_TERMINAL = '82028182';
const DISPLAY_TEXT = '8103012180';
const HELLO = '8D060448656C6C6F';

function refusalOf(octets: Uint8Array): ToolkitError {
  try {
    decodeProactiveCommand(octets);
  } catch (error) {
    assert.ok(error instanceof ToolkitError, String(error));
    return error;
  }
  return assert.fail('was not refused');
}

describe('a refused command names object, octet, result and what to answer', () => {
  const cases: readonly {
    readonly what: string;
    readonly octets: Uint8Array;
    readonly field: string;
    readonly octet: number;
    readonly result: number;
    readonly answerable: boolean;
  }[] = [
    {
      what: 'another tag than D0',
      octets: fromHex('D100'),
      field: 'BER-TLV tag',
      octet: 0,
      result: 0x32,
      answerable: false,
    },
    {
      what: 'no objects at all',
      octets: commandOf(),
      field: 'command details (0x01)',
      octet: 1,
      result: 0x36,
      answerable: false,
    },
    {
      what: 'command details cut short',
      octets: commandOf('81020121', TO_DISPLAY, HELLO),
      field: 'command details (0x01).command qualifier',
      octet: 5,
      result: 0x32,
      answerable: false,
    },
    {
      what: 'no devices',
      octets: commandOf(DISPLAY_TEXT, HELLO),
      field: 'device identities (0x02)',
      octet: 14,
      result: 0x36,
      answerable: true,
    },
    {
      what: 'no text to display',
      octets: commandOf(DISPLAY_TEXT, TO_DISPLAY),
      field: 'text string (0x0D)',
      octet: 10,
      result: 0x36,
      answerable: true,
    },
    {
      what: 'a text in a reserved coding',
      octets: commandOf(DISPLAY_TEXT, TO_DISPLAY, '8D028C41'),
      field: 'text string (0x0D).data coding scheme',
      octet: 13,
      result: 0x32,
      answerable: true,
    },
    {
      what: 'a text in a reserved coding that may be ignored, and is then missing',
      octets: commandOf(DISPLAY_TEXT, TO_DISPLAY, '0D028C41'),
      field: 'text string (0x0D)',
      octet: 14,
      result: 0x36,
      answerable: true,
    },
    {
      what: 'an unknown object that must be understood',
      octets: commandOf(DISPLAY_TEXT, TO_DISPLAY, HELLO, 'ED0100'),
      field: 'tag 0x6D',
      octet: 21,
      result: 0x32,
      answerable: true,
    },
    {
      what: 'an icon cut short that must be understood',
      octets: commandOf(DISPLAY_TEXT, TO_DISPLAY, HELLO, '9E0100'),
      field: 'icon identifier (0x1E)',
      octet: 21,
      result: 0x32,
      answerable: true,
    },
    {
      what: 'an icon that does not explain itself without a text',
      octets: commandOf('8103012800', TO_TERMINAL, '8D00', '9E020101'),
      field: 'icon identifier (0x1E)',
      octet: 16,
      result: 0x32,
      answerable: true,
    },
    {
      what: 'an icon for the call itself without a text',
      octets: commandOf('8103011000', '82028183', '850141', '86029121', '9E020001', '9E020101'),
      field: 'icon identifier (0x1E)',
      octet: 25,
      result: 0x32,
      answerable: true,
    },
    {
      what: 'a timer started without a value',
      octets: commandOf('8103012700', TO_TERMINAL, 'A40101'),
      field: 'timer value (0x25)',
      octet: 13,
      result: 0x36,
      answerable: true,
    },
    {
      what: 'a list without items',
      octets: commandOf('8103012400', TO_TERMINAL, '850141'),
      field: 'item (0x0F)',
      octet: 13,
      result: 0x36,
      answerable: true,
    },
    {
      what: 'a list with an empty item',
      octets: commandOf('8103012400', TO_TERMINAL, '850141', '8F00'),
      field: 'item (0x0F).item identifier',
      octet: 15,
      result: 0x32,
      answerable: true,
    },
    {
      what: 'a menu with an item 0',
      octets: commandOf('8103012500', TO_TERMINAL, '8500', '8F020041'),
      field: 'item (0x0F).item identifier',
      octet: 15,
      result: 0x32,
      answerable: true,
    },
    {
      what: 'a menu with an empty item behind others',
      octets: commandOf('8103012500', TO_TERMINAL, '8500', '8F020141', '8F00'),
      field: 'item',
      octet: 18,
      result: 0x32,
      answerable: true,
    },
  ];
  for (const { what, octets, field, octet, result, answerable } of cases) {
    test(what, () => {
      const error = refusalOf(octets);
      assert.deepEqual(
        [error.field, error.octet, error.generalResult],
        [field, octet, result],
        error.message,
      );
      assert.equal(error.details?.number, answerable ? 1 : undefined);
    });
  }
});
