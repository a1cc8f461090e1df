/** General results of a terminal response and what may be added to them (102 223 8.12, 31.111 8.12). */
import { keysOf } from './keys-of.ts';

/** The octet of each general result. 0x and 1x: performed; 2x: worth another try later; 3x: not worth one. */
export const generalResult = {
  performed: 0x00,
  performedWithPartialComprehension: 0x01,
  performedWithMissingInformation: 0x02,
  refreshPerformedWithAdditionalFilesRead: 0x03,
  performedButIconNotDisplayed: 0x04,
  performedButModifiedByCallControl: 0x05,
  performedWithLimitedService: 0x06,
  performedWithModification: 0x07,
  refreshPerformedButApplicationNotActive: 0x08,
  performedButToneNotPlayed: 0x09,
  sessionTerminatedByUser: 0x10,
  backwardMoveRequestedByUser: 0x11,
  noResponseFromUser: 0x12,
  helpRequestedByUser: 0x13,
  transactionTerminatedByUser: 0x14,
  terminalUnableToProcess: 0x20,
  networkUnableToProcess: 0x21,
  userDidNotAccept: 0x22,
  userClearedDownCall: 0x23,
  contradictsTimerState: 0x24,
  interactionWithCallControlTemporary: 0x25,
  launchBrowserError: 0x26,
  mmsTemporaryProblem: 0x27,
  beyondTerminalCapabilities: 0x30,
  commandTypeNotUnderstood: 0x31,
  commandDataNotUnderstood: 0x32,
  commandNumberNotKnown: 0x33,
  supplementaryServiceReturnError: 0x34,
  smsRpError: 0x35,
  requiredValuesMissing: 0x36,
  ussdReturnError: 0x37,
  multipleCardCommandsError: 0x38,
  interactionWithCallControlPermanent: 0x39,
  bearerIndependentProtocolError: 0x3a,
  accessTechnologyUnableToProcess: 0x3b,
  framesError: 0x3c,
  mmsError: 0x3d,
} as const;

type GeneralResultName = keyof typeof generalResult;

/** Additional information with 0x20, terminal unable to process (102 223 8.12.2, 31.111 8.12.2). */
export const terminalProblem = {
  noSpecificCause: 0x00,
  screenBusy: 0x01,
  busyOnCall: 0x02,
  busyOnSupplementaryService: 0x03,
  noService: 0x04,
  accessClassBarred: 0x05,
  radioResourceNotGranted: 0x06,
  notInSpeechCall: 0x07,
  busyOnUssd: 0x08,
  busyOnDtmf: 0x09,
  noApplicationActive: 0x0a,
} as const;

const sentences: Readonly<Record<GeneralResultName, string>> = {
  performed: 'command performed',
  performedWithPartialComprehension: 'command performed with partial comprehension',
  performedWithMissingInformation: 'command performed with missing information',
  refreshPerformedWithAdditionalFilesRead: 'refresh performed, additional files read',
  performedButIconNotDisplayed: 'command performed, requested icon not displayed',
  performedButModifiedByCallControl: 'command performed, modified by call control',
  performedWithLimitedService: 'command performed, limited service',
  performedWithModification: 'command performed with modification',
  refreshPerformedButApplicationNotActive: 'refresh performed, application was not active',
  performedButToneNotPlayed: 'command performed, tone not played',
  sessionTerminatedByUser: 'session ended by the user',
  backwardMoveRequestedByUser: 'user asked to go back',
  noResponseFromUser: 'no response from the user',
  helpRequestedByUser: 'user asked for help',
  transactionTerminatedByUser: 'USSD or SS transaction ended by the user',
  terminalUnableToProcess: 'terminal cannot process the command now',
  networkUnableToProcess: 'network cannot process the command now',
  userDidNotAccept: 'user did not accept the command',
  userClearedDownCall: 'user ended the call before it was connected or released',
  contradictsTimerState: 'action contradicts the state of the timer',
  interactionWithCallControlTemporary: 'stopped by call control for now',
  launchBrowserError: 'browser could not be launched',
  mmsTemporaryProblem: 'MMS problem, temporary',
  beyondTerminalCapabilities: 'beyond the capabilities of the terminal',
  commandTypeNotUnderstood: 'command type not understood',
  commandDataNotUnderstood: 'command data not understood',
  commandNumberNotKnown: 'command number not known',
  supplementaryServiceReturnError: 'SS return error',
  smsRpError: 'SMS RP-ERROR',
  requiredValuesMissing: 'required values are missing',
  ussdReturnError: 'USSD return error',
  multipleCardCommandsError: 'multiple card commands error',
  interactionWithCallControlPermanent: 'stopped by call control or MO SMS control',
  bearerIndependentProtocolError: 'bearer independent protocol error',
  accessTechnologyUnableToProcess: 'access technology cannot process the command',
  framesError: 'frames error',
  mmsError: 'MMS error',
};

const names = new Map<number, GeneralResultName>(
  keysOf(generalResult).map(name => [generalResult[name], name]),
);

/** A general result in words, also for reserved octets. */
export function describeGeneralResult(octet: number): string {
  const name = names.get(octet);
  return name === undefined ? `reserved result 0x${octet.toString(16).padStart(2, '0')}` : sentences[name];
}
