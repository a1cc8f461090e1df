/** Terminal profile: the facilities that this terminal announces to the card (102 223 5.2, 31.111 5.2). */

import { octetAt } from '../octets.ts';
import { keysOf } from './keys-of.ts';

/** A facility's place: octet from 1, bit from 1, as the clause counts them. */
type Place = readonly [octet: number, bit: number];

export const terminalFacilities = {
  profileDownload: [1, 1],
  smsPpDownload: [1, 2],
  cellBroadcastDownload: [1, 3],
  menuSelection: [1, 4],
  smsPpDownloadError: [1, 5],
  timerExpiration: [1, 6],
  ussdInCallControl: [1, 7],
  callControlWhileRedialling: [1, 8],
  commandResult: [2, 1],
  callControl: [2, 2],
  cellIdentityInCallControl: [2, 3],
  moSmsControl: [2, 4],
  alphaIdentifierHandling: [2, 5],
  ucs2Entry: [2, 6],
  ucs2Display: [2, 7],
  displayTextExtension: [2, 8],
  displayText: [3, 1],
  getInkey: [3, 2],
  getInput: [3, 3],
  moreTime: [3, 4],
  playTone: [3, 5],
  pollInterval: [3, 6],
  pollingOff: [3, 7],
  refresh: [3, 8],
  selectItem: [4, 1],
  sendShortMessage: [4, 2],
  sendSs: [4, 3],
  sendUssd: [4, 4],
  setUpCall: [4, 5],
  setUpMenu: [4, 6],
  provideLocationAndImei: [4, 7],
  provideNetworkMeasurements: [4, 8],
  setUpEventList: [5, 1],
  eventMtCall: [5, 2],
  eventCallConnected: [5, 3],
  eventCallDisconnected: [5, 4],
  eventLocationStatus: [5, 5],
  eventUserActivity: [5, 6],
  eventIdleScreenAvailable: [5, 7],
  eventCardReaderStatus: [5, 8],
  eventLanguageSelection: [6, 1],
  eventBrowserTermination: [6, 2],
  eventDataAvailable: [6, 3],
  eventChannelStatus: [6, 4],
  eventAccessTechnologyChange: [6, 5],
  eventDisplayParametersChanged: [6, 6],
  eventLocalConnection: [6, 7],
  eventNetworkSearchModeChange: [6, 8],
  powerOnCard: [7, 1],
  powerOffCard: [7, 2],
  performCardApdu: [7, 3],
  getReaderStatus: [7, 4],
  getReaderIdentifier: [7, 5],
  timerStartStop: [8, 1],
  timerCurrentValue: [8, 2],
  provideDateTime: [8, 3],
  getInkeyYesNo: [8, 4],
  setUpIdleModeText: [8, 5],
  runAtCommand: [8, 6],
  setUpCallSecondAlpha: [8, 7],
  callControlSecondCapability: [8, 8],
  sustainedDisplayText: [9, 1],
  sendDtmf: [9, 2],
  provideBcchChannels: [9, 3],
  provideLanguage: [9, 4],
  provideTimingAdvance: [9, 5],
  languageNotification: [9, 6],
  launchBrowser: [9, 7],
  provideAccessTechnology: [9, 8],
  openChannel: [12, 1],
  closeChannel: [12, 2],
  receiveData: [12, 3],
  sendData: [12, 4],
  getChannelStatus: [12, 5],
  displayTextDuration: [18, 1],
  helpWhileWaiting: [18, 2],
  getInkeyDuration: [18, 4],
  provideImeisv: [18, 7],
  provideNetworkSearchMode: [18, 8],
} as const satisfies Readonly<Record<string, Place>>;

export type TerminalFacility = keyof typeof terminalFacilities;

/**
 * The facilities of a gateway with a modem and a person behind an API: menus, texts and questions, messages, USSD, supplementary
 * services, calls, timers and what the modem knows of its place. No icons, soft keys, help, browsers, further cards, data
 * channels or tones into calls, and of calls and languages the card hears nothing. Messages for the card (31.111 7.1.1) are
 * handed to it by the modem.
 */
export const gatewayFacilities: readonly TerminalFacility[] = [
  'profileDownload',
  'smsPpDownload',
  'menuSelection',
  'smsPpDownloadError',
  'timerExpiration',
  'commandResult',
  'alphaIdentifierHandling',
  'ucs2Entry',
  'ucs2Display',
  'displayTextExtension',
  'displayText',
  'getInkey',
  'getInput',
  'moreTime',
  'playTone',
  'pollInterval',
  'pollingOff',
  'refresh',
  'selectItem',
  'sendShortMessage',
  'sendSs',
  'sendUssd',
  'setUpCall',
  'setUpMenu',
  'provideLocationAndImei',
  'setUpEventList',
  'eventLocationStatus',
  'eventUserActivity',
  'eventIdleScreenAvailable',
  'timerStartStop',
  'timerCurrentValue',
  'provideDateTime',
  'getInkeyYesNo',
  'setUpIdleModeText',
  'setUpCallSecondAlpha',
  'sustainedDisplayText',
  'provideLanguage',
  'languageNotification',
  'provideAccessTechnology',
  'displayTextDuration',
  'getInkeyDuration',
];

/** The octets of a profile with these facilities, no longer than the last one needs (102 223 5.2). */
export function terminalProfile(facilities: readonly TerminalFacility[] = gatewayFacilities): Uint8Array {
  const places = facilities.map(facility => terminalFacilities[facility]);
  const profile = new Uint8Array(Math.max(0, ...places.map(([octet]) => octet)));
  for (const [octet, bit] of places) profile[octet - 1] = octetAt(profile, octet - 1) | (1 << (bit - 1));
  return profile;
}

/** The facilities that a profile names; bits without a name here are left out. */
export function facilitiesOf(profile: Uint8Array): TerminalFacility[] {
  return keysOf(terminalFacilities).filter(name => {
    const [octet, bit] = terminalFacilities[name];
    return (octetAt(profile, octet - 1) & (1 << (bit - 1))) !== 0;
  });
}
