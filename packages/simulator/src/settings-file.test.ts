import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readSettings, readSettingsFile, SettingsFileError } from './settings-file.ts';

function withFile(text: string, body: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-settings-'));
  try {
    const path = join(folder, 'simulator.yaml');
    writeFileSync(path, text);
    body(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the settings file', () => {
  test('has the options of the program, with faults by modem', () => {
    const text = `
modems: 4
personas: [generic, huawei]
airTime: instant
sim: { pin: "1234", pinEnabled: true, messageSlots: 10 }
faults:
  0: [{ fault: radioOff }]
  2:
    - fault: notReady
      answer: "+CMS ERROR: 517"
      from: connection
`;
    withFile(text, path =>
      assert.deepEqual(readSettingsFile(path), {
        modems: 4,
        personas: ['generic', 'huawei'],
        network: { airTime: 'instant' },
        sim: { pin: '1234', pinEnabled: true, messageSlots: 10, toolkit: true },
        faults: {
          0: [{ fault: 'radioOff' }],
          2: [{ fault: 'notReady', answer: '+CMS ERROR: 517', from: 'connection' }],
        },
      }),
    );
  });

  test('is JSON as well, and may be empty', () => {
    withFile('{"modems": 1, "airTime": {"minimum": 5, "maximum": 6}}', path =>
      assert.deepEqual(readSettingsFile(path), {
        modems: 1,
        network: { airTime: { minimum: 5, maximum: 6 } },
      }),
    );
    withFile('', path => assert.deepEqual(readSettingsFile(path), {}));
  });

  const wrong: readonly [given: unknown, field: string][] = [
    [[], ''],
    [{ modem: 3 }, 'modem'],
    [{ modems: 0 }, 'modems'],
    [{ personas: 'huawei' }, 'personas'],
    [{ airTime: 'slow' }, 'airTime'],
    [{ sim: { pin: 1234 } }, 'sim.pin'],
    [{ faults: [] }, 'faults'],
    [{ faults: { first: [] } }, 'faults.first'],
    [{ faults: { 0: {} } }, 'faults.0'],
    [{ faults: { 0: [{ fault: 'deaf', speaks: 1 }] } }, 'faults.0.0.speaks'],
  ];
  for (const [given, field] of wrong) {
    test(`${JSON.stringify(given)} is refused`, () => {
      assert.throws(() => readSettings(given), { field });
    });
  }

  const DAY = 86_400_000;
  const bounds: readonly [member: string, least: number, most: number][] = [
    ['modems', 1, 256],
    ['basePort', 0, 65_535],
    ['controlPort', 0, 65_535],
    ['seed', 0, 2 ** 31],
    ['sim.messageSlots', 1, 255],
    ['airTime.minimum', 0, DAY],
    ['airTime.maximum', 0, DAY],
  ];
  for (const [member, least, most] of bounds)
    test(`${member} is from ${least} to ${most}`, () => {
      const [outer = '', inner] = member.split('.');
      const isTaken = (value: number) => {
        try {
          readSettings({ [outer]: inner === undefined ? value : { [inner]: value } });
          return true;
        } catch {
          return false;
        }
      };
      assert.deepEqual([least - 1, least, most, most + 1].filter(isTaken), [least, most]);
    });

  test('what is left out of a card or of the air is as on a real one', () => {
    assert.deepEqual(readSettings({ airTime: {}, sim: {} }), {
      network: { airTime: { minimum: 1000, maximum: 4000 } },
      sim: { pinEnabled: false, toolkit: true },
    });
    assert.deepEqual(readSettings(null), {});
    assert.deepEqual(readSettings({ sim: { class: 'sim', puk: '1' } }).sim, {
      ...{ class: 'sim', puk: '1', pinEnabled: false, toolkit: true },
    });
  });

  test('an error names file and member', () => {
    withFile('modems: 0', path =>
      assert.throws(
        () => readSettingsFile(path),
        (error: unknown) => {
          assert.ok(error instanceof SettingsFileError);
          assert.equal(error.message, `${path}: modems: has to be a whole number from 1 to 256`);
          return true;
        },
      ),
    );
    assert.throws(() => readSettingsFile('/nowhere.yaml'), SettingsFileError);
  });
});
