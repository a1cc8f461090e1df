/** Rules that every command keeps. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Command } from 'commander';
import { catalogue } from './catalogue.ts';
import { completed, examplesOf } from './client-command.ts';

/** A command and those below it, each with its whole name. */
function* family(
  command: Command,
  name = command.name(),
): Generator<readonly [name: string, command: Command]> {
  yield [name, command];
  for (const inner of command.commands) yield* family(inner, `${name} ${inner.name()}`);
}

/** Words as a shell parts them: blanks and single quotes are all that examples have; what follows # or a redirection is not read. */
function wordsOf(example: string): string[] {
  const [command = ''] = example.split(/ +#(?= )| +[<>|] |\(| {3,}/, 1);
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain).slice(1);
}

/** Parses without doing anything. */
async function parse(root: Command, words: readonly string[]): Promise<void> {
  const program = new Command('simgate').exitOverride().addCommand(root);
  for (const [, command] of family(root)) command.action(() => {}).configureOutput({ writeErr: () => {} });
  await program.parseAsync([...words], { from: 'user' });
}

for (const [name, { summary, load }] of Object.entries(catalogue))
  describe(`simgate ${name}`, () => {
    test('is loaded under its name, with a summary', async () => {
      assert.equal((await load()).name(), name);
      assert.match(summary, /^[\w ,().:?]+$/);
    });

    test('has at most three examples, and each can be typed', async () => {
      for (const [path, command] of family(completed(await load()))) {
        const examples = examplesOf(command);
        assert.ok(examples.length > 0 && examples.length <= 3, path);
        for (const example of examples.filter(each => each.startsWith('simgate ')))
          await parse(completed(await load()), wordsOf(example));
      }
    });

    // Those are passwords and PINs of virtual hardware.
    if (name === 'fleet' || name === 'simulator') return;

    test('has no option whose value is a secret', async () => {
      for (const [path, command] of family(completed(await load())))
        for (const { long = '', required, optional } of command.options)
          assert.ok(
            !(required || optional) || !/password$|token$|secret$|pin$/.test(long),
            `${path} ${long}`,
          );
    });
  });

/** All commands, each with its whole name. */
async function allCommands(): Promise<(readonly [name: string, command: Command])[]> {
  const roots = await Promise.all(Object.values(catalogue).map(({ load }) => load()));
  return roots.flatMap(root => [...family(root)]);
}

test('options that are not given have these values; the others are absent, false or empty', async () => {
  const found = (await allCommands()).map(([name, { options }]) => {
    const given = options.filter(
      ({ defaultValue, negate }) => !negate && ![undefined, false].includes(defaultValue),
    );
    const values = given.map(({ long, defaultValue }) => [long, defaultValue] as const);
    return [name, Object.fromEntries(values.filter(([, value]) => String(value) !== ''))] as const;
  });
  assert.deepEqual(Object.fromEntries(found.filter(([, values]) => Object.keys(values).length > 0)), {
    'gateway reset-password': { '--user': 'admin' },
    simulator: {
      ...{
        '--modems': 8,
        '--base-port': 7000,
        '--control-port': 8090,
        '--persona': ['generic'],
        '--seed': 1,
      },
    },
    fleet: {
      ...{ '--gateways': 10, '--ports': 32, '--by': 'port', '--base-port': 9000, '--control-port': 8089 },
      ...{
        '--user': 'admin',
        '--password': 'admin',
        '--era': '2021',
        '--record-limit': 1_000_000,
        '--seed': 1,
      },
    },
    send: { '--encoding': 'auto', '--within': 120 },
    messages: { '--limit': 50 },
    tasks: { '--limit': 20 },
    task: { '--within': 3600 },
    inbox: { '--limit': 50 },
    record: { '--for': 300 },
    ussd: { '--within': 60 },
    calls: { '--limit': 50 },
    events: { '--limit': 50 },
    trigger: { '--text': 'This is a test.' },
    login: { '--expires': 31_536_000 },
    'users add': { '--role': 'operator' },
  });
});

const tcpPorts = [0, 65_535] as const;
const lineLimits = [1, 100_000] as const;
const seeds = [0, 2 ** 31] as const;
const ids = [1, Number.MAX_SAFE_INTEGER] as const;
const bounds: readonly [command: string, name: string, least: number, most: number][] = [
  ['simulator', '--modems', 1, 256],
  ['simulator', '--base-port', ...tcpPorts],
  ['simulator', '--control-port', ...tcpPorts],
  ['simulator', '--seed', ...seeds],
  ['fleet', '--gateways', 1, 10_000],
  ['fleet', '--ports', 1, 32],
  ['fleet', '--base-port', ...tcpPorts],
  ['fleet', '--control-port', ...tcpPorts],
  ['fleet', '--record-limit', 1, 100_000_000],
  ['fleet', '--seed', ...seeds],
  ['messages', '--task', ...ids],
  ['messages', '--limit', ...lineLimits],
  ['message', 'id', ...ids],
  ['tasks', '--limit', 1, 100],
  ['inbox', '--limit', ...lineLimits],
  ['ports', 'port', 0, 31],
  ['trigger', '--port', 0, 31],
  ['calls', '--limit', 1, 500],
  ['events', '--since', 0, Number.MAX_SAFE_INTEGER],
  ['events', '--limit', 1, 1_000_000],
  ['listen', '--since', 0, Number.MAX_SAFE_INTEGER],
];

describe('a whole number has bounds', () => {
  for (const [name, place, least, most] of bounds)
    test(`${name} ${place}: ${least} to ${most}`, async () => {
      const [, command] = (await allCommands()).find(([each]) => each === name) ?? [];
      const found =
        command?.options.find(({ long }) => long === place) ??
        command?.registeredArguments.find(each => each.name() === place);
      assert.ok(found?.parseArg);
      const { parseArg } = found;
      const read = (text: string): unknown => parseArg(text, undefined);
      assert.deepEqual([read(`${least}`), read(`${most}`)], [least, most]);
      for (const text of [`${least - 1}`, `${most + 1}`, `${least}.5`, '', ' 1', 'x'])
        assert.throws(
          () => read(text),
          new RegExp(`Allowed is a whole number from ${least} to ${most}\\.`),
          text,
        );
    });
});
