/** Files of recipients as people and programs write them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recipientsOf } from './recipients-file.ts';

/** Octets that come one by one; larger pieces follow. */
const SINGLE = 200;

/** In pieces of one octet, so that a cut at any place is tried. */
async function* octets(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text);
  for (const octet of all.subarray(0, SINGLE)) yield Uint8Array.of(octet);
  for (let at = SINGLE; at < all.length; at += SINGLE) yield all.subarray(at, at + SINGLE);
}

async function read(text: string | Uint8Array, type = 'text/csv') {
  const items = [];
  for await (const batch of recipientsOf(octets(text), type)) items.push(...batch);
  return items;
}

async function shown(text: string | Uint8Array, type?: string) {
  return (await read(text, type)).map(item =>
    'fault' in item
      ? `line ${item.line}: ${item.fault}`
      : [item.line, item.number, item.values, item.text ?? null, item.userId],
  );
}

describe('CSV of recipients', () => {
  const table: [string, string, unknown[]][] = [
    [
      'numbers alone',
      'number\n+491\n492\n',
      [
        [2, '+491', [], null, null],
        [3, '492', [], null, null],
      ],
    ],
    [
      'other columns as values, in their order, whatever stands where',
      'name,Number,code\r\nAnna,+491,7\r\nBert,+492,\r\n',
      [
        [2, '+491', ['Anna', '7'], null, null],
        [3, '+492', ['Bert', ''], null, null],
      ],
    ],
    ['a text and a user id', 'number,text,user_id\n1,"a, ""b""\nc",x\n', [[3, '1', [], 'a, "b"\nc', 'x']]],
    [
      'semicolons, as spreadsheets of many countries write them',
      'number;name\n1;a,b\n',
      [[2, '1', ['a,b'], null, null]],
    ],
    ['tabs', 'number\tname\n1\ta\n', [[2, '1', ['a'], null, null]]],
    ['a mark of the order of octets, and blank lines', '\ufeffnumber\n\n1\n', [[3, '1', [], null, null]]],
    ['other letters, cut anywhere', 'number,name\n1,Žofie 😀\n', [[2, '1', ['Žofie 😀'], null, null]]],
    [
      'lines that end by CR, as old spreadsheets write them',
      `number,name\r${'1,a\r'.repeat(2000)}`,
      Array.from({ length: 2000 }, (_, index) => [index + 2, '1', ['a'], null, null]),
    ],
    [
      'as many marks as there are within quotes',
      `number,name\n1,"${','.repeat(2000)}"\n2,"a""${','.repeat(2000)}"\n`,
      [
        [2, '1', [','.repeat(2000)], null, null],
        [3, '2', [`a"${','.repeat(2000)}`], null, null],
      ],
    ],
    ['a line that is short', 'number,name\n1\n', [[2, '1', [''], null, null]]],
    ['a line that is short of its text', 'number,text\n1\n', [[2, '1', [], '', null]]],
    ['commas, where there are as many semicolons', 'number,a;b\n1,x\n', [[2, '1', ['x'], null, null]]],
    [
      '1,027 columns',
      `number${',v'.repeat(1026)}\n1\n`,
      [[2, '1', Array.from({ length: 1026 }, () => ''), null, null]],
    ],
    [
      'a line of 65,536 characters',
      `number,name\n1,${'x'.repeat(65_534)}\n`,
      [[2, '1', ['x'.repeat(65_534)], null, null]],
    ],
  ];
  for (const [what, text, items] of table)
    test(`reads ${what}`, async () => assert.deepEqual(await shown(text), items));

  const faults: [string, string | Uint8Array, string | RegExp][] = [
    ['no column of numbers', 'name\nAnna\n', 'line 1: has no column with the name number'],
    ['a line without its number', 'name,number\nAnna\n', /^line 2: number must be a phone number/],
    [
      'a line of 65,537 characters',
      `number,name\n1,${'x'.repeat(65_535)}\n`,
      'line 2: has more than 65536 characters',
    ],
    ['a number that is none', 'number\n1\nabc\n2\n', /^line 3: number must be a phone number/],
    ['a quote that does not end', 'number\n"1\n', /cannot be read/],
    ['a line of 1,028 empty columns', `number\n${','.repeat(1027)}`, 'line 2: has more than 1027 columns'],
    ['a first line of them', `number${';'.repeat(1027)}`, 'line 1: has more than 1027 columns'],
    [
      'a quote that does not end for 65,536 characters',
      `number,name\n1,"${'\n'.repeat(65_536)}`,
      'line 2: has more than 65536 characters',
    ],
    ['what is no UTF-8', Uint8Array.of(0x6e, 0xff, 0x0a), 'line 0: is not UTF-8'],
  ];
  for (const [what, text, fault] of faults)
    test(`names ${what}, and reads nothing behind it`, async () => {
      const last = `${(await shown(text)).at(-1)}`;
      if (typeof fault === 'string') assert.equal(last, fault);
      else assert.match(last, fault);
    });

  for (const [what, text, code] of [
    ['of a wrong number', 'number\nx\n', 400],
    ['of too many columns', `number${','.repeat(1027)}`, 413],
    ['of a line that is too long', `number\n${'1'.repeat(65_537)}`, 413],
  ] as const)
    test(`has the code ${code} for a fault ${what}`, async () => {
      const last = (await read(text)).at(-1);
      assert.equal(last !== undefined && 'code' in last && last.code, code);
    });

  test('has 512 MiB at most', async () => {
    const size = 512 * 1024 * 1024;
    async function* pieces(octetsOfLast: number) {
      // It has the length of a file and the memory of a line.
      yield Object.defineProperty(Buffer.from('number\n1\n'), 'length', { value: size - 2 });
      yield Buffer.from('2\n'.repeat(octetsOfLast)).subarray(0, octetsOfLast);
    }
    const items = async (last: number) => {
      const all = [];
      for await (const batch of recipientsOf(pieces(last), 'text/csv')) all.push(...batch);
      return all;
    };
    assert.equal((await items(2)).length, 2);
    assert.deepEqual((await items(3)).at(-1), { line: 0, fault: 'has more than 512 MiB', code: 413 });
  });

  test('passes rows on some at a time', async () => {
    const sizes = [];
    const text = `number\n${'1\n'.repeat(450)}`;
    for await (const batch of recipientsOf(octets(text), '')) sizes.push(batch.length);
    assert.deepEqual(sizes, [200, 200, 50]);
  });
});

describe('JSON lines of recipients', () => {
  const type = 'application/x-ndjson; charset=utf-8';

  test('have number, values, text and user_id', async () => {
    const text = '{"number":"1","values":["a"]}\n\n{"number":"2","text":"b","user_id":7}\n';
    assert.deepEqual(await shown(text, type), [
      [1, '1', ['a'], null, null],
      [3, '2', [], 'b', 7],
    ]);
  });

  for (const [what, line] of [
    ['a user id of 64 characters', `{"number":"1","user_id":"${'u'.repeat(64)}"}`],
    ['1,024 values', `{"number":"1","values":${JSON.stringify(Array(1024).fill(''))}}`],
    ['65,536 characters', `{"number":"1"${' '.repeat(65_536 - 14)}}`],
  ] as const)
    test(`may have ${what}`, async () => {
      const items = await read(line, type);
      assert.deepEqual([items.length, items.some(item => 'fault' in item)], [1, false]);
    });

  for (const [line, fault] of [
    ['{"number":"1"', 'line 1: is no JSON'],
    [`{"number":"1","user_id":"${'u'.repeat(65)}"}`, /^line 1: must be an object/],
    [`{"number":"1","values":${JSON.stringify(Array(1025).fill(''))}}`, /^line 1: must be an object/],
    [`{"number":"1"${' '.repeat(65_536 - 13)}}`, /^line 1: has more than 65536 characters/],
    ['{"number":1}', /^line 1: must be an object with number/],
    ['{"number":"1","colour":"red"}', /^line 1: must be an object/],
    ['{"number":"x"}', /^line 1: number must be/],
    ['{"number":"1","text":"\\ud800"}', /^line 1: holds half of a surrogate pair/],
    [`{"number":"1","text":"${'x'.repeat(70_000)}"}`, /^line 1: has more than 65536 characters/],
  ] as const)
    test(`refuse ${line.slice(0, 40)}`, async () => {
      const [item] = await shown(line, type);
      if (typeof fault === 'string') assert.equal(item, fault);
      else assert.match(`${item}`, fault);
    });
});
