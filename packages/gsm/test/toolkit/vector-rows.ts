/** Rows of vectors/stk.json, and how what we decoded is held against them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toHex } from '../../src/hex.ts';
import type { BearerDescription } from '../../src/toolkit/objects/channel.ts';

/** One message of the conformance tests 31.124 and 102 384 with its fields, in the words of its source. */
export interface VectorRow {
  readonly id: string;
  readonly kind: 'proactive_command' | 'terminal_response' | 'envelope';
  readonly command?: string;
  readonly hex: string;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly parse_status?: string;
}

export function rowsOf(kind: VectorRow['kind']): VectorRow[] {
  const file = new URL('../../../../vectors/stk.json', import.meta.url);
  const rows: VectorRow[] = JSON.parse(readFileSync(file, 'utf8'));
  return rows.filter(row => row.kind === kind);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The source writes octets that are no text as `{hex}`, and its named constants as `{name, value}`. */
function plainValue(expected: unknown): unknown {
  if (!isObject(expected)) return expected;
  const { hex, name, value } = expected;
  if (typeof hex === 'string') return hex;
  return name !== undefined && value !== undefined ? value : expected;
}

function matchEach(expected: readonly unknown[], actual: unknown, path: string): void {
  assert.ok(Array.isArray(actual), `${path} is no list`);
  assert.equal(actual.length, expected.length, `length of ${path}`);
  for (const [index, entry] of expected.entries()) assertMatches(entry, actual[index], `${path}[${index}]`);
}

/**
 * Each field the row names is found in `actual` with the same value. A field without a place in `actual` fails: nothing
 * is passed over.
 */
export function assertMatches(expectation: unknown, actual: unknown, path = ''): void {
  const expected = plainValue(expectation);
  // The source leaves an absent structure as an empty list.
  if (Array.isArray(expected) && expected.length === 0) {
    assert.equal(actual, undefined, path);
    return;
  }
  if (Array.isArray(expected)) {
    matchEach(expected, actual, path);
    return;
  }
  if (!isObject(expected)) {
    assert.deepEqual(actual instanceof Uint8Array ? toHex(actual) : actual, expected, path);
    return;
  }
  assert.ok(isObject(actual), `${path} is missing`);
  for (const [key, value] of Object.entries(expected)) assertMatches(value, actual[key], `${path}.${key}`);
}

/** The six parameters of a GPRS bearer by the names of the source; undefined for another bearer (31.111 8.52.2). */
export function gprsShape({ bearerType, parameters }: BearerDescription): unknown {
  if (bearerType !== 0x02 || parameters.length < 6) return undefined;
  const [precedence, delay, reliability, peak, mean, pdpType] = parameters;
  return { precedence, delay, reliability, peak, mean, pdp_type: pdpType };
}
