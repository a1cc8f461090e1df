import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, type ProactiveCommand, type TerminalResponse } from '@simgate/gsm';
import { snapshotOf } from '../../http/testing/peers.ts';
import type { SubmitOutcome } from '../../modem/modem.ts';
import type { Place } from '../../modem/place.ts';
import { NO_TOOLKIT } from '../../modem/toolkit.ts';
import type { Port } from '../../ports/port.ts';
import { fakeClock } from '../../store/testing.ts';
import type { CarryOutcome, PaidKind } from './paid-commands.ts';
import { type Performing, perform } from './perform.ts';
import { header, plain } from './testing.ts';
import { createCardTimers } from './timers.ts';

const place: Place = {
  network: '26201',
  registration: { domain: 'CREG', status: 1, locationArea: 0x12ab, cell: 0x1c, accessTechnology: 0 },
};

interface Surroundings {
  readonly allowed?: readonly PaidKind[];
  readonly place?: Place | undefined;
  readonly imei?: string;
  readonly submitted?: SubmitOutcome;
  readonly carried?: CarryOutcome;
  readonly moduleActs?: boolean;
}

/** A port whose modem answers as told, with a record of what was asked of it. */
function bench(surroundings: Surroundings = {}) {
  const asked: string[] = [];
  const clock = fakeClock();
  const port: Pick<Port, 'number' | 'snapshot' | 'submit' | 'toolkit'> = {
    number: 0,
    snapshot: () => snapshotOf(0, { imei: surroundings.imei ?? '490154203237518' }),
    submit: async (tpdu, { serviceCentre = '' }) => {
      asked.push(`submit ${tpdu.destination.digits} ${serviceCentre}`.trim());
      return surroundings.submitted ?? { kind: 'accepted', reference: 1 };
    },
    toolkit: {
      ...NO_TOOLKIT,
      moduleActs: surroundings.moduleActs ?? false,
      place: async () => ('place' in surroundings ? surroundings.place : place),
    },
  };
  const carry = (what: string) => async (_port: unknown, text: string) => {
    asked.push(`${what} ${text}`);
    return surroundings.carried ?? ({ kind: 'done', text: 'Said' } as const);
  };
  const performing: Performing = {
    ...{ port, clock, timers: createCardTimers(clock, timer => asked.push(`expired ${timer}`)) },
    carriers: { ussd: carry('ussd'), ss: carry('ss'), call: carry('call') },
    allowed: new Set(surroundings.allowed ?? []),
    listens: events => asked.push(`listens ${events.join()}`),
    refused: kind => asked.push(`refused ${kind}`),
  };
  return { asked, clock, run: (command: ProactiveCommand) => perform(command, performing) };
}

/** What differs from an empty success: the result with what it adds, and the data. */
function brief({ result, details: _, devices: __, ...data }: TerminalResponse): unknown[] {
  const octets = [result.general, ...result.additional].map(octet => octet.toString(16));
  return [octets.join(' '), data];
}

const local = (qualifier: number): ProactiveCommand => ({
  type: 'provideLocalInformation',
  ...header('provideLocalInformation', qualifier),
});
const timer = (qualifier: number, more: object = {}): ProactiveCommand => ({
  type: 'timerManagement',
  ...header('timerManagement', qualifier),
  timer: 1,
  ...more,
});
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

/** SMS-SUBMIT to 0123456789 with the text `hello`, packed. */
const tpdu = fromHex('0100 0A81 1032547698 00 00 05 E8329BFD06'.replaceAll(' ', ''));
const message: ProactiveCommand = { type: 'sendShortMessage', ...header('sendShortMessage'), tpdu };
const balance: ProactiveCommand = {
  type: 'sendUssd',
  ...header('sendUssd'),
  // 31.111 8.17: *100# packed.
  ussdString: { dataCodingScheme: 0x0f, octets: fromHex('AA180C3602') },
};
const forwarding = (digits: string): ProactiveCommand => ({
  type: 'sendSs',
  ...header('sendSs'),
  serviceString: { typeOfAddress: 0x91, digits },
});
const helpLine: ProactiveCommand = {
  type: 'setUpCall',
  ...header('setUpCall'),
  address: { typeOfAddress: 0x91, digits: '88200000100' },
};

describe('what costs money', () => {
  const commands = [
    ['sms', message, 'submit 0123456789'],
    ['ussd', balance, 'ussd *100#'],
    ['ss', forwarding('**21*88200000200#'), 'ss **21*+88200000200#'],
    ['call', helpLine, 'call +88200000100'],
  ] as const;
  for (const [kind, command, done] of commands) {
    test(`${kind} is not done without leave: the user did not accept it`, async () => {
      const others = commands.map(([other]) => other).filter(other => other !== kind);
      const { run, asked } = bench({ allowed: others });
      assert.deepEqual(brief(await run(command)), ['22', {}]);
      assert.deepEqual(asked, [`refused ${kind}`]);
    });

    test(`${kind} is done with leave`, async () => {
      const { run, asked } = bench({ allowed: [kind] });
      assert.equal((await run(command)).result.general, 0);
      assert.deepEqual(asked, [done]);
    });

    test(`${kind} is left to a module that does it by itself`, async () => {
      const { run, asked } = bench({ allowed: [kind], moduleActs: true });
      assert.equal((await run(command)).result.general, 0);
      assert.deepEqual(asked, []);
    });
  }

  test('the answer of the network goes to the card', async () => {
    const response = await bench({ allowed: ['ussd'] }).run(balance);
    assert.deepEqual(response.text, { text: 'Said' });
  });

  const refusal = { text: '', permanent: false };
  const submits: readonly [name: string, SubmitOutcome, result: string][] = [
    ['the network said no', { kind: 'refused', refusal: { ...refusal, source: 'cms', code: 21 } }, '35 15'],
    ['the module said no', { kind: 'refused', refusal: { ...refusal, source: 'cms', code: 330 } }, '20 4'],
    ['the link is gone', { kind: 'refused', refusal: { ...refusal, source: 'link' } }, '20 4'],
    [
      'nobody knows: the card must not try again',
      { kind: 'inDoubt', reason: '', late: Promise.resolve(undefined) },
      '35 0',
    ],
  ];
  for (const [name, submitted, result] of submits) {
    test(`a message: ${name}`, async () => {
      assert.deepEqual(brief(await bench({ allowed: ['sms'], submitted }).run(message)), [result, {}]);
    });
  }

  test('a message by the service centre that the card names', async () => {
    const { run, asked } = bench({ allowed: ['sms'] });
    await run({ ...message, address: { typeOfAddress: 0x91, digits: '88200000001' } });
    assert.deepEqual(asked, ['submit 0123456789 +88200000001']);
  });

  test('an SMS-COMMAND is beyond us, damaged octets are refused', async () => {
    const { run, asked } = bench({ allowed: ['sms'] });
    const command = fromHex('02000000010A81103254769800');
    assert.equal((await run({ ...message, tpdu: command })).result.general, 0x30);
    assert.equal((await run({ ...message, tpdu: fromHex('01') })).result.general, 0x32);
    assert.deepEqual(asked, []);
  });

  test('an SS request: the operation goes to the card (31.111 8.12.1)', async () => {
    const { run } = bench({ allowed: ['ss'] });
    assert.deepEqual(brief(await run(forwarding('**21*88200000200#'))), ['0 a', {}]);
    assert.deepEqual(brief(await run(forwarding('*#21#'))), ['0 e', {}]);
  });

  test('an SS string that is none is not sent', async () => {
    const { run, asked } = bench({ allowed: ['ss'] });
    assert.deepEqual(brief(await run(forwarding('88200000200'))), ['32', {}]);
    assert.deepEqual(asked, []);
  });

  const outcomes: readonly [CarryOutcome, ussd: string, ss: string, call: string][] = [
    [{ kind: 'returnError' }, '37 0', '34 0', '21 0'],
    [{ kind: 'networkRefused' }, '21 0', '21 0', '21 0'],
    [{ kind: 'unable' }, '20 0', '20 0', '20 0'],
  ];
  for (const [carried, ussd, ss, call] of outcomes) {
    test(`USSD, SS and calls: ${carried.kind}`, async () => {
      const { run } = bench({ allowed: ['ussd', 'ss', 'call'], carried });
      assert.deepEqual(brief(await run(balance)), [ussd, {}]);
      assert.deepEqual(brief(await run(forwarding('*#21#'))), [ss, {}]);
      assert.deepEqual(brief(await run(helpLine)), [call, {}]);
    });
  }
});
