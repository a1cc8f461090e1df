/** Tags of the objects, and the objects of each command with the flags that are written: the tables of 102 223. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CommandName, commandLayouts } from './command-layouts.ts';
import type { Layout, Presence } from './layout.ts';
import * as address from './objects/address.ts';
import * as alphaIdentifier from './objects/alpha-identifier.ts';
import * as card from './objects/card.ts';
import * as channel from './objects/channel.ts';
import * as display from './objects/display.ts';
import * as network from './objects/network.ts';
import * as textString from './objects/text-string.ts';
import * as time from './objects/time.ts';
import * as ussdString from './objects/ussd-string.ts';

const objects: Readonly<Record<string, unknown>> = {
  ...address,
  ...alphaIdentifier,
  ...card,
  ...channel,
  ...display,
  ...network,
  ...textString,
  ...time,
  ...ussdString,
};

/** 102 223 9.3. */
const tags: readonly (readonly [tag: number, name: string])[] = [
  [0x01, 'commandDetails'],
  [0x02, 'deviceIdentities'],
  [0x03, 'result'],
  [0x04, 'duration'],
  [0x05, 'alphaIdentifier'],
  [0x06, 'address'],
  [0x07, 'capabilityConfiguration'],
  [0x08, 'subaddress'],
  [0x09, 'serviceString'],
  [0x0a, 'ussdString'],
  [0x0b, 'smsTpdu'],
  [0x0c, 'cellBroadcastPage'],
  [0x0d, 'textString'],
  [0x0e, 'tone'],
  [0x0f, 'item'],
  [0x10, 'itemIdentifier'],
  [0x11, 'responseLength'],
  [0x12, 'fileList'],
  [0x13, 'locationInformation'],
  [0x14, 'imei'],
  [0x15, 'helpRequest'],
  [0x16, 'networkMeasurements'],
  [0x17, 'defaultText'],
  [0x18, 'itemsNextAction'],
  [0x19, 'eventList'],
  [0x1a, 'cause'],
  [0x1b, 'locationStatus'],
  [0x1c, 'transactionIdentifiers'],
  [0x1d, 'bcchChannels'],
  [0x1e, 'icon'],
  [0x1f, 'itemIcons'],
  [0x20, 'cardReaderStatus'],
  [0x21, 'answerToReset'],
  [0x22, 'commandApdu'],
  [0x23, 'responseApdu'],
  [0x24, 'timerIdentifier'],
  [0x25, 'timerValue'],
  [0x26, 'dateTime'],
  [0x27, 'callControlRequest'],
  [0x28, 'atCommand'],
  [0x29, 'atResponse'],
  [0x2b, 'immediateResponse'],
  [0x2c, 'tones'],
  [0x2d, 'language'],
  [0x2e, 'timingAdvance'],
  [0x2f, 'applicationIdentifier'],
  [0x30, 'browserIdentity'],
  [0x31, 'url'],
  [0x32, 'bearers'],
  [0x33, 'provisioningFile'],
  [0x34, 'browserTerminationCause'],
  [0x35, 'bearerDescription'],
  [0x36, 'channelData'],
  [0x37, 'channelDataLength'],
  [0x38, 'channelStatus'],
  [0x39, 'bufferSize'],
  [0x3c, 'transportLevel'],
  [0x3e, 'otherAddress'],
  [0x3f, 'accessTechnology'],
  [0x40, 'displayParameters'],
  [0x46, 'esn'],
  [0x47, 'networkAccessName'],
  [0x50, 'textAttributes'],
  [0x51, 'itemTextAttributes'],
  [0x62, 'imeisv'],
  [0x63, 'batteryState'],
  [0x65, 'networkSearchMode'],
  [0x68, 'frameIdentifier'],
  [0x6d, 'meid'],
  [0x74, 'updateAttachType'],
  [0x75, 'rejectionCause'],
  [0x7d, 'trackingArea'],
];

describe('the tag of an object (102 223 9.3)', () => {
  for (const [tag, name] of tags)
    test(`${name} is 0x${tag.toString(16).padStart(2, '0')}`, () =>
      assert.equal((objects[name] as { readonly tag: number }).tag, tag));
});

/** Objects in their order; `?` may be left out, `*` and `~` may be given more than once, `!` asks for comprehension. */
const fields: Readonly<Record<CommandName, string>> = {
  refresh: '?files! ?application ?alpha! ?icon! ?textAttributes! ?frame',
  moreTime: '',
  pollInterval: 'duration!',
  pollingOff: '',
  setUpEventList: 'events!',
  setUpCall:
    '?confirmation! address! ?capabilityConfiguration ?subaddress! ?duration! ?confirmationIcon! ?alpha! ?icon! ?confirmationTextAttributes! ?textAttributes! ?frame',
  sendSs: '?alpha! serviceString! ?icon! ?textAttributes! ?frame',
  sendUssd: '?alpha! ussdString! ?icon! ?textAttributes! ?frame',
  sendShortMessage: '?alpha! ?address! tpdu! ?icon! ?textAttributes! ?frame',
  sendDtmf: '?alpha! tones! ?icon! ?textAttributes! ?frame',
  launchBrowser:
    '?browserIdentity url ?bearers ?provisioningFile ?gateway ?alpha ?icon ?textAttributes! ?frame',
  playTone: '?alpha! ?tone! ?duration! ?icon ?textAttributes! ?frame',
  displayText: 'text! ?icon! ?immediateResponse ?duration ?textAttributes! ?frame',
  getInkey: 'text! ?icon! ?duration! ?textAttributes! ?frame',
  getInput: 'text! responseLength! ?defaultText ?icon ?textAttributes! ?frame ?duration',
  selectItem:
    '?alpha! *items! ?itemsNextAction ?defaultItem ?icon! ?itemIcons! ?textAttributes! ?itemTextAttributes! ?frame',
  setUpMenu: 'alpha! ~items! ?itemsNextAction ?icon! ?itemIcons! ?textAttributes! ?itemTextAttributes!',
  provideLocalInformation: '',
  timerManagement: 'timer! ?value!',
  setUpIdleModeText: 'text! ?icon! ?textAttributes! ?frame',
  performCardApdu: 'apdu!',
  powerOnCard: '',
  powerOffCard: '',
  getReaderStatus: '',
  runAtCommand: '?alpha! atCommand! ?icon! ?textAttributes! ?frame',
  languageNotification: '?language!',
  openChannel:
    '?alpha ?icon! ?address! ?subaddress ?firstDuration ?secondDuration ?bearerDescription bufferSize ?networkAccessName ?localAddress ?userName ?password ?transportLevel ?destinationAddress ?textAttributes! ?frame',
  closeChannel: '?alpha! ?icon! ?textAttributes! ?frame',
  receiveData: '?alpha! ?icon! length! ?textAttributes! ?frame',
  sendData: '?alpha! ?icon! data! ?textAttributes! ?frame',
  getChannelStatus: '',
};

const marks: Readonly<Record<Presence, string>> = { mandatory: '', optional: '?', list: '*', menu: '~' };

describe('the objects of a command (102 223 6.6, 31.111 6.6)', () => {
  for (const [name, expected] of Object.entries(fields))
    test(name, () => {
      const layout: Layout = commandLayouts[name as CommandName].fields;
      const found = Object.entries(layout).map(
        ([key, { presence, comprehensionRequired }]) =>
          `${marks[presence]}${key}${comprehensionRequired ? '!' : ''}`,
      );
      assert.equal(found.join(' '), expected);
    });
});
