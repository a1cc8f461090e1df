/**
 * ModemManager. It takes a serial device only with what udev knows of it, and udev knows nothing of pseudo-terminals, so it cannot be
 * made to find a virtual modem. Its test interface (`--test-enable`) makes a modem of a plugin's name and sockets: all behind the finding
 * is as in use. Not tried here: which plugin it would choose, and inhibiting a device, which needs one that udev knows.
 */
import assert from 'node:assert/strict';
import { connect, createServer, type Server } from 'node:net';
import { type ChildProgram, runProgram, startProgram } from '../child-program.ts';
import { pathOf } from '../foreign-program.ts';
import { busPrograms, openPrivateBus } from '../private-bus.ts';
import {
  arrived,
  BALANCE,
  type Checks,
  callTo,
  exactly,
  type Judge,
  type JudgedModem,
  lastCall,
  PHONE,
  sendTo,
  texts,
} from './judge.ts';

const NAME = 'org.freedesktop.ModemManager1';
const ROOT = '/org/freedesktop/ModemManager1';

/**
 * The plugin for a maker's modems; the others are driven by the one that knows the standards alone. So is Huawei's: its plugin ends the
 * daemon when a port was not found by asking.
 */
const pluginOfPersona: Readonly<Record<string, string>> = {
  quectel: 'quectel',
  ec200u: 'quectel',
  m66: 'quectel',
  simcom: 'simtech',
  sim7600: 'simtech',
  sim7000: 'simtech',
  a7670: 'simtech',
  zte: 'zte',
  wavecom: 'wavecom',
  cinterion: 'cinterion',
  'sara-r4': 'u-blox',
  'sara-u2': 'u-blox',
  em7455: 'sierra-legacy',
  le910: 'telit',
  fibocom: 'fibocom',
};

interface Session {
  readonly modem: JudgedModem;
  readonly signals: ChildProgram;
  /** Runs its command line tool; the output when all went well. */
  tool(...parameters: readonly string[]): Promise<string>;
}

export const modemManager: Judge = {
  name: 'ModemManager',
  needs: ['ModemManager', 'mmcli', ...busPrograms],
  version: async () => {
    const { output } = await runProgram(pathOf('ModemManager') ?? 'ModemManager', ['--version']);
    return /ModemManager ([\d.]+)/.exec(output)?.[1] ?? 'unknown';
  },
  open: openModemManager,
};

async function openModemManager(modem: JudgedModem): Promise<Checks> {
  const socket = `simgate-${process.pid}-${modem.port.port}`;
  const bridge = await bridgeTo(modem, socket);
  modem.atEnd(() => bridge.close());
  const bus = await openPrivateBus(modem.folder);
  modem.atEnd(bus.close);
  const switches = ['session', 'enable', 'no-udev', 'no-suspend-resume', 'no-qrtr'].map(
    name => `--test-${name}`,
  );
  const daemon = startProgram(
    pathOf('ModemManager') ?? 'ModemManager',
    [...switches, '--no-auto-scan', '--log-level=DEBUG'],
    { env: bus.environment },
  );
  modem.atEnd(() => daemon.end());
  const signals = await bus.signals(NAME);
  const plugin = pluginOfPersona[modem.persona] ?? 'generic';
  const profile = ['modem', plugin, `['abstract:${socket}']`];
  await bus.call({ daemon: NAME, path: ROOT }, `${NAME}.Test.SetProfile`, ...profile);
  const tool = async (...parameters: readonly string[]): Promise<string> => {
    const { code, output } = await runProgram('mmcli', parameters, { env: bus.environment });
    assert.equal(code, 0, `mmcli ${parameters.join(' ')}: ${output}`);
    return output;
  };
  await daemon.waitFor(/state changed \(unknown -> disabled\)/);
  // Some plugins close the port behind the identification, and what is enabled just then fails ("Flash cancelled").
  const enable = () => tool('-m', 'any', '-e');
  await enable().catch(enable);
  return checksOf({ modem, signals, tool });
}

/** A socket of the abstract name space, as ModemManager's test modems have, whose other side is the modem's port. */
async function bridgeTo({ port }: JudgedModem, name: string): Promise<Server> {
  const server = createServer(near => {
    const far = connect(port.port, port.host);
    near.pipe(far).pipe(near);
    for (const side of [near, far]) side.on('error', () => {}).on('close', () => near.destroy());
  });
  await new Promise<void>(resolve => server.listen({ path: `\0abstract:${name}` }, resolve));
  return server;
}

function checksOf(session: Session): Checks {
  const { modem, signals, tool } = session;
  return {
    identity: async () => {
      assert.match(await tool('-m', 'any', '-K'), new RegExp(`equipment-identifier +: ${modem.port.imei}\n`));
      const card = await tool('-i', '0', '-K');
      assert.match(card, exactly(modem.port.imsi));
      assert.match(card, exactly(modem.port.iccid));
    },
    registration: async () => {
      await signals.waitFor(/'RegistrationState': <uint32 1>/);
      await signals.waitFor(/'OperatorName': <'Test Network'>/);
    },
    'sends text': async () => {
      await send(session, texts.plain);
      await arrived(modem, texts.plain);
    },
    'sends a long text': async () => {
      await send(session, texts.long);
      await arrived(modem, texts.long, { segments: 3 });
    },
    'sends UCS-2': async () => {
      await send(session, texts.ucs2);
      await arrived(modem, texts.ucs2, { alphabet: 'ucs2' });
    },
    'takes a report': async () => {
      const from = signals.output().length;
      await send(session, 'with report', ',delivery-report-request=yes');
      const report = await tool('-s', await received(session, from));
      assert.match(report, /pdu type: status-report/);
      assert.match(report, /delivery state: completed-received/);
    },
    'receives text': () => receive(session, texts.incoming),
    'receives a long text': () => receive(session, texts.incomingLong),
    'asks USSD': async () => {
      assert.match(await tool('-m', 'any', '--3gpp-ussd-initiate=*100#'), exactly(BALANCE));
      assert.match(await tool('-m', 'any', '--3gpp-ussd-initiate=*102#'), /2 My number/);
      assert.match(await tool('-m', 'any', '--3gpp-ussd-respond=1'), exactly(BALANCE));
    },
    calls: () => dial(session),
    'is called': () => answer(session),
  };
}

async function send({ tool }: Session, text: string, more = ''): Promise<void> {
  const made = await tool('-m', 'any', `--messaging-create-sms=text='${text}',number='${PHONE}'${more}`);
  await tool('-s', /\S+SMS\/\d+/.exec(made)?.[0] ?? '', '--send');
}

/** The object of the next message that came in. */
async function received({ signals }: Session, from: number): Promise<string> {
  const [, path = ''] = await signals.waitFor(/Messaging\.Added \(objectpath '([^']+)', true\)/, from);
  return path;
}

async function receive(session: Session, text: string): Promise<void> {
  const from = session.signals.output().length;
  await sendTo(session.modem, text);
  const path = await received(session, from);
  // All parts are there: MM_SMS_STATE_RECEIVED is 3. A message of one part is received when it is announced.
  if (!(await session.tool('-s', path)).includes('state: received')) {
    await session.signals.waitFor(new RegExp(`${path}: [^\\n]*'State': <uint32 3>`), from);
  }
  assert.match(await session.tool('-s', path), exactly(text));
}

/** MM_CALL_STATE_ACTIVE is 4, TERMINATED 7. */
function stateIs(call: string, state: 4 | 7): RegExp {
  return new RegExp(`${call}: [^\\n]*StateChanged \\(-?\\d+, ${state}, `);
}

async function dial({ modem, signals, tool }: Session): Promise<void> {
  const from = signals.output().length;
  const made = await tool('-m', 'any', `--voice-create-call=number=${PHONE}`);
  const call = /\S+Call\/\d+/.exec(made)?.[0] ?? '';
  await tool('-o', call, '--start');
  await signals.waitFor(stateIs(call, 4), from);
  await tool('-o', call, '--hangup');
  await signals.waitFor(stateIs(call, 7), from);
  assert.deepEqual([lastCall(modem)?.to, lastCall(modem)?.endedBy], [PHONE, 'origin']);
}

async function answer({ modem, signals, tool }: Session): Promise<void> {
  const from = signals.output().length;
  callTo(modem);
  const [, call = ''] = await signals.waitFor(/CallAdded \(objectpath '([^']+)'/, from);
  await tool('-o', call, '--accept');
  await signals.waitFor(stateIs(call, 4), from);
  await tool('-o', call, '--hangup');
  await signals.waitFor(stateIs(call, 7), from);
  assert.equal(lastCall(modem)?.endedBy, 'destination');
}
