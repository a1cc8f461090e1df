import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { appearingFile } from './appearing-file.ts';
import { ProgramEndedError, runProgram, startProgram } from './child-program.ts';
import { missing } from './foreign-program.ts';
import { putFile } from './spool.ts';
import { temporaryFolder } from './temporary-folder.ts';

function node(script: string) {
  return ['-e', script];
}

describe('a program as a child', () => {
  test('its output and exit code', async () => {
    const { code, output } = await runProgram(process.execPath, node('console.log("said"); process.exit(3)'));
    assert.deepEqual([code, output], [3, 'said\n']);
  });

  test('what it says is waited for, and found when it was said before', async t => {
    const program = startProgram(
      process.execPath,
      node('console.log("number 42"); setInterval(() => {}, 1000)'),
    );
    t.after(() => program.end());
    assert.equal((await program.waitFor(/number (\d+)/))[1], '42');
    assert.equal((await program.waitFor(/number (\d+)/))[1], '42');
  });

  test('one that ends without saying it is an error with its output', async () => {
    const program = startProgram(process.execPath, node('console.log("something else")'));
    await assert.rejects(program.waitFor(/what was hoped for/), (error: Error) => {
      assert.ok(error instanceof ProgramEndedError);
      assert.match(error.message, /something else/);
      return true;
    });
  });

  test('one that does not heed SIGTERM is killed', async () => {
    const script = 'process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)';
    const program = startProgram(process.execPath, node(script));
    await program.waitFor(/ready/);
    assert.equal((await program.end('SIGTERM', 50)).signal, 'SIGKILL');
  });

  test('one that is not installed ends with the reason', async () => {
    const { code, output } = await runProgram('no-such-program-here', []);
    assert.equal(code, null);
    assert.match(output, /ENOENT/);
  });
});

test('a missing program is a named reason to skip, but not in CI', t => {
  const before = process.env.CI;
  t.after(() => {
    if (before === undefined) delete process.env.CI;
    else process.env.CI = before;
  });
  delete process.env.CI;
  assert.equal(missing('no-such-program-here'), 'not installed: no-such-program-here');
  process.env.CI = 'true';
  assert.equal(missing('no-such-program-here'), false);
});

test('a file is found whether it is there or comes later', async t => {
  const { path, remove } = await temporaryFolder('test');
  t.after(remove);
  const folder = join(path, 'watched');
  await mkdir(folder);
  const found = appearingFile(folder, ({ content }) => content.toString() === 'wanted');
  await putFile(folder, 'first', 'other');
  await putFile(folder, 'second', 'wanted');
  assert.equal((await found).name, 'second');
  assert.equal((await appearingFile(folder, ({ name }) => name === 'first')).name, 'first');
});
