/** Where a command writes, and in which form: at a terminal, through a pipe, in JSON. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Output, type OutputOptions } from './output.ts';
import type { Column } from './table.ts';

interface Screen {
  readonly isTTY: boolean;
  readonly columns?: number;
}

/** An output on two streams, and what they got. */
function outputOn(stdout: Screen, stderr: Screen, options: OutputOptions = {}) {
  const got = { out: '', err: '' };
  const into = (stream: 'out' | 'err') => (text: string) => {
    got[stream] += text;
  };
  const streams = {
    stdout: { ...stdout, write: into('out') },
    stderr: { ...stderr, write: into('err') },
  } as unknown as ConstructorParameters<typeof Output>[2];
  return { out: new Output(options, {}, streams), got };
}

const terminal: Screen = { isTTY: true, columns: 30 };
const pipe: Screen = { isTTY: false };

interface Thing {
  readonly name: string;
  readonly size: number;
}
const columns: readonly Column<Thing>[] = [
  { title: 'name', value: ({ name }) => name },
  { title: 'octets', value: ({ size }) => size, forProgramsOnly: true },
  {
    title: 'much',
    value: ({ size }) => size > 9,
    shown: ({ size }) => (size > 9 ? 'yes' : ''),
    style: () => 'red',
  },
];
const things: readonly Thing[] = [
  { name: 'a', size: 7 },
  { name: 'b', size: 70 },
];

describe('a list', () => {
  const rows: readonly [what: string, screen: Screen, options: OutputOptions, text: string][] = [
    ['at a terminal', terminal, { color: 'never' }, 'NAME  MUCH\na\nb     yes\n'],
    ['through a pipe', pipe, {}, 'a\t7\tfalse\nb\t70\ttrue\n'],
    ['in JSON', pipe, { json: true }, '{"more":1,"things":[{"name":"a","size":7},{"name":"b","size":70}]}\n'],
    ['in JSON lines', pipe, { jsonl: true }, '{"name":"a","size":7}\n{"name":"b","size":70}\n'],
    [
      'in JSON lines at a terminal',
      terminal,
      { jsonl: true },
      '{"name":"a","size":7}\n{"name":"b","size":70}\n',
    ],
  ];
  for (const [what, screen, options, text] of rows)
    test(what, () => {
      const { out, got } = outputOn(screen, pipe, options);
      out.list('things', things, columns, 'none', { more: 1 });
      assert.deepEqual(got, { out: text, err: '' });
    });

  test('without a row is a sentence for a person, and nothing for a program', () => {
    for (const [screen, err] of [
      [terminal, 'There is none.\n'],
      [pipe, ''],
    ] as const) {
      const { out, got } = outputOn(screen, pipe);
      out.list('things', [], columns, 'There is none.');
      assert.deepEqual(got, { out: '', err });
    }
  });

  test('is as wide as the terminal, or as 80 cells where that has no width', () => {
    const width = (screen: Screen): number => outputOn(screen, pipe).out.width;
    assert.deepEqual([width(terminal), width({ isTTY: true, columns: 0 }), width(pipe)], [30, 80, 80]);
  });
});

describe('a row of a list that goes on', () => {
  const rows: readonly [screen: Screen, options: OutputOptions, text: string][] = [
    [terminal, {}, 'a, small\n'],
    [pipe, {}, 'a\t7\tfalse\n'],
    [terminal, { json: true }, '{"name":"a","size":7}\n'],
  ];
  for (const [screen, options, text] of rows)
    test(JSON.stringify(text), () => {
      const { out, got } = outputOn(screen, pipe, options);
      out.row({ name: 'a', size: 7 }, columns, 'a, small');
      assert.equal(got.out, text);
    });
});

describe('the facts of a thing', () => {
  const big: Thing = { name: 'b', size: 70 };
  const rows: readonly [what: string, thing: Thing, screen: Screen, options: OutputOptions, text: string][] =
    [
      ['at a terminal', big, terminal, { color: 'never' }, 'name  b\nmuch  yes\n'],
      ['an empty one is left out there', { name: 'a', size: 7 }, terminal, { color: 'never' }, 'name  a\n'],
      [
        'in colours',
        big,
        terminal,
        { color: 'always' },
        '\u001b[2mname\u001b[22m  b\n\u001b[2mmuch\u001b[22m  \u001b[31myes\u001b[39m\n',
      ],
      ['through a pipe', big, pipe, {}, 'name\tb\noctets\t70\nmuch\ttrue\n'],
      ['in JSON for a person', big, terminal, { json: true }, '{\n  "name": "b",\n  "size": 70\n}\n'],
      ['in JSON for a program', big, pipe, { json: true }, '{"name":"b","size":70}\n'],
      ['in JSON lines', big, pipe, { jsonl: true }, '{"name":"b","size":70}\n'],
    ];
  for (const [what, thing, screen, options, text] of rows)
    test(what, () => {
      const { out, got } = outputOn(screen, pipe, options);
      out.facts(thing, columns);
      assert.equal(got.out, text);
    });

  test('have no colour in JSON, whatever is wanted', () => {
    const { out } = outputOn(terminal, pipe, { json: true, color: 'always' });
    assert.equal(out.paint('red', 'a'), 'a');
    assert.equal(out.isTerminal, false);
  });
});

describe('progress', () => {
  const AWAY = '\r\u001b[K';

  test('stands in one line below all that is written', () => {
    const { out, got } = outputOn(pipe, { isTTY: true, columns: 10 }, { color: 'never' });
    out.progress('1 of 2');
    out.write('data\n');
    out.note('a note');
    out.progress('2 of 2, nearly done');
    out.progress('');
    out.note('done');
    assert.equal(got.out, 'data\n');
    assert.equal(got.err, `1 of 2${AWAY}1 of 2${AWAY}a note\n1 of 2${AWAY}2 of 2, n${AWAY}done\n`);
  });

  test('is cut at 79 cells where the terminal has no width', () => {
    const { out, got } = outputOn(pipe, { isTTY: true, columns: 0 });
    out.progress('x'.repeat(100));
    assert.equal(got.err, 'x'.repeat(79));
  });

  test('is not shown through a pipe', () => {
    const { out, got } = outputOn(terminal, pipe);
    out.progress('1 of 2');
    out.write('data\n');
    assert.deepEqual([got.err, out.showsProgress], ['', false]);
  });
});
