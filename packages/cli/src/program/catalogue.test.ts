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
