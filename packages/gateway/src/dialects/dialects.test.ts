import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { nameOf } from '../at/fields.ts';
import { standardNotices } from '../at/notices.ts';
import { dialectFor, dialects } from './dialects.ts';

const identities: [maker: string, model: string, dialect: string][] = [
  ['huawei', 'K3715', 'huawei'],
  ['Quectel', 'EC25', 'quectel'],
  ['SIMCOM_Ltd', 'SIMCOM_SIM800C', 'simcom'],
  ['SIMCOM INCORPORATED', 'SIM7600E', 'simcom'],
  ['ZTE INCORPORATED', 'K3565-Z', 'zte'],
  ['Telit', 'HE910', 'telit'],
  ['Cinterion', 'EHS6', 'cinterion'],
  ['WAVECOM MODEM', 'MULTIBAND  900E  1800', 'wavecom'],
  ['Sierra Wireless, Incorporated', 'MC7455', 'sierra'],
  ['Sierra Wireless', 'GL6110', 'wavecom'],
  ['u-blox', 'SARA-R410M-02B', 'ublox'],
  ['NEOWAY', 'M590', 'neoway'],
  ['Fibocom', 'L610-CN', 'fibocom'],
  ['Fibocom Wireless Inc.', 'FM160-EAU', 'fibocom'],
  ['AirM2M', 'Air780E', 'airm2m'],
  ['', 'ML307R', 'chinamobile'],
  ['MikroTik', 'R11e-LTE', 'mikrotik'],
  ['', 'SLM770A', 'meig'],
  ['Quectel', 'EC200U', 'quectel'],
  ['SIMCOM INCORPORATED', 'SIM7000G', 'simcom'],
  ['SIMCOM INCORPORATED', 'A7670E-LASE', 'simcom'],
  ['INCORPORATED', 'A7608SA-H', 'simcom'],
  ['Ericsson', 'F3507g', 'ericsson'],
  ['Infineon', 'XMM6260', 'intel'],
  ['Nokia', 'Nokia N79', 'generic'],
  ['', '', 'generic'],
];

describe('dialects', () => {
  for (const [maker, model, dialect] of identities)
    test(`knows "${maker}" "${model}" as ${dialect}`, () =>
      assert.equal(dialectFor(maker, model).name, dialect));

  for (const dialect of dialects) {
    test(`${dialect.name} reads the ICCID and resets by a command of its own`, () => {
      assert.ok(
        dialect.iccid.every(({ command, name }) => command.startsWith('AT') && /^[\^+#*!]/.test(name)),
      );
      assert.match(dialect.reset.join(), /^AT/);
    });

    test(`${dialect.name} lists each notice that it acts on, or the standard does`, () => {
      const { boot, ready, simGone, simThere, storageFull, notices } = dialect;
      const acted = [...boot, ...ready, ...simGone, ...simThere, ...storageFull];
      const known = new Set([...standardNotices, ...notices]);
      for (const start of acted) assert.ok(known.has(nameOf(start)), start);
    });
  }

  test('recognises each maker by one dialect only', () => {
    const marks = dialects.flatMap(({ recognise }) => recognise);
    assert.equal(new Set(marks).size, marks.length);
  });

  test('are listed in docs/supported-modems.md, each with its evidence', () => {
    const page = readFileSync(new URL('../../../../docs/supported-modems.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `(\w+)` \|[^|]+\|[^|]+\| \S[^|]*\|$/gm)].map(([, name]) => name);
    assert.deepEqual(rows.toSorted(), dialects.map(({ name }) => name).toSorted());
  });
});
