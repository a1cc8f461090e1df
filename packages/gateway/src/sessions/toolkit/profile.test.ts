import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import {
  type CommandName,
  facilitiesOf,
  generalResult,
  type ProactiveCommand,
  type TerminalFacility,
  type TerminalResponse,
  type ToolkitEventName,
  toolkitEvent,
} from '@simgate/gsm';
import { noToolkit } from '../../modem/toolkit/toolkit.ts';
import { profileOctets } from '../../modem/toolkit/toolkit-commands.ts';
import { snapshotOf } from '../../ports/testing.ts';
import { noToolkitSeen, step } from './machine.ts';
import { perform } from './perform.ts';
import { header, idle, inkey, input, list, menu, text } from './testing.ts';
import { createCardTimers } from './timers.ts';

const claimed = new Set(facilitiesOf(profileOctets));

/** The answer to the card; undefined: a person is asked. */
async function answerTo(command: ProactiveCommand): Promise<TerminalResponse | undefined> {
  const { actions } = step(noToolkitSeen, { type: 'command', command }, { answer: 1000 });
  const [first] = actions;
  if (first?.type === 'respond') return first.response;
  if (first?.type !== 'perform') return undefined;
  const clock = fakeClock();
  const registration = { domain: 'CREG', status: 1, locationArea: 1, cell: 1 } as const;
  return perform(command, {
    port: {
      number: 0,
      snapshot: () => snapshotOf(0, { imei: '490154203237518' }),
      submit: async () => ({ kind: 'accepted', reference: 1 }),
      toolkit: { ...noToolkit, place: async () => ({ network: '00101', registration }) },
    },
    ...{ clock, timers: createCardTimers(clock, () => {}) },
    services: {
      ussd: async () => ({ kind: 'done' }),
      ss: async () => ({ kind: 'done' }),
      call: async () => ({ kind: 'done' }),
    },
    allowed: new Set(),
    ...{ listens: () => {}, refused: () => {} },
  });
}

function plain(name: CommandName, more: object = {}, qualifier = 0): ProactiveCommand {
  return { type: name, ...header(name, qualifier), ...more } as ProactiveCommand;
}

const dialled = { typeOfAddress: 0x81, digits: '*21#' };
const duration = { unit: 'seconds', interval: 10 } as const;
const minute = { hours: 0, minutes: 1, seconds: 0 };

/** Every command of 102 223 9.4 that is known, with what of the profile it takes. */
const commands: Readonly<Record<CommandName, readonly [TerminalFacility, ProactiveCommand][]>> = {
  refresh: [['refresh', plain('refresh')]],
  moreTime: [['moreTime', plain('moreTime')]],
  pollInterval: [['pollInterval', plain('pollInterval', { duration })]],
  pollingOff: [['pollingOff', plain('pollingOff')]],
  setUpEventList: [['setUpEventList', plain('setUpEventList', { events: [] })]],
  setUpCall: [['setUpCall', plain('setUpCall', { address: dialled })]],
  sendSs: [['sendSs', plain('sendSs', { serviceString: dialled })]],
  sendUssd: [
    ['sendUssd', plain('sendUssd', { ussdString: { dataCodingScheme: 15, octets: new Uint8Array() } })],
  ],
  sendShortMessage: [['sendShortMessage', plain('sendShortMessage', { tpdu: new Uint8Array() })]],
  sendDtmf: [['sendDtmf', plain('sendDtmf', { tones: '1' })]],
  launchBrowser: [['launchBrowser', plain('launchBrowser', { url: '' })]],
  playTone: [['playTone', plain('playTone')]],
  displayText: [
    ['displayText', text()],
    ['sustainedDisplayText', text(0x80, { immediateResponse: true })],
    ['displayTextDuration', text(0x80, { duration })],
  ],
  getInkey: [
    ['getInkey', inkey(0)],
    ['getInkeyYesNo', inkey(4)],
  ],
  getInput: [['getInput', input(0)]],
  selectItem: [['selectItem', list()]],
  setUpMenu: [['setUpMenu', menu('One')]],
  provideLocalInformation: [
    ['provideLocationAndImei', plain('provideLocalInformation', {}, 0)],
    ['provideLocationAndImei', plain('provideLocalInformation', {}, 1)],
    ['provideNetworkMeasurements', plain('provideLocalInformation', {}, 2)],
    ['provideDateTime', plain('provideLocalInformation', {}, 3)],
    ['provideLanguage', plain('provideLocalInformation', {}, 4)],
    ['provideTimingAdvance', plain('provideLocalInformation', {}, 5)],
    ['provideAccessTechnology', plain('provideLocalInformation', {}, 6)],
    ['provideImeisv', plain('provideLocalInformation', {}, 8)],
    ['provideNetworkSearchMode', plain('provideLocalInformation', {}, 9)],
  ],
  timerManagement: [
    ['timerStartStop', plain('timerManagement', { timer: 1, value: minute }, 0)],
    ['timerCurrentValue', plain('timerManagement', { timer: 1 }, 2)],
  ],
  setUpIdleModeText: [['setUpIdleModeText', idle('Welcome')]],
  performCardApdu: [['performCardApdu', plain('performCardApdu')]],
  powerOnCard: [['powerOnCard', plain('powerOnCard')]],
  powerOffCard: [['powerOffCard', plain('powerOffCard')]],
  getReaderStatus: [['getReaderStatus', plain('getReaderStatus')]],
  runAtCommand: [['runAtCommand', plain('runAtCommand')]],
  languageNotification: [['languageNotification', plain('languageNotification')]],
  openChannel: [['openChannel', plain('openChannel')]],
  closeChannel: [['closeChannel', plain('closeChannel')]],
  receiveData: [['receiveData', plain('receiveData', { length: 1 })]],
  sendData: [['sendData', plain('sendData')]],
  getChannelStatus: [['getChannelStatus', plain('getChannelStatus')]],
};

/** The events that have a place of their own in the profile; it is named after them. */
const events: readonly ToolkitEventName[] = [
  ...(['mtCall', 'callConnected', 'callDisconnected', 'locationStatus', 'userActivity'] as const),
  ...(['idleScreenAvailable', 'cardReaderStatus', 'languageSelection', 'browserTermination'] as const),
  ...(['dataAvailable', 'channelStatus', 'accessTechnologyChange', 'displayParametersChanged'] as const),
  ...(['localConnection', 'networkSearchModeChange'] as const),
];

const rows: readonly (readonly [string, TerminalFacility, ProactiveCommand])[] = [
  ...Object.values(commands).flatMap(variants =>
    variants.map(([facility, command]) => [facility, facility, command] as const),
  ),
  ...events.map(name => {
    const facility = `event${name[0]?.toUpperCase()}${name.slice(1)}` as TerminalFacility;
    return [`event ${name}`, facility, plain('setUpEventList', { events: [toolkitEvent[name]] })] as const;
  }),
];

/** Bits of no single command: envelopes, parts of a command, and tasks of the modem itself (31.111 7.1.1). */
const besides: readonly TerminalFacility[] = [
  ...(['profileDownload', 'commandResult', 'menuSelection', 'timerExpiration'] as const),
  ...(['alphaIdentifierHandling', 'ucs2Entry', 'ucs2Display', 'displayTextExtension'] as const),
  ...(['setUpCallSecondAlpha', 'getInkeyDuration', 'smsPpDownload', 'smsPpDownloadError'] as const),
];

describe('the profile claims what is done, and what is not claimed is beyond our capabilities (102 223 5.2, 8.12)', () => {
  for (const [what, facility, command] of rows) {
    test(`${what}: ${claimed.has(facility) ? 'claimed' : 'not claimed'}`, async () => {
      const response = await answerTo(command);
      const done = response?.result.general !== generalResult.beyondTerminalCapabilities;
      assert.equal(done, claimed.has(facility));
      if (!done) assert.deepEqual(response?.result.additional, new Uint8Array());
    });
  }

  test('nothing else is claimed', () => {
    const known = new Set([...rows.map(([, facility]) => facility), ...besides]);
    assert.deepEqual(
      [...claimed].filter(facility => !known.has(facility)),
      [],
    );
  });
});
