import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BalanceView } from '../balance/balances.ts';
import { loadConfig } from '../config/load.ts';
import type { AlarmsConfig } from '../config/schema.ts';
import type { PortSnapshot } from '../ports/port.ts';
import { shownPort, snapshotOf } from '../ports/testing.ts';
import { look, type Watched } from './findings.ts';

const standard = loadConfig(undefined, {}).alarms;

const balance: BalanceView = {
  ...{
    imsi: '26201',
    iccid: '',
    port: 0,
    presentPort: 0,
    askedAt: 0,
    amount: '4.20',
    currency: 'EUR',
    readAt: 0,
  },
  ...{
    text: '',
    trouble: '',
    failures: 0,
    nextSteady: 0,
    threshold: 5,
    isLow: true,
    nextIn: 60,
    isAsked: false,
  },
};

interface World {
  readonly ports?: readonly Partial<PortSnapshot>[];
  readonly queueAge?: number;
  readonly pushAge?: number;
  readonly balances?: readonly Partial<BalanceView>[];
  readonly left?: number;
  readonly free?: number;
}

function watchedOf({
  ports = [],
  queueAge = 0,
  pushAge = 0,
  balances = [],
  left = 100,
  free = 50,
}: World): Watched {
  return {
    ports: () => ports.map((port, number) => shownPort(snapshotOf(number, port))),
    queue: () => ({ oldestAge: queueAge }),
    pushAges: () => [{ name: 'crm', oldestAge: pushAge }],
    balances: () => balances.map(one => ({ ...balance, ...one })),
    limits: { bounds: () => [{ setting: 'smsPerDay', left, most: 100 }] },
    dataFolder: '/data',
    disk: async folder => {
      assert.equal(folder, '/data');
      return { bavail: free, blocks: 100 };
    },
  };
}

async function wrong(world: World, config: Partial<AlarmsConfig> = {}, open: readonly string[] = []) {
  const failed = (error: unknown) => assert.fail(String(error));
  const findings = await look(watchedOf(world), { ...standard, ...config }, new Set(open), failed);
  return findings.wrong.map(({ kind, subject, text }) => `${kind}, ${subject}: ${text}`);
}

const down = { canSend: false, trouble: 'no SIM', reason: 'no_sim' } as const;

describe('what is wrong', () => {
  const rows: [what: string, world: World, config: Partial<AlarmsConfig>, wrong: string[]][] = [
    ['nothing', { ports: [{}] }, {}, []],
    ['a port that cannot send', { ports: [{}, down] }, {}, ['port_down, port 1: port 1 cannot send: no SIM']],
    ['not a port that a person has blocked', { ports: [{ canSend: false, reason: 'blocked' }] }, {}, []],
    ['not a reason that the settings leave out', { ports: [down] }, { portDownExcept: ['no_sim'] }, []],
    ['no port where the settings want none', { ports: [down] }, { portDown: 0 }, []],
    [
      'a message that waits for too long',
      { queueAge: 1800 },
      {},
      ['queue_old, queue: a message has waited for a port for more than 30 minutes'],
    ],
    ['not one a second sooner', { queueAge: 1799 }, {}, []],
    [
      'one that waits for a minute where that is too long',
      { queueAge: 60 },
      { queueOld: 1 },
      ['queue_old, queue: a message has waited for a port for more than 1 minutes'],
    ],
    ['no message where the settings want none', { queueAge: 1e9 }, { queueOld: 0 }, []],
    [
      'a push target with an old event',
      { pushAge: 600 },
      { pushFailing: 10 },
      ['push_failing, target crm: the push target crm has not taken an event for more than 10 minutes'],
    ],
    ['not one a second sooner', { pushAge: 599 }, { pushFailing: 10 }, []],
    ['no target where the settings want none', { pushAge: 1e9 }, { pushFailing: 0 }, []],
    [
      'a full disk',
      { free: 4.9 },
      {},
      ['disk_low, disk: less than 5 % of the disk of the data folder is free'],
    ],
    ['not with the very percent', { free: 5 }, {}, []],
    ['no disk where the settings want none', { free: 0 }, { diskFree: 0 }, []],
    [
      'a limit that is nearly used',
      { ports: [{}], left: 9 },
      { limitLeft: 10 },
      ['limit_low, sim 460011 smsPerDay: the SIM in port 0 has less than 10 % left of its limit smsPerDay'],
    ],
    ['not with the very percent', { ports: [{}], left: 10 }, { limitLeft: 10 }, []],
    ['no limit unless the settings want it', { ports: [{}], left: 0 }, {}, []],
    [
      'a low balance',
      { balances: [{}] },
      {},
      ['balance_low, sim 26201: the balance of the SIM in port 0 is 4.20 EUR, below 5'],
    ],
    ['not that of a SIM that is in no port', { balances: [{ presentPort: undefined, failures: 9 }] }, {}, []],
    [
      'a balance that cannot be read',
      { balances: [{ isLow: false, failures: 3, trouble: 'USSD network time-out' }] },
      {},
      [
        'balance_unread, sim 26201: the balance of the SIM in port 0 could not be read: USSD network time-out',
      ],
    ],
    ['not after two failures', { balances: [{ isLow: false, failures: 2 }] }, {}, []],
    [
      'not where no rule fits the SIM any more',
      { balances: [{ isLow: false, failures: 9, nextIn: undefined }] },
      {},
      [],
    ],
    [
      'no failures where the settings want none',
      { balances: [{ isLow: false, failures: 9 }] },
      { balanceFailures: 0 },
      [],
    ],
  ];
  for (const [what, world, config, expected] of rows)
    test(what, async () => assert.deepEqual(await wrong(world, config), expected));

  test('has the port, the SIM where there is one, and the reason', async () => {
    const ports = [down, { ...down, sim: undefined }];
    const { wrong: found } = await look(watchedOf({ ports }), standard, new Set(), () => assert.fail());
    assert.deepEqual(
      found.map(({ port, imsi, reason }) => [port, imsi, reason]),
      [
        [0, '460011', 'no_sim'],
        [1, '', 'no_sim'],
      ],
    );
  });

  test('a disk is that of the data folder', async () => {
    const { disk: _, ...watched } = watchedOf({});
    const never = async (dataFolder: string) => {
      const errors: unknown[] = [];
      const config = { ...standard, diskFree: 100 };
      const findings = await look({ ...watched, dataFolder }, config, new Set(), error => errors.push(error));
      return [findings.wrong.map(({ kind }) => kind), errors.length];
    };
    assert.deepEqual(await never(import.meta.dirname), [['disk_low'], 0]);
    assert.deepEqual(await never('/no/such/folder'), [[], 1]);
  });

  test('a disk that was low stays so until a percent more is free', async () => {
    assert.equal((await wrong({ free: 5.9 }, {}, ['disk_low disk'])).length, 1);
    assert.equal((await wrong({ free: 6 }, {}, ['disk_low disk'])).length, 0);
  });
});

describe('what is well', () => {
  test('is what was looked at; a kind that is switched off is complete', async () => {
    const world = {
      ports: [{}, down],
      balances: [{ isLow: false }, { imsi: '262', presentPort: undefined }],
    };
    const findings = await look(watchedOf(world), { ...standard, limitLeft: 10 }, new Set(), () =>
      assert.fail(),
    );
    assert.deepEqual(
      [...findings.well],
      [
        ...['port_down port 0', 'limit_low sim 460011 smsPerDay', 'limit_low sim 460011 smsPerDay'].filter(
          (key, index, all) => all.indexOf(key) === index,
        ),
        ...['balance_low sim 26201', 'balance_unread sim 26201'],
      ],
    );
    assert.deepEqual([...findings.complete], ['queue_old', 'push_failing', 'disk_low']);
  });

  test('is not known where the look itself fails', async () => {
    const errors: unknown[] = [];
    const disk = () => Promise.reject(new TypeError('no such disk'));
    const findings = await look({ ...watchedOf({}), disk }, standard, new Set(), error => errors.push(error));
    assert.equal(findings.complete.has('disk_low'), false);
    assert.deepEqual(errors.map(String), ['TypeError: no such disk']);
  });
});
