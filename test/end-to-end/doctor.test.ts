import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { lockFolder } from '../../packages/daemon/src/store/folder-lock.ts';
import {
  type AtAnswers,
  atResponder,
  dataModeResponder,
  machineAt,
  wellModem,
} from '../../packages/gateway/src/devices/testing.ts';
import { noPseudoTerminal, pseudoTerminal } from '../../packages/gateway/src/link/testing.ts';
import { runProgram } from '../foreign/support/child-program.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { launcher } from './support/gateway.ts';

interface Report {
  readonly gateway: string | null;
  readonly devices: readonly {
    readonly name: string;
    readonly port: number | null;
    readonly device: string;
    readonly usb: readonly string[];
    readonly verdict: { readonly code: string; readonly causes: string[]; readonly remedies: string[] };
    readonly warnings: readonly { readonly code: string }[];
    readonly facts: Readonly<Record<string, string>>;
    readonly asked: readonly { readonly device: string; readonly code: string }[];
  }[];
  readonly findings: readonly { readonly code: string }[];
}

/** The answers of a modem for each fault. */
const modems: Readonly<Record<string, AtAnswers>> = {
  well: wellModem,
  no_sim: { ...wellModem, 'AT+CPIN?': ['+CME ERROR: 10'] },
  pin_required: { ...wellModem, 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'] },
  puk_required: { ...wellModem, 'AT+CPIN?': ['+CPIN: SIM PUK', 'OK'] },
  sim_locked: { ...wellModem, 'AT+CPIN?': ['+CPIN: PH-NET PIN', 'OK'] },
  sim_busy: { ...wellModem, 'AT+CPIN?': ['+CME ERROR: 14'] },
  radio_off: { ...wellModem, 'AT+CFUN?': ['+CFUN: 4', 'OK'] },
  denied: { ...wellModem, 'AT+CREG?': ['+CREG: 0,3', 'OK'] },
  unregistered: { ...wellModem, 'AT+CREG?': ['+CREG: 0,2', 'OK'], 'AT+CGREG?': ['+CGREG: 0,2', 'OK'] },
};

describe('simgate doctor', { timeout: 180_000, concurrency: true, skip: noPseudoTerminal }, () => {
  const endings: (() => unknown)[] = [];
  const context = { after: (ending: () => unknown) => void endings.push(ending) };
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let machines = 0;

  before(async () => {
    folder = await temporaryFolder('doctor');
  });

  after(async () => {
    for (const ending of endings.reverse()) await ending();
    await folder.remove();
  });

  function newMachine() {
    machines += 1;
    const root = join(folder.path, `machine${machines}`);
    mkdirSync(root);
    return machineAt(root);
  }

  async function doctor(root: string, args: readonly string[] = [], settings: Record<string, string> = {}) {
    const env = { SIMGATE_DISCOVERY_ROOT: root, SIMGATE_DATA_FOLDER: join(root, 'data'), ...settings };
    const { output, code } = await runProgram(process.execPath, [launcher, 'doctor', ...args], { env });
    return { output, code, report: args.includes('--json') ? (JSON.parse(output) as Report) : undefined };
  }

  const serve = async (answers: AtAnswers, baudRate?: number) => {
    const terminal = await pseudoTerminal(context, baudRate);
    terminal.hears(atResponder(answers, text => terminal.sends(Buffer.from(text, 'latin1'))));
    return terminal.path;
  };

  test('each modem gets the verdict that its state calls for, and what mends it', async () => {
    const machine = newMachine();
    const expected: Record<string, string> = {};
    let number = 0;
    const plug = (verdict: string, leadsTo: string, ids = 'cccc:0001') => {
      number += 1;
      const tty = `ttyUSB${number}`;
      machine.plug({
        ports: `1.${number}`,
        ids,
        interfaces: [{ number: 0, driver: 'option', tty, leadsTo }],
      });
      expected[join(machine.root, 'dev', tty)] = verdict;
      return tty;
    };
    for (const [verdict, answers] of Object.entries(modems)) plug(verdict, await serve(answers));
    plug('silent', (await pseudoTerminal(context)).path);
    const talking = await pseudoTerminal(context);
    talking.hears(() => talking.sends('$GPGGA,120000.00,,,,,0\r\n'));
    plug('no_at', talking.path);
    const dialled = await pseudoTerminal(context);
    dialled.hears(dataModeResponder(wellModem, text => dialled.sends(Buffer.from(text, 'latin1'))));
    const inData = plug('well', dialled.path);
    for (const [verdict, comm] of [
      ['held_by_manager', 'ModemManager'],
      ['held', 'minicom'],
    ] as const) {
      const path = await serve(wellModem);
      const process = plug(verdict, path).slice('ttyUSB'.length);
      machine.write(`proc/${process}/comm`, `${comm}\n`);
      machine.link(`proc/${process}/fd/5`, path);
    }
    machine.plug({ ports: '2.1', ids: '12d1:14dc', interfaces: [{ number: 0, codes: '020600' }] });
    machine.plug({ ports: '2.2', ids: '12d1:1f01', interfaces: [{ number: 0, codes: '080650' }] });
    machine.plug({ ports: '2.3', ids: 'cccc:0002', interfaces: [{ number: 0, driver: 'cdc_mbim' }] });
    const adapter = { number: 0, driver: 'ftdi_sio', tty: 'ttyUSB99', leadsTo: await serve(wellModem) };
    machine.plug({ ports: '3', ids: '0403:6001', interfaces: [adapter] });
    expected[join(machine.root, 'dev/ttyUSB99')] = 'not_asked';

    const { report, code } = await doctor(machine.root, ['--json']);
    assert.equal(code, 3);
    const devices = report?.devices ?? [];
    const withTty = devices.filter(({ device }) => device !== '');
    assert.deepEqual(
      Object.fromEntries(withTty.map(({ device, verdict }) => [device, verdict.code])),
      expected,
    );
    assert.deepEqual(
      devices.filter(({ device }) => device === '').map(({ name, verdict }) => [name, verdict.code]),
      [
        ['12d1:14dc', 'network_stick'],
        ['12d1:1f01', 'storage_mode'],
        ['cccc:0002', 'packet_only'],
      ],
    );
    for (const { verdict } of devices.filter(one => one.verdict.code !== 'well'))
      assert.ok(verdict.remedies.length > 0, verdict.code);
    const of = (verdict: string) => devices.find(one => one.verdict.code === verdict);
    assert.deepEqual(
      of('held_by_manager')?.verdict.remedies[0]?.match(/--inhibit-device=\S+/)?.[0],
      `--inhibit-device=/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1.${number - 1}`,
    );
    assert.match(of('held')?.verdict.causes[0] ?? '', /minicom, process \d+/);
    assert.match(of('denied')?.verdict.causes[0] ?? '', /circuit-switched/);
    assert.match(of('storage_mode')?.verdict.remedies[1] ?? '', /-v 0x12d1 -p 0x1f01/);
    const well = of('well');
    assert.deepEqual(
      [well?.facts.imei, well?.facts.operator, well?.facts.signal],
      ['49015420*******', 'Operator', '20 of 31'],
    );
    assert.deepEqual(well?.usb, ['place:pci0000:00/0000:00:14.0/usb2/1.1']);
    const led = devices.find(({ device }) => device.endsWith(inData));
    assert.deepEqual(
      led?.warnings.map(warning => warning.code),
      ['data_mode'],
    );
  });

  test('of several ttys of a module it finds the one that answers', async () => {
    const machine = newMachine();
    const silent = await pseudoTerminal(context);
    machine.plug({
      ports: '1',
      ids: 'cccc:0001',
      interfaces: [
        { number: 0, driver: 'option', tty: 'ttyUSB0', leadsTo: silent.path },
        { number: 2, driver: 'option', tty: 'ttyUSB1', leadsTo: await serve(wellModem) },
      ],
    });
    const { report, code } = await doctor(machine.root, ['--json']);
    assert.equal(code, 0);
    assert.deepEqual(
      report?.devices.map(({ device, asked }) => [device.slice(-7), asked.map(one => one.code)]),
      [['ttyUSB1', ['silent', 'well']]],
    );
  });

  test('a modem that answers at another speed than the settings say', async () => {
    const machine = newMachine();
    const interfaces = [
      { number: 0, driver: 'cp210x', tty: 'ttyUSB0', leadsTo: await serve(wellModem, 9600) },
    ];
    machine.plug({ ports: '1', ids: '10c4:ea60', interfaces });
    const device = join(machine.root, 'dev/ttyUSB0');
    const file = join(machine.root, 'simgate.yaml');
    writeFileSync(file, `ports: [{port: 4, device: ${device}, baudRate: 57600}]\n`);
    const { report, code } = await doctor(machine.root, ['--json', '--config', file]);
    assert.equal(code, 1);
    const [only] = report?.devices ?? [];
    assert.deepEqual(
      [only?.port, only?.verdict.code, only?.verdict.causes],
      [4, 'wrong_speed', ['it answers at 9600 baud']],
    );
  });

  test('without any modem', async () => {
    const { report, code, output } = await doctor(newMachine().root, ['--json']);
    assert.equal(code, 1, output);
    assert.deepEqual(
      report?.findings.map(({ code: found }) => found),
      ['no_device'],
    );
  });

  test('a device that this user may not open', async () => {
    const machine = newMachine();
    machine.plug({
      ports: '1',
      ids: 'cccc:1',
      interfaces: [{ number: 0, driver: 'option', tty: 'ttyUSB0' }],
    });
    machine.write('etc/group', `dialout:x:${process.getgid?.()}:\n`);
    const device = join(machine.root, 'dev/ttyUSB0');
    chmodSync(device, 0o060);
    // Root may open everything: the program runs as somebody else then.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chmodSync(folder.path, 0o755);
    const other = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const [command = '', ...args] = [...other, process.execPath, launcher, 'doctor', '--json'];
    const env = { SIMGATE_DISCOVERY_ROOT: machine.root, SIMGATE_DATA_FOLDER: '/there/is/none' };
    const { output } = await runProgram(command, args, { env });
    const verdict = (JSON.parse(output) as Report).devices[0]?.verdict;
    assert.equal(verdict?.code, 'no_permission', output);
    assert.match(verdict?.remedies[0] ?? '', /^sudo usermod -aG dialout /);
  });

  test('a modem behind a terminal server is examined like any other', async () => {
    const server = createServer(socket => {
      socket.on(
        'data',
        atResponder(modems.pin_required ?? {}, text => void socket.write(text)),
      );
      socket.on('error', () => {});
    });
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
    context.after(() => void server.close());
    const address = server.address();
    const tcp = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const { report, code } = await doctor(newMachine().root, ['--json', tcp, '127.0.0.1:1']);
    assert.equal(code, 1);
    assert.deepEqual(
      report?.devices.map(({ name, verdict }) => [name, verdict.code]),
      [
        [tcp, 'pin_required'],
        ['127.0.0.1:1', 'unreachable'],
      ],
    );
  });

  test('what a running gateway uses is not touched', async () => {
    const machine = newMachine();
    const untouched = await pseudoTerminal(context);
    const heard: Buffer[] = [];
    untouched.hears(octets => heard.push(octets));
    const interfaces = [{ number: 0, driver: 'option', tty: 'ttyUSB0', leadsTo: untouched.path }];
    machine.plug({ ports: '1', ids: 'cccc:1', interfaces });
    const dataFolder = join(machine.root, 'data');
    mkdirSync(dataFolder);
    context.after(lockFolder(dataFolder, 'process 4711, started today'));
    const { report, code } = await doctor(machine.root, ['--json'], { SIMGATE_PORTS: 'auto' });
    assert.equal(code, 0);
    assert.equal(report?.gateway, 'process 4711, started today');
    assert.deepEqual(
      report?.devices.map(({ verdict }) => verdict.code),
      ['used_by_gateway'],
    );
    assert.deepEqual(heard, []);
  });

  test('the text is for people: a sign, a cause, and what to do', async () => {
    const machine = newMachine();
    const leadsTo = await serve(modems.pin_required ?? {});
    const names = ['Maker', 'Stick'] as const;
    const interfaces = [{ number: 0, driver: 'option', tty: 'ttyUSB0', leadsTo }];
    machine.plug({ ports: '1', ids: 'cccc:1', serial: 'S42', names, interfaces });
    const attachment = join(machine.root, 'doctor.txt');
    const { output, code } = await doctor(machine.root, ['--report', attachment]);
    assert.equal(code, 1);
    const [machineLine = '', , ...reported] = readFileSync(attachment, 'utf8').split('\n');
    assert.match(machineLine, /^simgate \S+, Node\.js v\S+, Linux /);
    assert.equal(reported.join('\n'), output);
    assert.equal(
      output,
      [
        `Maker Stick (cccc:1)  ${machine.root}/dev/ttyUSB0`,
        '  maker Maker, model Model 1, firmware 1.0, dialect generic, imei 49015420*******, sim pin',
        '  usb: serial:cccc:S42  or  place:pci0000:00/0000:00:14.0/usb2/1',
        '  ✗ the SIM asks for its PIN',
        '    because: the PIN of the SIM is on; none is ever tried here',
        '    do: pin: of the port in the settings',
        '    do: or switch the PIN off in a telephone',
        '',
      ].join('\n'),
    );
  });

  test('wrong settings end with 2', async () => {
    const { code, output } = await doctor(newMachine().root, [], { SIMGATE_LOG_LEVEL: 'loud' });
    assert.equal(code, 2, output);
  });
});
