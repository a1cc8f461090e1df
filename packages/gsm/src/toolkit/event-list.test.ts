import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toolkitEvent } from './event-list.ts';

/** Rows of 102 223 8.25 a gateway meets. */
const rows = [
  [0x00, 'mtCall'],
  [0x01, 'callConnected'],
  [0x02, 'callDisconnected'],
  [0x03, 'locationStatus'],
  [0x04, 'userActivity'],
  [0x05, 'idleScreenAvailable'],
  [0x06, 'cardReaderStatus'],
  [0x07, 'languageSelection'],
  [0x08, 'browserTermination'],
  [0x09, 'dataAvailable'],
  [0x0a, 'channelStatus'],
  [0x0b, 'accessTechnologyChange'],
  [0x0c, 'displayParametersChanged'],
  [0x0d, 'localConnection'],
  [0x0e, 'networkSearchModeChange'],
  [0x12, 'networkRejection'],
] as const;

describe('events', () => {
  for (const [octet, name] of rows) {
    test(`0x${octet.toString(16)} is ${name}`, () => assert.equal(toolkitEvent[name], octet));
  }

  test('each have an octet of their own', () => {
    const octets = Object.values(toolkitEvent);
    assert.equal(new Set(octets).size, octets.length);
  });
});
