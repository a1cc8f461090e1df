import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { catalogue } from './catalogue.ts';
import { FaultError, type Parameter } from './parameters.ts';
import { commonParameters, readFault } from './read-fault.ts';
import { benchWith, sendMessage } from './test-faults.ts';

const refused = { fault: 'refused', commands: ['+CSQ'] };

describe('when a fault works', () => {
  test('now, until it is taken away', async () => {
    const bench = benchWith([refused]);
    assert.equal(await bench.command('AT+CSQ'), '\r\nERROR\r\n');
    assert.deepEqual(bench.faults.list(), [{ ...refused, id: 1, state: 'working' }]);
    assert.equal(bench.faults.remove(1), true);
    assert.match(await bench.command('AT+CSQ'), /OK/);
    assert.equal(bench.faults.remove(1), false);
  });

  test('so long after its moment, and for so long', async () => {
    const bench = benchWith([{ ...refused, after: 1000, lasts: 500 }]);
    assert.equal(bench.faults.list()[0]?.state, 'waiting');
    assert.match(await bench.command('AT+CSQ'), /OK/);
    bench.clock.advance(1000);
    assert.match(await bench.command('AT+CSQ'), /ERROR/);
    bench.clock.advance(500);
    assert.match(await bench.command('AT+CSQ'), /OK/);
    assert.deepEqual(bench.faults.list(), []);
  });

  test('a millisecond after its moment', async () => {
    const bench = benchWith([{ ...refused, after: 1 }]);
    assert.match(await bench.command('AT+CSQ'), /OK/);
    bench.clock.advance(1);
    assert.match(await bench.command('AT+CSQ'), /ERROR/);
  });

  test('so many times', async () => {
    const bench = benchWith([{ ...refused, times: 2 }]);
    const answers = [
      await bench.command('AT+CSQ'),
      await bench.command('AT+CSQ'),
      await bench.command('AT+CSQ'),
    ];
    assert.deepEqual(
      answers.map(answer => answer.includes('ERROR')),
      [true, true, false],
    );
  });

  test('from the next connection', async () => {
    const bench = benchWith([{ ...refused, from: 'connection' }]);
    assert.match(await bench.command('AT+CSQ'), /OK/);
    bench.hangUp();
    bench.dial();
    assert.match(await bench.command('AT+CSQ'), /ERROR/);
  });

  test('from the next start of the module', async () => {
    const bench = benchWith([{ ...refused, from: 'boot' }]);
    assert.match(await bench.command('AT+CSQ'), /OK/);
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    bench.clock.advance(10_000);
    assert.match(await bench.command('AT+CSQ'), /ERROR/);
  });

  test('from the next message that is sent', async () => {
    const bench = benchWith([{ ...refused, commands: ['*'], from: 'submit' }]);
    assert.match(await bench.command('AT+CSQ'), /OK/);
    assert.match(await bench.command('AT+CMGS=17'), /ERROR/);
    assert.match(await bench.command('AT+CSQ'), /ERROR/);
  });

  test('until the module restarts', async () => {
    const bench = benchWith([{ ...refused, until: 'restart' }]);
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    bench.clock.advance(10_000);
    assert.match(await bench.command('AT+CSQ'), /OK/);
  });

  test('several work one behind the other', async () => {
    const bench = benchWith([
      { fault: 'says', text: '+ONE' },
      refused,
      { fault: 'submitAnswer', form: 'okOnly' },
    ]);
    assert.equal(await bench.said(), '\r\n+ONE\r\n');
    assert.match(await bench.command('AT+CSQ'), /ERROR/);
    assert.equal(await sendMessage(bench), '\r\n> \r\nOK\r\n');
  });

  test('a list of faults is taken as a whole or not at all', () => {
    const bench = benchWith([refused]);
    assert.throws(() => bench.faults.replace([{ fault: 'noSim' }, { fault: 'refused' }]), FaultError);
    assert.equal(bench.faults.list().length, 1);
    assert.throws(() => bench.faults.replace(Array.from({ length: 33 }, () => refused)), RangeError);
  });
});

test('a modem has 32 faults at a time, numbered from 1', () => {
  const bench = benchWith([]);
  const ids = Array.from({ length: 32 }, () => bench.faults.add({ ...refused, from: 'boot' }));
  assert.deepEqual([ids[0], ids[31]], [1, 32]);
  assert.throws(() => bench.faults.add(refused), new RangeError('a modem has at most 32 faults at a time'));
  bench.faults.remove(1);
  assert.equal(bench.faults.add(refused), 33);
});

describe('what cannot be read is refused by its member', () => {
  const rows: readonly [given: unknown, field: string][] = [
    [undefined, 'fault'],
    [{ fault: 7 }, 'fault'],
    [{ fault: 'tired' }, 'fault'],
    [{ fault: 'toString' }, 'fault'],
    [{ fault: 'refused' }, 'commands'],
    [{ ...refused, commands: '+CSQ' }, 'commands'],
    [{ ...refused, commands: [7] }, 'commands'],
    [{ ...refused, answer: 'ы' }, 'answer'],
    [{ ...refused, lasts: -1 }, 'lasts'],
    [{ ...refused, lasts: 1.5 }, 'lasts'],
    [{ ...refused, from: 'noon' }, 'from'],
    [{ ...refused, unknown: 1 }, 'unknown'],
    [{ fault: 'deaf', speaks: 'yes' }, 'speaks'],
    [{ fault: 'simChange', form: 'magic' }, 'form'],
    [{ fault: 'registrationForm' }, 'form'],
    [{ fault: 'says' }, 'text'],
    [{ fault: 'fullNotice' }, 'text'],
  ];
  for (const [given, field] of rows) {
    test(JSON.stringify(given) ?? 'nothing', () => {
      assert.throws(
        () => readFault(given, ''),
        (error: unknown) => error instanceof FaultError && error.field === field,
      );
    });
  }

  test('in a list with its place', () => {
    assert.throws(() => benchWith([refused, { fault: 'refused' }]), { field: '1.commands' });
  });
});

describe('README.md', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

  for (const [name, { parameters }] of Object.entries({
    ...catalogue,
    '': { parameters: commonParameters },
  })) {
    test(`lists ${name || 'the common parameters'}`, () => {
      const row = readme.split('\n').find(line => line.startsWith(`| \`${name}\``) || name === '');
      assert.ok(row, `a row for ${name}`);
      for (const [parameter, rule] of Object.entries<Parameter>(parameters)) {
        assert.ok((name === '' ? readme : row).includes(`\`${parameter}\``), parameter);
        if (name !== '' && ['number', 'flag', 'text'].includes(rule.kind) && rule.otherwise !== undefined) {
          const shown = `\`${parameter}\` \`${rule.otherwise}\``;
          assert.ok(row.includes(shown), shown);
        }
      }
    });
  }
});
