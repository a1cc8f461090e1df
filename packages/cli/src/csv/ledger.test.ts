import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { CommandError, exitCodes } from '../program/exit-codes.ts';
import { Ledger, ledgerFile, type RunHead, readLedger } from './ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-ledger-'));
after(() => rmSync(folder, { recursive: true }));

const head: RunHead = {
  ...{ kind: 'run', version: 1, id: 'a', hash: 'h', sn: 's', text: 'Hi', number_column: 'number' },
  ...{ encoding: 'auto', port: null, report: true, priority: null, first_user_id: 7, recipients: 300 },
  started_at: '2026-05-31T18:00:00.000Z',
};

function file(name: string): string {
  return join(folder, name);
}

describe('the ledger of a file', () => {
  test('that was never begun is none', () => {
    assert.equal(readLedger(file('none.csv')), undefined);
  });

  test('knows what was accepted, what is in doubt and where the rest begins', () => {
    const csv = file('a.csv');
    const ledger = Ledger.begin(csv, head);
    ledger.begun({ from: 0, to: 128 });
    ledger.accepted({ from: 0, to: 128 }, 4);
    ledger.begun({ from: 128, to: 256 });
    ledger.close();
    const progress = readLedger(csv);
    assert.deepEqual(progress?.accepted, [{ kind: 'accepted', from: 0, to: 128, task_id: 4 }]);
    assert.deepEqual([progress?.inDoubt?.from, progress?.next], [128, 256]);
  });

  test('settles a doubt', () => {
    const csv = file('a.csv');
    const { inDoubt } = readLedger(csv) ?? {};
    assert.ok(inDoubt);
    const ledger = Ledger.goOn(csv);
    ledger.accepted(inDoubt, 5);
    ledger.close();
    const progress = readLedger(csv);
    assert.equal(progress?.inDoubt, undefined);
    assert.deepEqual(
      progress?.accepted.map(({ task_id }) => task_id),
      [4, 5],
    );
  });

  test('goes on behind the last whole line where a crash has cut one', () => {
    const csv = file('cut.csv');
    Ledger.begin(csv, head).close();
    appendFileSync(ledgerFile(csv), '{"kind":"begun","from":0,"t');
    assert.equal(readLedger(csv)?.next, 0);
    const ledger = Ledger.goOn(csv);
    ledger.begun({ from: 0, to: 128 });
    ledger.close();
    assert.equal(readLedger(csv)?.inDoubt?.to, 128);
  });

  test('begun anew keeps the one of before', () => {
    const csv = file('a.csv');
    Ledger.begin(csv, { ...head, id: 'b' }).close();
    assert.equal(readLedger(csv)?.head.id, 'b');
    assert.match(readFileSync(`${ledgerFile(csv)}.1`, 'utf8'), /"id":"a"/);
  });

  test('belongs to one process: another that lives is named, one that died is not waited for', () => {
    const csv = file('locked.csv');
    const lock = `${csv}.simgate.lock`;
    writeFileSync(lock, `${process.ppid}\n`);
    assert.throws(() => Ledger.begin(csv, head), new RegExp(`process ${process.ppid} sends it just now`));
    // The highest process number of Linux is below this one.
    writeFileSync(lock, '4194305\n');
    Ledger.begin(csv, head).close();
    assert.ok(!existsSync(lock));
  });

  test('can be read and written by nobody else', () => {
    const csv = file('own.csv');
    const ledger = Ledger.begin(csv, head);
    assert.equal(readFileSync(`${csv}.simgate.lock`, 'utf8'), `${process.pid}\n`);
    const modes = [ledgerFile(csv), `${csv}.simgate.lock`].map(one => statSync(one).mode & 0o777);
    ledger.close();
    assert.deepEqual(modes, [0o600, 0o600]);
  });

  for (const [what, lock] of [
    ['of an earlier process with this number', `${process.pid}\n`],
    ['without a number', ''],
  ] as const)
    test(`a lock ${what} holds nobody up`, () => {
      const csv = file('left.csv');
      writeFileSync(`${csv}.simgate.lock`, lock);
      Ledger.begin(csv, head).close();
      assert.ok(!existsSync(`${csv}.simgate.lock`));
    });

  test('cannot be begun in a folder that is not there', () => {
    const csv = file('none/a.csv');
    assert.throws(() => Ledger.begin(csv, head), {
      name: 'CommandError',
      message: /a\.csv\.simgate\.lock: ENOENT/,
    });
  });

  test('names the line that is no JSON', () => {
    const csv = file('second.csv');
    writeFileSync(ledgerFile(csv), `${JSON.stringify(head)}\nno json\n`);
    const hint = 'It tells what was sent. Without it nothing can be gone on with.';
    const fault = `${ledgerFile(csv)}: line 2 is no JSON`;
    assert.throws(() => readLedger(csv), new CommandError(exitCodes.failed, fault, hint));
  });

  test('without a whole line was never begun', () => {
    const csv = file('nothing.csv');
    writeFileSync(ledgerFile(csv), '{"kind":"r');
    assert.equal(readLedger(csv), undefined);
  });

  for (const text of ['no json\n', '{"kind":"begun"}\n', '{"kind":"run","version":2}\n'])
    test(`${JSON.stringify(text)} is refused`, () => {
      const csv = file('broken.csv');
      writeFileSync(ledgerFile(csv), text);
      assert.throws(
        () => readLedger(csv),
        /Without it nothing can be gone on with|is no JSON|no file of this version/,
      );
    });
});
