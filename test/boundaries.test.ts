import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..');

const sources = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).sort();

function importsOf(file: string): string[] {
  return [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    match => match[1] ?? '',
  );
}

function packageOf(file: string): string {
  return file.split('/')[1] ?? '';
}

/** Which of our packages a package may import (docs/architecture.md, "The house"). */
const packageArrows: Record<string, readonly string[]> = {
  gsm: [],
  api: [],
  daemon: ['api'],
  gateway: ['api', 'daemon', 'gsm'],
  simulator: [],
  console: ['api', 'gsm'],
  server: ['api', 'daemon', 'gsm'],
  cli: ['api', 'daemon', 'gsm', 'gateway', 'server', 'simulator', 'console'],
};

/** The doors of a package, as its manifest names them; `./testing` is for tests alone. */
function entriesOf(name: string): ReadonlySet<string> {
  const { exports } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
  return new Set(Object.keys(exports ?? {}));
}

describe('packages import only along the arrows', () => {
  test('every package has its arrows', () => {
    for (const name of new Set(sources.map(packageOf))) assert.ok(name in packageArrows, name);
  });

  for (const file of sources) {
    const name = packageOf(file);
    test(file, () => {
      for (const target of importsOf(file)) {
        if (target.startsWith('@simgate/')) {
          const [, ours = '', ...entry] = target.split('/');
          assert.ok(packageArrows[name]?.includes(ours), `${file} imports ${target}`);
          const forTests = entry[0] === 'testing' && !/\.test\.ts$|\/testing(\/|\.ts$)/.test(file);
          assert.ok(entriesOf(ours).has(['.', ...entry].join('/')) && !forTests, `${file} imports ${target}`);
        }
        if (target.startsWith('.')) {
          const reached = relative(root, join(root, dirname(file), target));
          assert.ok(
            reached.startsWith(`packages/${name}/`) || reached.startsWith('vectors/'),
            `${file} imports ${target} across a package border`,
          );
        }
      }
    });
  }
});

/** The rooms of a package. */
interface Rooms {
  /** A folder may import the ones named here, and every folder `config`; types of a border file are shared freely. */
  readonly arrows: Readonly<Record<string, readonly string[]>>;
  /** Files at the top of src that any folder may import; everything else there composes the folders. */
  readonly leaves: ReadonlySet<string>;
}

const rooms: Readonly<Record<string, Rooms>> = {
  gateway: {
    arrows: {
      link: [],
      at: ['link'],
      modem: ['at', 'link', 'dialects'],
      dialects: ['at'],
      ports: ['modem', 'at', 'link'],
      devices: ['modem', 'at', 'link', 'dialects', 'store'],
      store: [],
      config: [],
      'port-management': ['store', 'messages', 'sessions', 'ports', 'modem'],
      messages: ['store', 'ports', 'modem'],
      sessions: ['store', 'ports', 'modem'],
      balance: ['store', 'ports', 'sessions'],
      alarms: ['store', 'ports', 'port-management', 'balance'],
      push: ['store'],
      statistics: ['store', 'ports'],
      http: [
        'messages',
        'sessions',
        'balance',
        'alarms',
        'devices',
        'ports',
        'port-management',
        'push',
        'statistics',
        'store',
      ],
    },
    leaves: new Set(['errors.ts', 'events.ts', 'version.ts']),
  },
  server: {
    arrows: {
      domain: [],
      config: [],
      store: ['domain'],
      access: ['domain', 'store'],
      choice: ['domain', 'store'],
      inbound: ['domain', 'store'],
      webhooks: ['domain', 'store'],
      accept: ['choice', 'domain', 'store'],
      gateways: ['domain', 'inbound', 'store'],
      handoff: ['choice', 'domain', 'inbound', 'partitions', 'store'],
      partitions: ['access', 'domain', 'handoff', 'store'],
      http: ['accept', 'access', 'choice', 'domain', 'gateways', 'handoff', 'inbound', 'store', 'webhooks'],
    },
    leaves: new Set(),
  },
  daemon: {
    arrows: {
      program: [],
      settings: [],
      store: [],
      webhooks: [],
      'sign-in': ['settings', 'store'],
      http: ['settings', 'sign-in'],
    },
    leaves: new Set(['clock.ts', 'errors.ts']),
  },
};

/** Where an import leads, from src on. */
function reachedIn(src: string, file: string, target: string): string[] {
  return relative(join(root, src), join(root, dirname(file), target)).split('/');
}

for (const [name, { arrows, leaves }] of Object.entries(rooms))
  describe(`folders of ${name} import only along the arrows`, () => {
    const src = `packages/${name}/src`;
    const ownImports = (file: string) => importsOf(file).filter(target => target.startsWith('.'));
    const inFolders = sources.filter(
      file =>
        file.startsWith(`${src}/`) &&
        file.split('/').length > 4 &&
        !file.endsWith('.test.ts') &&
        !/\/testing(\/|\.ts$)/.test(file),
    );
    for (const file of inFolders) {
      const folder = file.split('/')[3] ?? '';
      test(file, () => {
        for (const target of ownImports(file)) {
          const [reached = '', ...deeper] = reachedIn(src, file, target);
          const allowed =
            deeper.length === 0
              ? leaves.has(reached)
              : reached === folder || reached === 'config' || arrows[folder]?.includes(reached) === true;
          assert.ok(allowed, `${file} imports ${target}`);
        }
      });
    }

    test('an allowance that no file needs is gone', () => {
      const needed = new Set(
        inFolders.flatMap(file =>
          ownImports(file).map(target => `${file.split('/')[3]} -> ${reachedIn(src, file, target)[0]}`),
        ),
      );
      for (const [folder, targets] of Object.entries(arrows))
        for (const target of targets)
          assert.ok(needed.has(`${folder} -> ${target}`), `${folder} -> ${target}`);
    });

    test('a leaf imports no folder', () => {
      for (const leaf of leaves)
        for (const target of importsOf(`${src}/${leaf}`))
          assert.ok(!target.startsWith('.') || leaves.has(target.slice(2)), `${leaf} imports ${target}`);
    });
  });

describe('words keep to their rooms', () => {
  const makers = globSync('packages/gateway/src/dialects/*/', { cwd: root }).map(folder => basename(folder));
  const others =
    'gemalto|thales|u-blox|unisoc|spreadtrum|hisilicon|qualcomm|nokia|ai-?thinker|luat|openluat|mobiletek|gosuncn|asr';
  const vendors = new RegExp(`\\b(${makers.join('|')}|${others})\\b`, 'i');
  test("a vendor's name appears only in its dialect, its persona, transcripts and docs", () => {
    const named = sources.filter(
      file => !/\/(dialects|personas)\//.test(file) && vendors.test(readFileSync(join(root, file), 'utf8')),
    );
    // Tests of parsers quote real devices.
    assert.deepEqual(
      named.filter(file => !file.endsWith('.test.ts')),
      [],
    );
  });
});
