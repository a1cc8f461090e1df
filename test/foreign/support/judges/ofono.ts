/**
 * oFono. Its plugin for modem simulators dials a TCP port that a settings file names, so it needs neither udev nor a tty. The plugin
 * expects a modem without echo and does not switch echo off. oFono keeps status reports to itself: that it took one is seen by its
 * acknowledgement (+CNMA). It sends no characters beyond the first plane.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  prepare,
  reportsTaken,
  sendTo,
  texts,
} from './judge.ts';

const MODEM = '/phonesim';
const interfacesNeeded = [
  'MessageManager',
  'SupplementaryServices',
  'VoiceCallManager',
  'NetworkRegistration',
];

interface Session {
  readonly modem: JudgedModem;
  /** A method of `org.ofono.<...>`, of the modem or of an object below it. */
  call(method: string, parameters?: readonly string[], below?: string): Promise<string>;
  readonly signals: ChildProgram;
}

export const ofono: Judge = {
  name: 'oFono',
  needs: ['ofonod', ...busPrograms],
  version: async () => (await runProgram(pathOf('ofonod') ?? 'ofonod', ['--version'])).output.trim(),
  open: openOfono,
};

async function openOfono(modem: JudgedModem): Promise<Checks> {
  await prepare(modem, 'ATE0');
  const settings = join(modem.folder, 'phonesim.conf');
  await writeFile(settings, `[phonesim]\nAddress=${modem.port.host}\nPort=${modem.port.port}\n`);
  const bus = await openPrivateBus(modem.folder);
  modem.atEnd(bus.close);
  const environment = { ...bus.environment, OFONO_PHONESIM_CONFIG: settings };
  const daemon = startProgram(pathOf('ofonod') ?? 'ofonod', ['--nodetach'], { env: environment });
  modem.atEnd(() => daemon.end());
  const signals = await bus.signals('org.ofono');
  const session: Session = {
    modem,
    signals,
    call: (method, parameters = [], below = '') =>
      bus.call({ daemon: 'org.ofono', path: `${MODEM}${below}` }, `org.ofono.${method}`, ...parameters),
  };
  await switchOn(session);
  return checksOf(session);
}

/** Powers the modem, and switches its radio on; resolves when every interface that is used is there. */
async function switchOn({ call, signals }: Session): Promise<void> {
  // The modem of the settings file appears a moment after the daemon's name.
  await signals.waitFor(/is owned by/);
  await call('Modem.SetProperty', ['Powered', '<true>']);
  await signals.waitFor(/'Interfaces', <\[[^\n]*MessageManager/);
  await call('Modem.SetProperty', ['Online', '<true>']);
  const all = interfacesNeeded.map(name => `(?=[^\\n]*org\\.ofono\\.${name}')`).join('');
  await signals.waitFor(new RegExp(`'Interfaces', <${all}`));
}

function checksOf(session: Session): Checks {
  const { modem, call, signals } = session;
  const send = async (text: string): Promise<void> => {
    await call('MessageManager.SendMessage', [PHONE, text]);
  };
  const receive = async (text: string): Promise<void> => {
    await sendTo(modem, text);
    await signals.waitFor(exactly(`IncomingMessage ('${text}', `));
  };
  return {
    identity: async () => {
      const properties = await call('Modem.GetProperties');
      assert.match(properties, exactly(`'Serial': <'${modem.port.imei}'>`));
      await signals.waitFor(exactly(`'SubscriberIdentity', <'${modem.port.imsi}'>`));
      await signals.waitFor(exactly(`'CardIdentifier', <'${modem.port.iccid}'>`));
    },
    registration: async () => {
      await signals.waitFor(/NetworkRegistration\.PropertyChanged \('Status', <'registered'>\)/);
      await signals.waitFor(/'Name', <'[^']*Test Network/);
    },
    'sends text': async () => {
      await send(texts.plain);
      await arrived(modem, texts.plain);
    },
    'sends a long text': async () => {
      await send(texts.long);
      await arrived(modem, texts.long, { segments: 3 });
    },
    'sends UCS-2': async () => {
      await send(texts.ucs2);
      await arrived(modem, texts.ucs2, { alphabet: 'ucs2' });
    },
    'takes a report': async () => {
      await call('MessageManager.SetProperty', ['UseDeliveryReports', '<true>']);
      await send('with report');
      await reportsTaken(modem, 1);
    },
    'receives text': () => receive(texts.incoming),
    'receives a long text': () => receive(texts.incomingLong),
    'asks USSD': () => askMenu(session),
    calls: () => dial(session),
    'is called': () => answer(session),
  };
}

async function askMenu({ call }: Session): Promise<void> {
  assert.match(await call('SupplementaryServices.Initiate', ['*100#']), exactly(BALANCE));
  assert.match(await call('SupplementaryServices.Initiate', ['*102#']), /2 My number/);
  assert.match(await call('SupplementaryServices.Respond', ['1']), exactly(BALANCE));
}

async function dial({ modem, call, signals }: Session): Promise<void> {
  const from = signals.output().length;
  await call('VoiceCallManager.Dial', [PHONE, '']);
  await signals.waitFor(/VoiceCall\.PropertyChanged \('State', <'active'>\)/, from);
  await call('VoiceCallManager.HangupAll');
  await signals.waitFor(/CallRemoved/, from);
  assert.deepEqual([lastCall(modem)?.to, lastCall(modem)?.endedBy], [PHONE, 'origin']);
}

async function answer({ modem, call, signals }: Session): Promise<void> {
  const from = signals.output().length;
  callTo(modem);
  const [, path = ''] = await signals.waitFor(
    /CallAdded \(objectpath '\/phonesim(\/\w+)', [^\n]*'incoming'/,
    from,
  );
  assert.match(await call('VoiceCallManager.GetCalls'), exactly(`<'${PHONE}'>`));
  await call('VoiceCall.Answer', [], path);
  await signals.waitFor(/VoiceCall\.PropertyChanged \('State', <'active'>\)/, from);
  await call('VoiceCallManager.HangupAll');
  await signals.waitFor(/CallRemoved/, from);
  assert.equal(lastCall(modem)?.endedBy, 'destination');
}
