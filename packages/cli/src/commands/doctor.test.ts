/** `simgate doctor`: the report at a terminal and as JSON, its copy for an issue, and the exit code. The machine has no modem but one at an address. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Peer, type Ran } from '../testing.ts';
import { version } from '../version.ts';

const peer = new Peer();
const root = mkdtempSync(join(tmpdir(), 'simgate-doctor-'));
before(() => peer.listen());
after(() => {
  peer.close();
  rmSync(root, { recursive: true, force: true });
});

function doctor(words: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return peer.run(
    `doctor ${words}`.trim().split(' '),
    {},
    {
      environment: { SIMGATE_DISCOVERY_ROOT: root, SIMGATE_DATA_FOLDER: join(root, 'data'), ...environment },
    },
  );
}

describe('simgate doctor', () => {
  test('prints what it found, and ends with 1 where there is no modem', async () => {
    const { out, code, asked, err } = await doctor('');
    assert.match(out, /^✗ /);
    assert.deepEqual([code, asked, err], [1, [], '']);
  });

  test('prints one document with --json', async () => {
    const { out, code } = await doctor('--json');
    const { devices, findings, exitCode } = JSON.parse(out) as Record<string, { code: string }[]>;
    assert.deepEqual([devices, findings?.map(each => each.code), exitCode, code], [[], ['no_device'], 1, 1]);
    assert.ok(out.includes('\n  "devices"'));
  });

  test('asks the devices that are named alone', async () => {
    const { out } = await doctor('127.0.0.1:1 --json');
    const { devices } = JSON.parse(out) as { devices: { name: string; verdict: { code: string } }[] };
    assert.deepEqual(
      devices.map(({ name, verdict }) => [name, verdict.code]),
      [['127.0.0.1:1', 'unreachable']],
    );
  });

  test('writes the report with the versions at work into a file', async () => {
    const file = join(root, 'doctor.txt');
    const { out } = await doctor(`--report ${file}`);
    const [versions, empty, ...report] = readFileSync(file, 'utf8').split('\n');
    assert.match(versions ?? '', new RegExp(`^simgate ${version}, Node\\.js v\\d+`));
    assert.deepEqual([empty, report.join('\n')], ['', out]);
  });

  test('ends with 2 where the settings are wrong', async () => {
    const file = join(root, 'simgate.yaml');
    writeFileSync(file, 'nothing: 1\n');
    for (const { err, code, out } of [
      await doctor(`--config ${file}`),
      await doctor('', { SIMGATE_HTTP_PORT: 'x' }),
    ]) {
      assert.match(err, /^simgate: /);
      assert.deepEqual([code, out], [2, '']);
    }
  });

  test('ends with 1 where the report cannot be written', async () => {
    const { err, code } = await doctor('--report /dev/null/x');
    assert.match(err, /^simgate: ENOTDIR/);
    assert.equal(code, 1);
  });
});
