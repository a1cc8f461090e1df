/** Answers to a viewer: every place in which a text or a number can stand. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Answer, done, refused } from './answers.ts';
import { Masking } from './masking.ts';

const masking = new Masking({
  numbers: new Set(['number', 'to']),
  texts: new Set(['text']),
  numberMaps: new Set(['numbers_of_ports']),
  sentences: new Set(['why']),
});

describe('what a viewer sees', () => {
  const rows: [what: string, whole: object, masked: object][] = [
    ['the end of a number', { number: '4366012345' }, { number: '*******345' }],
    ['the plus before it', { number: '+4366012345' }, { number: '+*******345' }],
    ['a short number whole', { number: '112', to: '+49' }, { number: '112', to: '+49' }],
    ['each of several numbers', { to: ['12345', '+12345'] }, { to: ['**345', '+**345'] }],
    ['no text', { text: 'Your code is 1234' }, { text: '' }],
    ['no text of several', { text: ['a', 'b'] }, { text: ['', ''] }],
    [
      'a sentence but the numbers in it',
      { why: '43660123 has no credit' },
      { why: '*****123 has no credit' },
    ],
    ['a sentence with short figures', { why: 'port 1234 is off' }, { why: 'port 1234 is off' }],
    ['a sentence with a number of five figures', { why: '12345' }, { why: '**345' }],
    [
      'a map of numbers by other keys',
      { numbers_of_ports: { '1': '43660123', '2': null } },
      { numbers_of_ports: { '1': '*****123', '2': null } },
    ],
    [
      'the same within lists and objects',
      { rows: [{ number: '12345', id: 7 }], sim: { text: 'secret', to: '12345' } },
      { rows: [{ number: '**345', id: 7 }], sim: { text: '', to: '**345' } },
    ],
    [
      'all else as it is',
      { id: 12_345, name: '12345', at: null, live: true, tags: ['12345'] },
      { id: 12_345, name: '12345', at: null, live: true, tags: ['12345'] },
    ],
  ];
  for (const [what, whole, masked] of rows) test(what, () => assert.deepEqual(masking.object(whole), masked));
});

describe('an answer to a viewer', () => {
  test('is masked in its body, and keeps its code and headers', () => {
    assert.deepEqual(
      masking.answer(done<object>(201, { number: '12345' }, { etag: '12345' })),
      done<object>(201, { number: '**345' }, { etag: '12345' }),
    );
  });

  test('is masked page by page where it is a list', async () => {
    async function* pages() {
      yield [{ text: 'a' }, { number: '12345' }];
      yield [{ to: '12345' }];
    }
    const masked = masking.answer({ kind: 'listed', key: 'rows', pages: pages(), tail: { next: '5' } });
    assert.ok(masked.kind === 'listed');
    const seen: object[] = [];
    for await (const page of masked.pages) seen.push(page);
    assert.deepEqual(seen, [[{ text: '' }, { number: '**345' }], [{ to: '**345' }]]);
    assert.deepEqual([masked.key, masked.tail], ['rows', { next: '5' }]);
  });

  test('is not touched where it is a refusal or a document', () => {
    const document: Answer = { kind: 'document', status: 200, text: '12345' };
    for (const answer of [refused(404, 'number: there is no 12345.'), document])
      assert.equal(masking.answer(answer), answer);
  });
});
