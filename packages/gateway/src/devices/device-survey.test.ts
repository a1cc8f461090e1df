import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { settle } from '../at/testing.ts';
import { loadConfig } from '../config/load.ts';
import type { PortConfig } from '../config/schema.ts';
import { dialects } from '../dialects/dialects.ts';
import { DeviceSurvey, type Probe } from './device-survey.ts';
import type { runDoctor } from './doctor.ts';
import { finding } from './reasons.ts';
import { scanDevices } from './scan.ts';
import { type MadeUpMachine, madeUpMachine } from './testing.ts';

/** An EC25 at these ports of the hubs, whose ttys begin with this number. */
function ec25(ports: string, first: number) {
  return {
    ...{ ports, ids: '2c7c:0125', serial: `S${first}`, names: ['Quectel', 'EC25'] as const },
    interfaces: [0, 1, 2, 3].map(number => ({ number, driver: 'option', tty: `ttyUSB${first + number}` })),
  };
}

function bench(
  context: TestContext,
  prepare: (machine: MadeUpMachine) => void,
  ports: readonly PortConfig[] = [],
  fault?: Error,
) {
  const machine = madeUpMachine(context);
  prepare(machine);
  const asked: (readonly string[] | undefined)[] = [];
  let answer = () => {};
  const ask: typeof runDoctor = async ({ targets }) => {
    asked.push(targets);
    if (fault !== undefined) throw fault;
    await new Promise<void>(resolve => {
      answer = resolve;
    });
    const devices = (targets ?? []).map(device => ({
      ...{ name: 'a modem', port: null, device, usb: [], verdict: finding('well') },
      ...{ warnings: [], facts: { imei: '49015420323751' }, asked: [] },
    }));
    return { gateway: null, devices, findings: [], exitCode: 0 };
  };
  const config = loadConfig(undefined, { SIMGATE_DISCOVERY_ROOT: machine.root });
  const look = () => {
    const devices = scanDevices(
      machine.root,
      dialects.map(({ usb }) => usb),
    );
    const served = devices.map(device => {
      const port = ports.find(one => device.ttys.some(({ path }) => path === one.device))?.port;
      return { device, usb: [device.place], ...(port !== undefined && { port }) };
    });
    return { devices: served, ports };
  };
  const survey = new DeviceSurvey({ config, clock: fakeClock(), look, ask });
  const path = (name: string) => `${machine.root}/dev/${name}`;
  return { machine, survey, asked, path, answer: () => answer() };
}

describe('the devices of a machine', () => {
  test('are shown with their names, ids, ttys and the tty to speak AT on', async context => {
    const { survey, path } = bench(context, machine => machine.plug(ec25('1.4', 0)));
    const [device] = await survey.list();
    assert.partialDeepStrictEqual(device, {
      ...{ name: 'Quectel EC25 (2c7c:0125)', kind: 'modem', usbIds: '2c7c:0125', serial: 'S0', port: null },
      verdict: { code: 'unused', kind: 'unasked' },
    });
    assert.deepEqual(
      device?.ttys.map(tty => [tty.path, tty.interface, tty.chosen]),
      [0, 1, 2, 3].map(number => [path(`ttyUSB${number}`), number, number === 2]),
    );
    assert.match(device?.ttys[2]?.links[0] ?? '', /serial\/by-id\/usb-ttyUSB2$/);
  });

  test('have the port that uses them', async context => {
    const machine = madeUpMachine(context);
    const port = { port: 5, device: `${machine.root}/dev/ttyUSB2`, record: false };
    const survey = new DeviceSurvey({
      config: loadConfig(undefined, { SIMGATE_DISCOVERY_ROOT: machine.root }),
      clock: fakeClock(),
      look: () => {
        machine.plug(ec25('1.4', 0));
        const [device] = scanDevices(machine.root, []);
        assert.ok(device);
        return { devices: [{ device, usb: [], port: 5 }], ports: [port] };
      },
    });
    assert.partialDeepStrictEqual(await survey.list(), [{ port: 5, verdict: { code: 'used_by_gateway' } }]);
  });

  test('a router in a stick has its remedy', async context => {
    const { survey } = bench(context, machine =>
      machine.plug({
        ports: '2',
        ids: '12d1:14dc',
        interfaces: [{ number: 0, codes: '020600', driver: 'cdc_ether' }],
      }),
    );
    assert.partialDeepStrictEqual(await survey.list(), [
      { usbIds: '12d1:14dc', verdict: { code: 'network_stick' } },
    ]);
  });

  test('ports without one are shown too: at an address, and missing', async context => {
    const { survey } = bench(context, () => {}, [
      { port: 1, tcp: '192.0.2.7:4001', record: false },
      { port: 2, usb: 'usb1/1.4', record: false },
      { port: 3, device: '/dev/none', record: false },
      { port: 4, record: false },
    ]);
    assert.partialDeepStrictEqual(await survey.list(), [
      { name: '192.0.2.7:4001', kind: 'tcp', port: 1, verdict: { code: 'used_by_gateway' } },
      { name: 'usb1/1.4', kind: 'missing', port: 2, verdict: { code: 'absent' } },
      { name: '/dev/none', kind: 'missing', port: 3, verdict: { code: 'absent' } },
      { name: 'port 4', kind: 'missing', port: 4, verdict: { code: 'absent' } },
    ]);
  });

  test('have the obstacle that can be seen from outside; lines of the board are not asked', async context => {
    const { survey } = bench(context, machine => {
      machine.plug(ec25('1.4', 0));
      machine.write('proc/4711/comm', 'minicom\n');
      machine.link('proc/4711/fd/3', `${machine.root}/dev/ttyUSB2`);
      machine.board('ttyAMA0');
    });
    assert.partialDeepStrictEqual(await survey.list(), [
      { usbIds: '2c7c:0125', verdict: { code: 'held' } },
      { name: 'ttyAMA0', usbIds: '', verdict: { code: 'not_asked' } },
    ]);
  });
});

describe('a probe', () => {
  const begun = (survey: DeviceSurvey, devices?: readonly string[]): Probe => {
    const answer = survey.probe(devices);
    assert.ok(answer.kind === 'begun');
    return answer.probe;
  };

  test('asks each modem that no port uses, and keeps what it found', async context => {
    const { survey, asked, path, answer } = bench(context, machine => {
      machine.plug(ec25('1.4', 0));
      machine.board('ttyAMA0');
    });
    const { id, state } = begun(survey);
    assert.equal(state, 'running');
    assert.equal(survey.find(id)?.endedAt, null);
    assert.deepEqual(survey.probe(), { kind: 'busy' });
    answer();
    await settle();
    assert.deepEqual(asked, [[path('ttyUSB2')]]);
    assert.partialDeepStrictEqual(survey.find(id), {
      state: 'done',
      devices: [{ device: path('ttyUSB2'), verdict: { code: 'well' }, facts: { imei: '49015420323751' } }],
    });
    assert.equal(survey.probe().kind, 'begun');
  });

  test('asks the tty that was named', async context => {
    const { survey, asked, path } = bench(context, machine => machine.plug(ec25('1.4', 0)));
    begun(survey, [path('ttyUSB3')]);
    assert.deepEqual(asked, [[path('ttyUSB3')]]);
  });

  test('asks each tty that was named, though they are of one device', async context => {
    const { survey, asked, path } = bench(context, machine => machine.plug(ec25('1.4', 0)));
    begun(survey, [path('ttyUSB3'), path('ttyUSB0')]);
    assert.deepEqual(asked, [[path('ttyUSB3'), path('ttyUSB0')]]);
  });

  test('asks no router in a stick, and has its remedy', async context => {
    const interfaces = [{ number: 0, codes: '020600', driver: 'cdc_ether' }];
    const { survey, asked } = bench(context, machine =>
      machine.plug({ ports: '2', ids: '12d1:14dc', interfaces }),
    );
    const { id } = begun(survey);
    await settle();
    assert.deepEqual(asked, []);
    assert.partialDeepStrictEqual(survey.find(id), {
      ...{ state: 'done', askedAt: Date.UTC(2026, 0, 31, 8), endedAt: Date.UTC(2026, 0, 31, 8), error: '' },
      devices: [{ device: '', port: null, verdict: { code: 'network_stick' } }],
    });
  });

  test('that breaks off has failed, with the reason, and leaves room for the next', async context => {
    const { survey } = bench(
      context,
      machine => machine.plug(ec25('1.4', 0)),
      [],
      new TypeError('no such thing'),
    );
    const { id } = begun(survey);
    await settle();
    assert.partialDeepStrictEqual(survey.find(id), {
      ...{
        state: 'failed',
        endedAt: Date.UTC(2026, 0, 31, 8),
        error: 'TypeError: no such thing',
        devices: [],
      },
    });
    assert.deepEqual([begun(survey).id - id, survey.find(id)?.state], [1, 'failed']);
  });

  test('opens nothing that is no tty of a device, such as a watchdog', context => {
    const { survey, asked } = bench(context, machine => machine.plug(ec25('1.4', 0)));
    for (const device of ['/dev/watchdog', '/etc/passwd', '192.0.2.7:23'])
      assert.deepEqual(survey.probe([device]), { kind: 'unknown', device });
    assert.deepEqual(asked, []);
  });

  test('leaves the device of a port alone', async context => {
    const ports: PortConfig[] = [];
    const { survey, asked, path } = bench(context, machine => machine.plug(ec25('1.4', 0)), ports);
    ports.push({ port: 5, device: path('ttyUSB2'), record: false });
    const { id } = begun(survey, [path('ttyUSB1')]);
    await settle();
    assert.deepEqual(asked, []);
    assert.partialDeepStrictEqual(survey.find(id)?.devices, [
      { port: 5, device: path('ttyUSB2'), verdict: { code: 'used_by_gateway' } },
    ]);
    assert.match(survey.find(id)?.devices[0]?.verdict.causes.join() ?? '', /port 5 of this gateway/);
  });

  test('the last ten are kept', async context => {
    const { survey } = bench(context, () => {});
    for (let count = 0; count < 12; count += 1) {
      begun(survey);
      await settle();
    }
    assert.equal(survey.find(2), undefined);
    assert.equal(survey.find(3)?.state, 'done');
    assert.equal(survey.find(12)?.state, 'done');
  });
});
