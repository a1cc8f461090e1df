import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toHex } from '../hex.ts';
import {
  facilitiesOf,
  gatewayFacilities,
  type TerminalFacility,
  terminalFacilities,
  terminalProfile,
} from './terminal-profile.ts';

/** Places of 102 223 5.2, octet and bit counted from 1. */
const places: readonly (readonly [facility: TerminalFacility, profile: string])[] = [
  ['profileDownload', '01'],
  ['smsPpDownload', '02'],
  ['cellBroadcastDownload', '04'],
  ['menuSelection', '08'],
  ['smsPpDownloadError', '10'],
  ['timerExpiration', '20'],
  ['ussdInCallControl', '40'],
  ['callControlWhileRedialling', '80'],
  ['commandResult', '0001'],
  ['callControl', '0002'],
  ['cellIdentityInCallControl', '0004'],
  ['moSmsControl', '0008'],
  ['alphaIdentifierHandling', '0010'],
  ['ucs2Entry', '0020'],
  ['ucs2Display', '0040'],
  ['displayTextExtension', '0080'],
  ['displayText', '000001'],
  ['getInkey', '000002'],
  ['getInput', '000004'],
  ['moreTime', '000008'],
  ['playTone', '000010'],
  ['pollInterval', '000020'],
  ['pollingOff', '000040'],
  ['refresh', '000080'],
  ['selectItem', '00000001'],
  ['sendShortMessage', '00000002'],
  ['sendSs', '00000004'],
  ['sendUssd', '00000008'],
  ['setUpCall', '00000010'],
  ['setUpMenu', '00000020'],
  ['provideLocationAndImei', '00000040'],
  ['provideNetworkMeasurements', '00000080'],
  ['setUpEventList', '0000000001'],
  ['eventMtCall', '0000000002'],
  ['eventCallConnected', '0000000004'],
  ['eventCallDisconnected', '0000000008'],
  ['eventLocationStatus', '0000000010'],
  ['eventUserActivity', '0000000020'],
  ['eventIdleScreenAvailable', '0000000040'],
  ['eventCardReaderStatus', '0000000080'],
  ['eventLanguageSelection', '000000000001'],
  ['eventBrowserTermination', '000000000002'],
  ['eventDataAvailable', '000000000004'],
  ['eventChannelStatus', '000000000008'],
  ['eventAccessTechnologyChange', '000000000010'],
  ['eventDisplayParametersChanged', '000000000020'],
  ['eventLocalConnection', '000000000040'],
  ['eventNetworkSearchModeChange', '000000000080'],
  ['powerOnCard', '00000000000001'],
  ['powerOffCard', '00000000000002'],
  ['performCardApdu', '00000000000004'],
  ['getReaderStatus', '00000000000008'],
  ['getReaderIdentifier', '00000000000010'],
  ['timerStartStop', '0000000000000001'],
  ['timerCurrentValue', '0000000000000002'],
  ['provideDateTime', '0000000000000004'],
  ['getInkeyYesNo', '0000000000000008'],
  ['setUpIdleModeText', '0000000000000010'],
  ['runAtCommand', '0000000000000020'],
  ['setUpCallSecondAlpha', '0000000000000040'],
  ['callControlSecondCapability', '0000000000000080'],
  ['sustainedDisplayText', '000000000000000001'],
  ['sendDtmf', '000000000000000002'],
  ['provideBcchChannels', '000000000000000004'],
  ['provideLanguage', '000000000000000008'],
  ['provideTimingAdvance', '000000000000000010'],
  ['languageNotification', '000000000000000020'],
  ['launchBrowser', '000000000000000040'],
  ['provideAccessTechnology', '000000000000000080'],
  ['openChannel', '000000000000000000000001'],
  ['closeChannel', '000000000000000000000002'],
  ['receiveData', '000000000000000000000004'],
  ['sendData', '000000000000000000000008'],
  ['getChannelStatus', '000000000000000000000010'],
  ['displayTextDuration', '000000000000000000000000000000000001'],
  ['helpWhileWaiting', '000000000000000000000000000000000002'],
  ['getInkeyDuration', '000000000000000000000000000000000008'],
  ['provideImeisv', '000000000000000000000000000000000040'],
  ['provideNetworkSearchMode', '000000000000000000000000000000000080'],
];

describe('a terminal profile', () => {
  for (const [facility, profile] of places) {
    test(`of ${facility} alone is ${profile}`, () => {
      assert.equal(toHex(terminalProfile([facility])), profile);
      assert.deepEqual(facilitiesOf(terminalProfile([facility])), [facility]);
    });
  }

  test('of nothing is empty', () => assert.equal(terminalProfile([]).length, 0));

  test('of everything reads back as everything', () => {
    const all = Object.keys(terminalFacilities) as TerminalFacility[];
    assert.deepEqual(facilitiesOf(terminalProfile(all)), all);
  });

  test('gives each facility a place of its own', () => {
    const taken = Object.values(terminalFacilities).map(place => place.join('.'));
    assert.equal(new Set(taken).size, taken.length);
  });
});

describe('the profile of a gateway', () => {
  const offered = new Set(facilitiesOf(terminalProfile()));

  test('holds what it offers, and no more', () => {
    assert.deepEqual([...offered].sort(), [...gatewayFacilities].sort());
  });

  test('promises every view a person can be shown', () => {
    for (const facility of ['setUpMenu', 'selectItem', 'displayText', 'getInkey', 'getInput'] as const) {
      assert.ok(offered.has(facility), facility);
    }
  });

  test('promises no card readers and no data channels', () => {
    for (const facility of ['performCardApdu', 'powerOnCard', 'openChannel', 'sendData'] as const) {
      assert.ok(!offered.has(facility), facility);
    }
  });
});
