/** The public reports that this folder's modems are made after: each has a test, which names it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

/** Where a behaviour was reported, and the file whose test tries it. */
const reports: readonly (readonly [report: string, file: string])[] = [
  ['gammu 395', 'starting'],
  ['xmm7360-usb-modeswitch 7', 'starting'],
  ['GPRS_SIM900 39', 'starting'],
  ['edaboard 317809', 'starting'],
  ['Sierra forum 3600', 'submits'],
  ['T-SIM7600X 63', 'storage'],
  ['LilyGo-Modem-Series 247', 'starting'],
  ['SIM7000-LTE-Shield 103', 'health'],
  ['FONA_PPP 2', 'starting'],
  ['kura 2800', 'starting'],
  ['Sierra forum 10538', 'submits'],
  ['T-Call-SIM800 178', 'health'],
  ['chan-dongle 47', 'storage'],
  ['mbed-os 14510', 'starting'],
  ['Sierra forum 23984', 'storage'],
  ['device-os 2179', 'identity'],
  ['Quectel forum 7820', 'storage'],
  ['Quectel forum 4452', 'submits'],
  ['Quectel forum 18493', 'refusals'],
  ['home-assistant/core 67449', 'refusals'],
  ['MikroTik R11e', 'ussd'],
  ['python-gsmmodem 14', 'ussd'],
  ['python-gsmmodem 43', 'ussd'],
  ['arduino.stackexchange 54486', 'health'],
  ['hologram 665', 'health'],
  ['LilyGo-Modem-Series 184', 'storage'],
  ['python-gsmmodem 15', 'fields'],
  ['python-gsmmodem 51', 'fields'],
  ['PDUlib 49', 'fields'],
  ['xlab/at 33', 'fields'],
  ['chan-dongle 9', 'fields'],
  ['chan-dongle 28', 'fields'],
  ['chan-dongle 41', 'fields'],
  ['chan-dongle 151', 'fields'],
  ['gammu 200', 'fields'],
  ['mdd-sim-gateway 3', 'identity'],
  ['kura 2820', 'recovering'],
  ['gsm-sip-bridge 13', 'recovering'],
  ['LilyGo-Modem-Series 496', 'recovering'],
  ['LilyGo-Modem-Series 463', 'recovering'],
  ['LilyGo-Modem-Series 540', 'recovering'],
  ['cellphone2 6', 'recovering'],
  ['chan-quectel 75', 'memories'],
  ['gammu 829', 'memories'],
  ['gammu 1207', 'memories'],
  ['Sierra forum 35851', 'memories'],
  ['gammu 150', 'ussd'],
  ['gammu 358', 'ussd'],
];

function titlesOf(file: string): string {
  const text = readFileSync(join(import.meta.dirname, `${file}.test.ts`), 'utf8');
  return [...text.matchAll(/(?:describe|test)\(\s*['`]([^'`]*)|\[\s*'([^']*)'/g)]
    .map(([, title, row]) => title ?? row)
    .join('\n');
}

describe('reported modems', () => {
  for (const [report, file] of reports)
    test(`${report} is tried in ${file}.test.ts`, () => {
      assert.ok(
        titlesOf(file)
          .split(/[(),]\s*|\n/)
          .includes(report),
        titlesOf(file),
      );
    });

  test('every file is of the list', () => {
    const files = readdirSync(import.meta.dirname).filter(name => name.endsWith('.test.ts'));
    const listed = new Set(reports.map(([, file]) => `${file}.test.ts`));
    assert.deepEqual(
      files.filter(name => name !== 'reports.test.ts' && !listed.has(name)),
      [],
    );
  });
});
