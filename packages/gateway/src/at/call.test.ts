import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isVoiceRing, offersHoldAction, parseCaller, parseListedCall, splitTones } from './call.ts';

describe('+CLCC rows (27.007 7.18)', () => {
  const rows: readonly [line: string, what: string, expected: unknown][] = [
    ['+CLCC: 1,0,2,0,0,"+491701",145', 'an outgoing call', [1, 'outgoing', 'dialing', '+491701']],
    [
      '+CLCC: 1,0,3,0,0,"491701",145',
      'an international number without its +',
      [1, 'outgoing', 'alerting', '+491701'],
    ],
    ['+CLCC: 2,1,5,0,0', 'a waiting call with its number withheld', [2, 'incoming', 'waiting', '']],
    ['+CLCC: 1,1,1,0,1,"0170",129,"Ann"', 'a held call with a name', [1, 'incoming', 'held', '0170']],
    ['+CLCC: 1,0,6,0,0,"0170",129', 'the end, as some announce it', [1, 'outgoing', 'ended', '0170']],
    ['+CLCC: 1,0,0,1,0,"0170",129', 'a data call', undefined],
    ['+CLCC: 1,0,0,3,0,"0170",129', 'voice, then data', [1, 'outgoing', 'active', '0170']],
    ['+CLCC: 1,0,0,4,0,"0170",129', 'voice and data by turns', [1, 'outgoing', 'active', '0170']],
    ['+CLCC: 1,0,0,5,0,"0170",129', 'voice and fax by turns', [1, 'outgoing', 'active', '0170']],
    ['+CLCC: 1,0,0,2,0,"0170",129', 'a fax call', undefined],
    ['+CLCC: 1,0,0,6,0,"0170",129', 'data, then voice', undefined],
    ['+CLCC: 1', 'a damaged row', undefined],
    ['+CLCC: ,0,0,0,0,"0170",129', 'a row without its id', undefined],
    ['+CLCC: 1,0,,0,0,"0170",129', 'a row without its state', undefined],
    ['+CLCC: 1,2,0,0,0,"0170",129', 'a direction there is not', undefined],
  ];
  for (const [line, what, expected] of rows)
    test(what, () => {
      const call = parseListedCall(line);
      assert.deepEqual(call && [call.id, call.direction, call.state, call.number], expected);
    });
});

describe('who calls', () => {
  test('has no number where the network withholds it (27.007 7.6, <CLI validity> 1)', () => {
    assert.deepEqual(parseCaller('+CLIP: "",128,,,,1', '+CLIP'), { number: '' });
    // Other characters between the digits: not a number.
    assert.deepEqual(parseCaller('+CLIP: "+49170\u00c8\t1",145', '+CLIP'), { number: '' });
  });
  test('reads a number in hexadecimal UCS-2', () => {
    assert.deepEqual(parseCaller('+CLIP: "002B0034003900310037",145', '+CLIP'), { number: '+4917' });
  });
});

describe('the kind of ringing (27.007 6.11)', () => {
  for (const [line, voice] of [
    ['RING', true],
    ['+CRING: VOICE', true],
    ['+CRING: REL ASYNC', false],
    ['+CRING: FAX', false],
    ['+CRING: GPRS "PPP"', false],
  ] as const)
    test(line, () => assert.equal(isVoiceRing(line), voice));
});

describe('+CHLD=? (27.007 7.13)', () => {
  const rows: readonly [line: string, swaps: boolean][] = [
    ['+CHLD: (0,1,1x,2,2x,3)', true],
    ['+CHLD: ("0","1","2")', true],
    ['+CHLD: (0-4)', true],
    ['+CHLD: 0, 1, 2', true],
    ['+CHLD: (0,1,1x,2x)', false],
    ['+CHLD: (0,1)', false],
    ['+CHLD:', false],
  ];
  for (const [line, swaps] of rows)
    test(`${line} ${swaps ? 'has' : 'lacks'} 2`, () => assert.equal(offersHoldAction(line, 2), swaps));
});

test('no tones are none to send', () => assert.deepEqual(splitTones(''), []));
