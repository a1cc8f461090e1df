import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formOf, modemOf, settingsOf } from './port-form.ts';

describe('where a modem is', () => {
  for (const [text, modem] of [
    ['/dev/ttyUSB2', { device: '/dev/ttyUSB2' }],
    [' 10.0.0.5:7000 ', { tcp: '10.0.0.5:7000' }],
    ['serial:1234', { usb: 'serial:1234' }],
    ['place:1-2', { usb: 'place:1-2' }],
    ['ttyUSB2', undefined],
    ['', undefined],
  ] as const)
    test(JSON.stringify(text), () => assert.deepEqual(modemOf(text), modem));
});

describe('the settings of a port', () => {
  const before = {
    device: '/dev/ttyUSB2',
    gap: 3,
    limits: { smsPerDay: 200, smsTotal: 9000 },
    toolkitAllows: ['sms' as const],
  };

  test('a form that is not changed leaves all of them as they are', () =>
    assert.deepEqual(settingsOf(formOf(before), before), before));

  test('an empty field takes a setting away; limits that have no field stay', () => {
    const form = { ...formOf(before), gap: '', smsPerDay: '' };
    assert.deepEqual(settingsOf(form, before), {
      device: '/dev/ttyUSB2',
      limits: { smsTotal: 9000 },
      toolkitAllows: ['sms'],
    });
  });

  test('a PIN goes only where one was typed', () =>
    assert.deepEqual(settingsOf({ ...formOf({ tcp: 'a:1' }), pin: '1234' }, {}), {
      tcp: 'a:1',
      pin: '1234',
    }));

  test('without a modem there are none', () => assert.equal(settingsOf(formOf({}), {}), undefined));
});
