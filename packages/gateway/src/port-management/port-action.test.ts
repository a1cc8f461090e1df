import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type PortAction, readAction, withoutSecret } from './port-action.ts';

describe('what a port is told', () => {
  const taken: [action: string, param: string | number, number: string, PortAction][] = [
    ['slot', '3', '', { kind: 'slot', slot: 3 }],
    ['slot', 0, '', { kind: 'slot', slot: 0 }],
    ['power', ' off', '', { kind: 'power', power: 'off' }],
    ['power', 'ON', '', { kind: 'power', power: 'on' }],
    ['reset', 'anything', '', { kind: 'reset' }],
    ['number', '+88201000001', '', { kind: 'number', number: '+88201000001' }],
    ['lock', '0000', '', { kind: 'lock', pin: '0000' }],
    ['unlock', 1234, '', { kind: 'unlock', pin: '1234' }],
    ['block', '', '', { kind: 'block' }],
    ['unblock', '', '', { kind: 'unblock' }],
    ['record', 'on', '', { kind: 'record', on: true }],
    ['CallForward', 'Unconditional', '123', { kind: 'forward', condition: 'Unconditional', number: '123' }],
    ['CallForward', 'Uncondational', '123', { kind: 'forward', condition: 'Unconditional', number: '123' }],
    ['CallForward', 'Not_Reachable', '1', { kind: 'forward', condition: 'Not_Reachable', number: '1' }],
    ['CallForward', 'CancelAll', '', { kind: 'cancelForwarding' }],
    ['CheckCallForward', '', '', { kind: 'checkForwarding' }],
  ];
  for (const [action, param, number, wanted] of taken) {
    test(`${action} ${param} ${number}`, () => {
      assert.deepEqual(readAction({ action, param, number }, 4), { action: wanted });
    });
  }

  const refused: [action: string, param: string, error: RegExp][] = [
    ['slot', '4', /^param: must be a slot from 0 to 3; found "4"/],
    ['slot', '', /^param: .*found nothing/],
    ['power', 'maybe', /^param: must be on or off; found "maybe"/],
    ['imei', '490154203237518', /^action: changing the IMEI is not offered/],
    ['number', 'me', /^param: must be a phone number/],
    ['CallForward', 'Sometimes', /^param: must be one of/],
    ['CallForward', 'Busy', /^number: must be the phone number/],
    ['constructor', '', /^action: must be known/],
  ];
  for (const [action, param, error] of refused) {
    test(`not ${action} "${param}"`, () => {
      const read = readAction({ action, param }, 4);
      assert.ok('error' in read);
      assert.match(read.error, error);
    });
  }

  test('no slot beyond those of the place, and none where it has one SIM', () => {
    assert.deepEqual(readAction({ action: 'slot', param: '2' }, 2), {
      error: 'param: must be a slot from 0 to 1; found "2".',
    });
    assert.match(JSON.stringify(readAction({ action: 'slot', param: '1' }, 1)), /one SIM only/);
  });

  test('a PIN is neither written nor repeated', () => {
    assert.deepEqual(withoutSecret({ kind: 'lock', pin: '4321' }), { kind: 'lock' });
    assert.doesNotMatch(JSON.stringify(readAction({ action: 'lock', param: '43x1' }, 1)), /43x1/);
  });
});
