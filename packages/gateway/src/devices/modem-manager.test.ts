import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import { fakeClock } from '@simgate/daemon/testing';
import type { FoundDevice } from './found-device.ts';
import { ModemManager } from './modem-manager.ts';
import { madeUpMachine } from './testing.ts';

const device: FoundDevice = {
  ...{ kind: 'modem', place: '1', serial: '', vendor: 'aaaa', product: '1', makerName: '', productName: '' },
  ...{ interfaces: [], ttys: [], folder: '', managerUid: '/sys/devices/one', managerIgnores: false },
};

/** mmcli of a made-up machine: notes its argument, then runs `body`. */
function bench(context: TestContext, body: string, options: { enabled?: boolean; runs?: boolean } = {}) {
  const { enabled = true, runs = true } = options;
  const machine = madeUpMachine(context);
  const program = join(machine.root, 'mmcli');
  machine.write('mmcli', `#!/bin/sh\necho "$1" >> "${machine.root}/asked"\n${body}\n`);
  chmodSync(program, 0o755);
  if (runs) machine.write('proc/4711/comm', 'ModemManager\n');
  const logged: string[] = [];
  const log = {
    info: (_: object, text: string) => void logged.push(`info ${text}`),
    warn: (_: object, text: string) => void logged.push(`warn ${text}`),
    error: () => {},
  };
  const file = join(machine.root, 'asked');
  const asked = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
  const start = (clock = systemClock) => {
    const manager = new ModemManager({ root: machine.root, clock, log, enabled, program });
    context.after(() => manager.stop());
    return manager;
  };
  return { machine, start, logged, asked };
}

const GRANTED = `trap 'echo ended >> "$0.ended"; exit 0' TERM
echo "successfully inhibited device with uid '/sys/devices/one'"
echo "type Ctrl+C to abort this program and remove the inhibition"
while :; do sleep 0.05; done`;

describe('asking ModemManager to leave a device alone', () => {
  test('it is asked once for each device, and holds until we stop', async context => {
    const { start, asked, logged, machine } = bench(context, GRANTED);
    const manager = start();
    await manager.hold(device);
    await manager.hold(device);
    await manager.hold({ ...device, managerUid: '/sys/devices/two' });
    assert.deepEqual(asked(), ['--inhibit-device=/sys/devices/one', '--inhibit-device=/sys/devices/two']);
    assert.deepEqual(logged, Array(2).fill('info ModemManager leaves this device to us'));
    await manager.stop();
    assert.equal(readFileSync(join(machine.root, 'mmcli.ended'), 'utf8'), 'ended\nended\n');
  });

  test('a refusal is logged once, with the command that a person can give', async context => {
    const { start, logged, asked } = bench(
      context,
      'echo "error: couldn\'t inhibit device: Unauthorized" >&2; exit 1',
    );
    const clock = fakeClock();
    const manager = start({ ...clock, after: () => () => {} });
    await manager.hold(device);
    await manager.hold(device);
    assert.equal(asked().length, 1);
    assert.equal(logged.length, 1);
    assert.match(logged[0] ?? '', /^warn .*sudo mmcli --inhibit-device=\/sys\/devices\/one/);
  });

  test('a device that it does not know is no trouble', async context => {
    const { start, logged } = bench(
      context,
      'echo "error: couldn\'t inhibit device: Core.NotFound: No device found with uid" >&2; exit 1',
    );
    await start().hold(device);
    assert.deepEqual(logged, []);
  });

  test('where mmcli is missing that is what the log shows', async context => {
    const { machine, logged } = bench(context, '');
    const log = {
      info: () => {},
      warn: (fields: object) => void logged.push(JSON.stringify(fields)),
      error: () => {},
    };
    const program = '/there/is/no/mmcli';
    const manager = new ModemManager({ root: machine.root, clock: systemClock, log, enabled: true, program });
    context.after(() => manager.stop());
    await manager.hold(device);
    assert.match(logged.join(), /not found|No such file/);
  });

  const silent: readonly [string, Parameters<typeof bench>[2], FoundDevice][] = [
    ['ModemManager does not run', { runs: false }, device],
    ['a setting forbids it', { enabled: false }, device],
    ['udev keeps it away already', {}, { ...device, managerIgnores: true }],
  ];
  for (const [what, options, one] of silent)
    test(`nothing is asked where ${what}`, async context => {
      const { start, asked, logged } = bench(context, GRANTED, options);
      await start().hold(one);
      assert.deepEqual([asked(), logged], [[], []]);
    });
});
