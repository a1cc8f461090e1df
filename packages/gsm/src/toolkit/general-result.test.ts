import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { generalResult, terminalProblem } from './general-result.ts';

/** Rows of 102 223 8.12 and 31.111 8.12. */
const rows: readonly (readonly [octet: number, name: keyof typeof generalResult])[] = [
  [0x00, 'performed'],
  [0x01, 'performedWithPartialComprehension'],
  [0x02, 'performedWithMissingInformation'],
  [0x03, 'refreshPerformedWithAdditionalFilesRead'],
  [0x04, 'performedButIconNotDisplayed'],
  [0x05, 'performedButModifiedByCallControl'],
  [0x06, 'performedWithLimitedService'],
  [0x07, 'performedWithModification'],
  [0x08, 'refreshPerformedButApplicationNotActive'],
  [0x09, 'performedButToneNotPlayed'],
  [0x10, 'sessionTerminatedByUser'],
  [0x11, 'backwardMoveRequestedByUser'],
  [0x12, 'noResponseFromUser'],
  [0x13, 'helpRequestedByUser'],
  [0x14, 'transactionTerminatedByUser'],
  [0x20, 'terminalUnableToProcess'],
  [0x21, 'networkUnableToProcess'],
  [0x22, 'userDidNotAccept'],
  [0x23, 'userClearedDownCall'],
  [0x24, 'contradictsTimerState'],
  [0x25, 'interactionWithCallControlTemporary'],
  [0x26, 'launchBrowserError'],
  [0x27, 'mmsTemporaryProblem'],
  [0x30, 'beyondTerminalCapabilities'],
  [0x31, 'commandTypeNotUnderstood'],
  [0x32, 'commandDataNotUnderstood'],
  [0x33, 'commandNumberNotKnown'],
  [0x34, 'supplementaryServiceReturnError'],
  [0x35, 'smsRpError'],
  [0x36, 'requiredValuesMissing'],
  [0x37, 'ussdReturnError'],
  [0x38, 'multipleCardCommandsError'],
  [0x39, 'interactionWithCallControlPermanent'],
  [0x3a, 'bearerIndependentProtocolError'],
  [0x3b, 'accessTechnologyUnableToProcess'],
  [0x3c, 'framesError'],
  [0x3d, 'mmsError'],
];

describe('general results', () => {
  for (const [octet, name] of rows) {
    test(`0x${octet.toString(16)} is ${name}`, () => assert.equal(generalResult[name], octet));
  }

  test('are no others', () => assert.equal(Object.keys(generalResult).length, rows.length));
});

describe('problems of the terminal', () => {
  test('are numbered through from 0', () => {
    assert.deepEqual(Object.values(terminalProblem), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
