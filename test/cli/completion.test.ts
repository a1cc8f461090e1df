/** Completion in the shells themselves. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are of the shells
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launcher } from '../end-to-end/support/gateway.ts';
import { runProgram } from '../foreign/support/child-program.ts';
import { missing } from '../foreign/support/foreign-program.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'simgate-completion-'));
  writeFileSync(join(folder, 'simgate'), `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`, {
    mode: 0o755,
  });
});
after(() => rmSync(folder, { recursive: true }));

async function answerOf(shell: string, args: readonly string[]): Promise<string[]> {
  const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder, XDG_CONFIG_HOME: folder };
  const { code, output } = await runProgram(shell, args, { env });
  assert.equal(code, 0, output);
  return output.trim().split(/\s+/);
}

const places: readonly (readonly [typed: readonly string[], some: readonly string[]])[] = [
  [
    ['port', '3', ''],
    ['power', 'reset', 'slot', 'block', 'unblock', 'number', 'unlock', 'name'],
  ],
  [['docs', 'symptoms/no'], ['symptoms/no-sim']],
  [['help', 'ex'], ['exit-codes']],
  [
    ['ports', '--profile', ''],
    ['home', 'office'],
  ],
];

describe('completion', { timeout: 600_000 }, () => {
  for (const [typed, some] of places)
    test(`of simgate ${typed.join(' ')}`, async () => {
      mkdirSync(join(folder, 'simgate-profiles/simgate'), { recursive: true });
      const gateway = { url: 'http://127.0.0.1:8080' };
      writeFileSync(
        join(folder, 'simgate-profiles/simgate/profiles.json'),
        JSON.stringify({ profiles: { home: gateway, office: gateway } }),
      );
      const env = { ...process.env, XDG_CONFIG_HOME: join(folder, 'simgate-profiles') };
      const { output } = await runProgram(process.execPath, [launcher, 'complete', '--', ...typed], { env });
      const words = output.split('\n').map(line => line.split('\t')[0]);
      for (const word of some) assert.ok(words.includes(word), output);
    });

  test('in bash, also where the script is read twice', { skip: missing('bash') }, async () => {
    const script = [
      'source <(simgate completion bash); source <(simgate completion bash)',
      'COMP_WORDS=(simgate sen); COMP_CWORD=1; _simgate; echo "${COMPREPLY[@]}"',
      'COMP_WORDS=(simgate send --pr); COMP_CWORD=2; _simgate; echo "${COMPREPLY[@]}"',
      'COMP_WORDS=(simgate send --priority ""); COMP_CWORD=3; _simgate; echo "${COMPREPLY[@]}"',
    ].join('\n');
    assert.deepEqual(await answerOf('bash', ['--norc', '-c', script]), [
      ...['send', '--priority', '--profile', 'urgent', 'normal', 'bulk'],
    ]);
  });

  test('in bash evaluates nothing of what is typed', { skip: missing('bash') }, async () => {
    const script = [
      'source <(simgate completion bash)',
      "COMP_WORDS=(simgate send '$(touch done)' --pr); COMP_CWORD=3; _simgate; ls done 2>/dev/null; echo end",
    ].join('\n');
    assert.deepEqual(await answerOf('bash', ['--norc', '-c', `cd '${folder}'\n${script}`]), ['end']);
  });

  test('in zsh', { skip: missing('zsh') }, async () => {
    const script = [
      'compdef() { :; }; _files() { echo files; }',
      '_describe() { print -l -- "${(@P)2}"; }',
      'source <(simgate completion zsh)',
      'words=(simgate push re); CURRENT=3; _simgate',
    ].join('\n');
    assert.match(
      (await answerOf('zsh', ['-f', '-c', script])).join(' '),
      /^resend:Sends events again.*remove:Removes/,
    );
  });

  test('in fish', { skip: missing('fish') }, async () => {
    const script = [
      'simgate completion fish | source',
      'complete -C "simgate port 3 --no-"; complete -C "simgate send --priority "; complete -C "simgate send --csv people"',
    ].join('\n');
    const answer = await answerOf('fish', [
      '--no-config',
      '-c',
      `cd '${folder}'\ntouch people.csv\n${script}`,
    ]);
    assert.match(answer.join(' '), /--no-wait/);
    assert.deepEqual(answer.slice(-4).toSorted(), ['bulk', 'normal', 'people.csv', 'urgent']);
  });
});
