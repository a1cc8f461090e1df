import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createZoneTime } from './zone-time.ts';

function at(iso: string): number {
  return Date.parse(iso);
}
const berlin = createZoneTime('Europe/Berlin');

describe('format', () => {
  const rows: [string, string, string][] = [
    ['UTC', '2014-12-21T12:06:01Z', '2014-12-21 12:06:01'],
    ['Europe/Berlin', '2014-12-21T12:06:01.999Z', '2014-12-21 13:06:01'],
    ['Europe/Berlin', '2026-07-01T22:59:59Z', '2026-07-02 00:59:59'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01 05:45:00'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31 20:30:00'],
    ['Pacific/Kiritimati', '2026-01-01T10:00:00Z', '2026-01-02 00:00:00'],
    ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29 01:59:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29 03:00:00'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25 02:30:00'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25 02:30:00'],
  ];
  for (const [zone, moment, text] of rows) {
    test(`${moment} in ${zone}`, () => assert.equal(createZoneTime(zone).format(at(moment)), text));
  }

  test('the minute kept from before does not stick', () => {
    const moments = ['2026-01-01T00:00:59Z', '2026-01-01T00:01:00Z', '2025-06-01T00:00:07Z'].map(at);
    assert.deepEqual(
      moments.map(moment => berlin.format(moment)),
      ['2026-01-01 01:00:59', '2026-01-01 01:01:00', '2025-06-01 02:00:07'],
    );
  });
});

describe('after and before', () => {
  const rows: [string, string, string, string][] = [
    ['a plain time', '2026-01-01 13:06:01', '2026-01-01T12:06:01.000Z', '2026-01-01T12:06:01.999Z'],
    ['summer', '2026-07-01 13:06:01', '2026-07-01T11:06:01.000Z', '2026-07-01T11:06:01.999Z'],
    [
      'the repeated hour matches both',
      '2026-10-25 02:30:00',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.999Z',
    ],
    [
      'the skipped hour is the change',
      '2026-03-29 02:30:00',
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T00:59:59.999Z',
    ],
    ['just before the change', '2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z', '2026-03-29T00:59:59.999Z'],
    ['just after the change', '2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z', '2026-03-29T01:00:00.999Z'],
    [
      'slashes, as in the outbox of devices',
      '2026/1/1 1:06:01',
      '2026-01-01T00:06:01.000Z',
      '2026-01-01T00:06:01.999Z',
    ],
    ['the first of all', '1970-01-01 00:00:00', '1969-12-31T23:00:00.000Z', '1969-12-31T23:00:00.999Z'],
    ['a T between', '2026-01-01T01:06:01', '2026-01-01T00:06:01.000Z', '2026-01-01T00:06:01.999Z'],
  ];
  for (const [name, text, after, before] of rows) {
    test(`${name}: ${text}`, () => {
      assert.equal(new Date(berlin.after(text) ?? Number.NaN).toISOString(), after);
      assert.equal(new Date(berlin.before(text) ?? Number.NaN).toISOString(), before);
    });
  }

  test('what is shown lies between its own after and before, all year round', () => {
    for (let moment = at('2026-01-01T00:00:00Z'); moment < at('2027-01-01T00:00:00Z'); moment += 1_234_567) {
      const text = berlin.format(moment);
      const [after, before] = [berlin.after(text), berlin.before(text)];
      assert.ok(after !== undefined && before !== undefined && after <= moment && moment <= before, text);
    }
  });

  const wrong = [
    '',
    '2026-02-30 00:00:00',
    '2026-13-01 00:00:00',
    '2026-01-01 24:00:00',
    '2026-01-01 00:60:00',
    '2026-01-01',
    '2026-01-01 00:00:60',
    '1969-12-31 23:59:59',
  ];
  for (const text of wrong) {
    test(`no date: "${text}"`, () => {
      assert.equal(berlin.after(text), undefined);
      assert.equal(berlin.before(text), undefined);
    });
  }
});
