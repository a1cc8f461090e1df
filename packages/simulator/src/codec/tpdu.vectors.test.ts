import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { septetsToText } from './alphabet.ts';
import { TpduError, toHex } from './octets.ts';
import {
  type AnyTpdu,
  expectedValue,
  type Fields,
  fieldsOf,
  type PduRow,
  readEither,
  readVectors,
  splitRow,
  testRow,
} from './test-vectors.ts';
import { contentSeptets } from './user-data.ts';
import {
  writeCommand,
  writeDeliver,
  writeDeliverReport,
  writeStatusReport,
  writeSubmit,
  writeSubmitReport,
} from './write-tpdu.ts';

/** Members of a row that state its certainty, or that other tests hold. */
const NOT_FIELDS =
  /_agreed_by$|^(first_octet|pi|tpdu_offset|ud_octets|udhl|udh|port_|no_crash|validity_days)/;

/** Rows that a clause contradicts, or that ask for more leniency than a network has. */
const answered: Readonly<Record<string, string>> = {
  'gammu-cap-41': '23.040 9.2.3.16: TP-UDL beyond the octets there are; a network refuses the SMS-SUBMIT',
  'frontline-019': '23.040 9.2.3.24.1: part 2 of 1 is no part; the element is ignored',
  'frontline-sr-001': '23.040 9.2.3.11: a zone holds decimal digits',
  'frontline-sr-004': '23.040 9.2.3.11: a zone holds decimal digits',
  'warthog-enc-013': '23.040 9.2.3.3: with TP-VPF 00 there is no TP-VP',
  'gsmmodem-008': '23.040 9.2.3.16: TP-UDL beyond the octets there are; a network refuses the SMS-SUBMIT',
};

const rows = readVectors<readonly PduRow[]>('sms-pdu.json');
const grid = readVectors<readonly PduRow[]>('sms-pdu-gammu-grid.json');

function isDecodable(row: PduRow): boolean {
  return row.hex !== undefined && row.op.includes('decode') && row.kind !== 'cell_broadcast';
}

function read(row: PduRow, hex: string) {
  const { smsc, tpdu } = splitRow(row, hex);
  return { smsc, tpdu, value: readEither(tpdu, directionOf(row)) };
}

const languages = ['', 'turkish', 'spanish', 'portuguese'];

/** The text of a row that names its national tables beside the TPDU. */
function nationalText({ national }: PduRow, value: AnyTpdu): { text?: string } {
  if (national?.locking === undefined || value.kind !== 'submit') return {};
  const locking = languages.indexOf(national.locking ?? '');
  const single = languages.indexOf(national.single ?? '');
  return { text: septetsToText(contentSeptets(value.userData), { locking, single }) };
}

/** The charset rows are SMS-SUBMITs, whatever direction they name: TP-MTI 01 with a TP-MR (23.040 9.2.3.1). */
function directionOf(row: PduRow): 'MT' | 'MO' {
  return row.id.startsWith('ofono-charset') ? 'MO' : (row.direction ?? 'MT');
}

describe('TPDUs of the vectors read as their rows say', () => {
  for (const row of [...rows, ...grid].filter(row => isDecodable(row) && row.expect.error !== true)) {
    testRow(row.id, answered[row.id], () => {
      const { smsc, value } = read(row, row.hex ?? '');
      const found: Fields = { ...fieldsOf(value, smsc), ...nationalText(row, value) };
      for (const [name, expected] of Object.entries(row.expect)) {
        if (NOT_FIELDS.test(name)) continue;
        const wanted = expectedValue(name, expected);
        if (name === 'concat') assert.partialDeepStrictEqual(found[name], wanted, name);
        else assert.deepEqual(found[name], wanted, name);
      }
    });
  }
});

describe('TPDUs that must be refused are refused, naming field and octet', () => {
  for (const row of rows.filter(row => isDecodable(row) && row.expect.error === true)) {
    test(row.id, () => {
      try {
        read(row, row.hex ?? '');
      } catch (error) {
        assert.ok(error instanceof TpduError, String(error));
        assert.match(error.message, /^.+ at octet \d+: .+/);
        return;
      }
      assert.equal(row.tolerance, 'either', 'was read');
    });
  }
});

function write(value: AnyTpdu): Uint8Array {
  switch (value.kind) {
    case 'deliver':
      return writeDeliver(value);
    case 'submit':
      return writeSubmit(value);
    case 'status-report':
      return writeStatusReport(value);
    case 'command':
      return writeCommand(value);
    case 'submit-report':
      return writeSubmitReport(value);
    case 'deliver-report':
      return writeDeliverReport(value);
  }
}

describe('what was read is written as it was', () => {
  const isWritten = (row: PduRow) => /encode|roundtrip/.test(row.op) && row.hex !== undefined;
  for (const row of [...rows, ...grid].filter(row => isWritten(row) && row.expect.error !== true)) {
    testRow(row.id, answered[row.id], () => {
      const { tpdu, value } = read(row, row.hex ?? '');
      assert.equal(toHex(write(value)), toHex(tpdu));
    });
  }
});
