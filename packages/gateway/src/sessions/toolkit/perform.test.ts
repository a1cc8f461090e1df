import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProactiveCommand } from '@simgate/gsm';
import { bench, brief, place } from './testing/perform-bench.ts';
import { header, plain } from './testing.ts';

function local(qualifier: number): ProactiveCommand {
  return {
    type: 'provideLocalInformation',
    ...header('provideLocalInformation', qualifier),
  };
}
function timer(qualifier: number, more: object = {}): ProactiveCommand {
  return {
    type: 'timerManagement',
    ...header('timerManagement', qualifier),
    timer: 1,
    ...more,
  };
}
const minute = { hours: 0, minutes: 1, seconds: 0 };

describe('what is done without a person', () => {
  const rows: readonly [name: string, ProactiveCommand, result: string, data: object, asked?: string[]][] = [
    ['more time', plain('moreTime'), '0', {}],
    ['polling off', plain('pollingOff'), '0', {}],
    ['refresh', { type: 'refresh', ...header('refresh', 1) }, '0', {}],
    [
      'language',
      { type: 'languageNotification', ...header('languageNotification', 1), language: 'de' },
      '0',
      {},
    ],
    [
      'poll interval',
      { type: 'pollInterval', ...header('pollInterval'), duration: { unit: 'seconds', interval: 30 } },
      '0',
      { duration: { unit: 'seconds', interval: 30 } },
    ],
    [
      'event list',
      { type: 'setUpEventList', ...header('setUpEventList'), events: [3, 4] },
      '0',
      {},
      ['listens 3,4'],
    ],
    ['play tone: nobody hears it', { type: 'playTone', ...header('playTone') }, '9', {}],
    ['IMEI', local(1), '0', { imei: '490154203237518' }],
    ['language asked', local(4), '0', { language: 'en' }],
    [
      'location',
      local(0),
      '0',
      { locationInformation: { mcc: '262', mnc: '01', areaCode: 0x12ab, cellIdentity: 0x1c } },
    ],
    ['access technology', local(6), '0', { accessTechnology: 0 }],
    ['network measurements', local(2), '30', {}],
    ['a browser', { type: 'launchBrowser', ...header('launchBrowser'), url: '' }, '30', {}],
    ['a type that nobody knows', { type: 'unknown', ...header('moreTime'), objects: [] }, '31', {}],
  ];
  for (const [name, command, result, data, expected = []] of rows) {
    test(name, async () => {
      const { run, asked } = bench();
      assert.deepEqual(brief(await run(command)), [result, data]);
      assert.deepEqual(asked, expected);
    });
  }

  test('date and time, in UTC', async () => {
    const { run } = bench();
    const { dateTime } = await run(local(3));
    assert.deepEqual(dateTime, {
      year: 2026,
      month: 1,
      day: 31,
      hour: 8,
      minute: 0,
      second: 0,
      zoneQuarters: 0,
    });
  });

  test('no service: no location (102 223 8.12.2)', async () => {
    assert.deepEqual(brief(await bench({ place: undefined }).run(local(0))), ['20 4', {}]);
    assert.deepEqual(brief(await bench({ place: undefined }).run(local(6))), ['20 4', {}]);
  });

  test('no IMEI known', async () => {
    assert.deepEqual(brief(await bench({ imei: '' }).run(local(1))), ['20 0', {}]);
  });
});

describe('cells of other networks (31.111 8.19, 102 223 8.61)', () => {
  const rows: readonly [accessTechnology: number, cell: number, location: object, technology: number][] = [
    [2, 0x0a1b2c3d, { cellIdentity: 0x2c3d, extendedCellIdentity: 0x0a1b }, 3],
    [7, 0x0a1b2c3, { eutranCellIdentity: 0x0a1b2c3 }, 8],
  ];
  for (const [accessTechnology, cell, location, technology] of rows) {
    test(`<AcT> ${accessTechnology}`, async () => {
      const registration = { ...place.registration, accessTechnology, cell };
      const { run } = bench({ place: { ...place, registration } });
      const { locationInformation } = await run(local(0));
      assert.deepEqual(locationInformation, { mcc: '262', mnc: '01', areaCode: 0x12ab, ...location });
      assert.equal((await run(local(6))).accessTechnology, technology);
    });
  }
});

describe('timers (102 223 6.4.21)', () => {
  test('run, tell what is left, and expire once', async () => {
    const { run, clock, asked } = bench();
    assert.deepEqual(brief(await run(timer(0, { value: minute }))), ['0', { timer: 1 }]);
    clock.advance(20_000);
    const left = { hours: 0, minutes: 0, seconds: 40 };
    assert.deepEqual(brief(await run(timer(2))), ['0', { timer: 1, timerValue: left }]);
    clock.advance(40_000);
    clock.advance(600_000);
    assert.deepEqual(asked, ['expired 1']);
  });

  test('are stopped, with what was left', async () => {
    const { run, clock, asked } = bench();
    await run(timer(0, { value: minute }));
    assert.deepEqual(brief(await run(timer(1))), ['0', { timer: 1, timerValue: minute }]);
    clock.advance(60_000);
    assert.deepEqual(asked, []);
  });

  test('are started anew by a second start', async () => {
    const { run, clock, asked } = bench();
    await run(timer(0, { value: minute }));
    clock.advance(30_000);
    await run(timer(0, { value: minute }));
    clock.advance(30_000);
    assert.deepEqual(asked, []);
  });

  test('that do not run contradict their state', async () => {
    assert.deepEqual(brief(await bench().run(timer(1))), ['24', { timer: 1 }]);
    assert.deepEqual(brief(await bench().run(timer(2))), ['24', { timer: 1 }]);
  });

  test('are eight', async () => {
    assert.deepEqual(brief(await bench().run(timer(0, { timer: 9, value: minute }))), ['32', {}]);
  });
});
