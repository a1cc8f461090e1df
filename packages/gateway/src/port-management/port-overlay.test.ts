/** Settings and names that people give ports while the gateway runs: as they are kept, and which are refused. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Json, Settings } from '@simgate/daemon/store';
import type { PortConfig } from '../config/schema.ts';
import { PortLabels } from './port-labels.ts';
import { keptOverlay, needsReopening, overlaidPorts, readOverlay, withSettings } from './port-overlay.ts';
import { RunningPorts } from './running-ports.ts';

/** Values in memory; `full` refuses each write. */
function settingsInMemory(values: Record<string, Json> = {}) {
  const kept = new Map(Object.entries(values));
  const state = { full: false };
  const settings: Settings = {
    get: name => kept.get(name),
    set: async (name, value) => {
      if (state.full) throw new Error('disk full');
      kept.set(name, value);
    },
  };
  return { settings, kept, state };
}

function configOf(port: number, more: Partial<PortConfig> = {}): PortConfig {
  return { port, record: false, ...more };
}

describe('names of ports', () => {
  test('are kept, given anew and taken away', async () => {
    const { settings, kept } = settingsInMemory();
    const labels = new PortLabels(settings);
    await labels.set(3, 'roof');
    await labels.set(4, 'cellar');
    await labels.set(4, '');
    assert.deepEqual([labels.of(3), labels.of(4), labels.of(5)], ['roof', '', '']);
    assert.deepEqual(kept.get('portLabels'), { 3: 'roof' });
    assert.equal(new PortLabels(settings).of(3), 'roof');
  });

  for (const wrong of [null, 'text', ['roof']])
    test(`are none where ${JSON.stringify(wrong)} is kept`, () => {
      const labels = new PortLabels(settingsInMemory({ portLabels: wrong }).settings);
      assert.deepEqual([labels.of(0), labels.of(3)], ['', '']);
    });
});

describe('settings above the settings file', () => {
  const file = [configOf(0, { tcp: 'a:1', toolkitOver: 'at' as never }), configOf(2, { tcp: 'c:1' })];

  test('add ports, change them and take them away; what cannot be read is left out', () => {
    const kept = {
      0: { tcp: 'b:1', gap: 5 },
      2: null,
      1: { usb: 'place:x' },
      4: { gap: 'long' },
      5: [],
      40: {},
    };
    const overlay = readOverlay(kept);
    assert.deepEqual(keptOverlay(overlay), { 0: { tcp: 'b:1', gap: 5 }, 1: { usb: 'place:x' }, 2: null });
    assert.deepEqual(overlaidPorts(file, overlay), [
      { port: 0, record: false, toolkitOver: 'at', tcp: 'b:1', gap: 5 },
      { port: 1, record: false, usb: 'place:x' },
    ]);
    for (const none of [undefined, null, 7, [null]]) assert.equal(readOverlay(none).size, 0);
  });

  test('take the place of all that people may change', () => {
    const own = configOf(0, { tcp: 'a:1', smsc: '+49', record: true });
    assert.deepEqual(withSettings(0, own, { tcp: 'b:1' }), { port: 0, record: true, tcp: 'b:1' });
  });

  const rows: readonly [what: string, PortConfig, PortConfig, reopens: boolean][] = [
    ['nothing', configOf(0, { tcp: 'a:1' }), configOf(0, { tcp: 'a:1' }), false],
    ['limits', configOf(0, { limits: { smsPerDay: 1 } }), configOf(0), false],
    ['a gap', configOf(0), configOf(0, { gap: 1 }), false],
    ['what becomes of calls', configOf(0), configOf(0, { incomingCalls: 'refuse' }), false],
    ['the device', configOf(0, { tcp: 'a:1' }), configOf(0, { tcp: 'b:1' }), true],
    ['a PIN that is given', configOf(0), configOf(0, { pin: '1234' }), true],
    ['a PIN that is taken away', configOf(0, { pin: '1234' }), configOf(0), true],
  ];
  for (const [what, before, after, reopens] of rows)
    test(`${reopens ? 'open' : 'do not open'} the modem anew for ${what}`, () =>
      assert.equal(needsReopening(before, after), reopens));
});

describe('ports that change while running', () => {
  /** The file has port 0 at a:1; the modem of port 3 and that of port 4 were found. */
  function bench(file: readonly PortConfig[] = [configOf(0, { tcp: 'a:1' })]) {
    const memory = settingsInMemory();
    let present: PortConfig[] = [configOf(4), configOf(3), ...file];
    const done: string[] = [];
    const ports = new RunningPorts({
      ...{ settings: memory.settings, file, present: () => present },
      configure: config => {
        present = [...present.filter(({ port }) => port !== config.port), config];
      },
      forget: port => {
        present = present.filter(one => one.port !== port);
      },
      open: async ({ port }) => void done.push(`open ${port}`),
      close: async port => void done.push(`close ${port}`),
    });
    const sources = () => ports.list().map(({ port, source }) => [port, source]);
    return { ...memory, ports, done, sources, present: () => present };
  }

  test('are shown in the order of their numbers, with where their settings come from', async () => {
    const { ports, sources } = bench();
    assert.deepEqual(sources(), [
      [0, 'file'],
      [3, 'found'],
      [4, 'found'],
    ]);
    await ports.set(3, { gap: 1 });
    assert.deepEqual(sources()[1], [3, 'here']);
  });

  test('show no program that is run for them', () => {
    const { ports } = bench([configOf(0, { tcp: 'a:1', slotCommand: ['x'], gap: 2 })]);
    assert.deepEqual(ports.list()[0], { port: 0, source: 'file', settings: { tcp: 'a:1', gap: 2 } });
  });

  test('of a modem that was found need no place, and are as found after a reset', async () => {
    const { ports, done, kept, present } = bench();
    assert.equal((await ports.set(3, { gap: 1 })).ok, true);
    assert.deepEqual([done, kept.get('portSettings')], [[], { 3: { gap: 1 } }]);
    assert.deepEqual(await ports.reset(3), { ok: true, view: { port: 3, source: 'found', settings: {} } });
    assert.deepEqual([present().find(({ port }) => port === 3), kept.get('portSettings')], [configOf(3), {}]);
  });

  test('that were added here are gone after a reset; those of the file are as it has them', async () => {
    const { ports, done, kept, sources } = bench();
    await ports.set(7, { tcp: 'g:1' });
    await ports.set(0, { tcp: 'b:1' });
    assert.deepEqual(await ports.reset(7), { ok: true, view: undefined });
    assert.deepEqual(await ports.reset(0), {
      ...{ ok: true, view: { port: 0, source: 'file', settings: { tcp: 'a:1' } } },
    });
    assert.deepEqual(done, ['open 7', 'open 0', 'close 7', 'open 0']);
    assert.deepEqual([sources().length, kept.get('portSettings')], [3, {}]);
  });

  test('of the file stay away once they are removed', async () => {
    const { ports, done, kept } = bench();
    assert.deepEqual(await ports.remove(0), { ok: true, view: undefined });
    assert.deepEqual([done, kept.get('portSettings')], [['close 0'], { 0: null }]);
  });

  const refusals: readonly [
    string,
    (ports: RunningPorts) => Promise<unknown>,
    code: number,
    error: string,
  ][] = [
    [
      'two modems for one port',
      ports => ports.set(7, { tcp: 'g:1', usb: 'place:x' }),
      ...([400, 'device: is one of device, tcp and usb; give one of them.'] as const),
    ],
    [
      'none',
      ports => ports.set(7, {}),
      ...([
        400,
        'device: is missing, and so are tcp and usb: this port has no modem that was found.',
      ] as const),
    ],
    ['that of another', ports => ports.set(7, { tcp: 'a:1' }), 409, 'device: a:1 belongs to port 0.'],
    ['no such port', ports => ports.remove(9), 404, 'port: this gateway has no port 9.'],
    [
      'a modem that was found',
      ports => ports.remove(3),
      ...([
        409,
        'port: its modem was found; unplug it, or block the port so that it takes no work.',
      ] as const),
    ],
    [
      'nothing to take back',
      ports => ports.reset(0),
      ...([404, 'port: nothing of port 0 was changed while the gateway ran.'] as const),
    ],
    [
      'the modem of the file, which another has by now',
      async ports => {
        await ports.set(0, { tcp: 'b:1' });
        await ports.set(7, { tcp: 'a:1' });
        return ports.reset(0);
      },
      ...([409, 'port: a:1 of the settings file belongs to port 7 now.'] as const),
    ],
  ];
  for (const [what, change, code, error] of refusals)
    test(`are refused: ${what}`, async () =>
      assert.deepEqual(await change(bench().ports), { ok: false, code, error }));

  test('may keep the modem that they have', async () => {
    const { ports, done } = bench();
    assert.equal((await ports.set(0, { tcp: 'a:1', smsc: '+49' })).ok, true);
    assert.deepEqual(done, ['open 0']);
  });

  test('are as before where the change cannot be kept, and can be changed after that', async () => {
    const { ports, done, state, sources } = bench();
    state.full = true;
    await assert.rejects(ports.set(7, { tcp: 'g:1' }), /disk full/);
    assert.deepEqual([done, sources().length], [[], 3]);
    state.full = false;
    assert.equal((await ports.set(7, { tcp: 'g:1' })).ok, true);
  });
});
