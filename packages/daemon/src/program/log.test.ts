/** A line of the log as a service manager gets it: the log of a child process, whose standard error is no terminal. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/** The lines that a program writes to its log. */
function linesOf(statements: string): Record<string, unknown>[] {
  const program = `
    import { StoreError } from ${JSON.stringify(import.meta.resolve('../errors.ts'))};
    import { createLog } from ${JSON.stringify(import.meta.resolve('./log.ts'))};
    const log = await createLog('info');
    ${statements}`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return stderr
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

test('an error stands in its line with its words, whatever its kind', () => {
  const lines = linesOf(`
    log.warn({ error: new StoreError('unwritable', 'the database does not answer'), part: 7 }, 'first');
    log.warn({ error: new AggregateError([new Error('connect ECONNREFUSED ::1:5432'), new Error('second')]) }, 'second');
    log.warn({ error: new AggregateError([], 'a sentence of its own') }, 'third');
    log.warn({ error: 'words already' }, 'fourth');`);
  assert.deepEqual(
    lines.map(({ error }) => error),
    [
      'StoreError: the database does not answer',
      'Error: connect ECONNREFUSED ::1:5432',
      'AggregateError: a sentence of its own',
      'words already',
    ],
  );
  assert.equal(lines[0]?.part, 7);
});
