import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { NationalLanguage } from '../alphabets/character-tables.ts';
import { concatenationOf, nationalLanguageOf } from '../fields/information-elements.ts';
import {
  cutText,
  lastFill,
  type SegmentationOptions,
  schemeOf,
  segmentOf,
  segmentText,
} from './segmentation.ts';

function segment(text: string, options: Partial<SegmentationOptions> = {}) {
  return segmentText(text, { encoding: 'auto', reference: 7, ...options });
}

function lengths(text: string, options: Partial<SegmentationOptions> = {}): number[] {
  return segment(text, options).segments.map(part => part.text.length);
}

describe('how long a segment is', () => {
  for (const [what, text, options, expected] of [
    ['empty', '', {}, [0]],
    ['160 septets are one', 'a'.repeat(160), {}, [160]],
    ['161 are two', 'a'.repeat(161), {}, [153, 8]],
    ['306 are two', 'a'.repeat(306), {}, [153, 153]],
    ['307 are three', 'a'.repeat(307), {}, [153, 153, 1]],
    ['16-bit reference', 'a'.repeat(161), { referenceWidth: 16 }, [152, 9]],
    ['70 code units are one', 'ж'.repeat(70), {}, [70]],
    ['71 are two', 'ж'.repeat(71), {}, [67, 4]],
    ['134 are two', 'ж'.repeat(134), {}, [67, 67]],
    ['16-bit reference, UCS-2', 'ж'.repeat(71), { referenceWidth: 16 }, [66, 5]],
    ['unicode as asked, though not needed', 'a'.repeat(71), { encoding: 'unicode' }, [67, 4]],
    ['80 characters of the extension are one', '€'.repeat(80), {}, [80]],
    ['a pair with ESC is not cut', '€'.repeat(81), {}, [76, 5]],
    ['a pair with ESC at the seam', `${'a'.repeat(152)}€${'a'.repeat(10)}`, {}, [152, 11]],
    ['35 emoji are one', '😀'.repeat(35), {}, [70]],
    ['a surrogate pair is not cut', '😀'.repeat(36), {}, [66, 6]],
  ] as const) {
    test(what, () => assert.deepEqual(lengths(text, options), expected));
  }

  test('350 emoji are eleven', () => assert.equal(segment('😀'.repeat(350)).segments.length, 11));
});

describe('grapheme clusters', () => {
  const family = '👩‍👩‍👧‍👦';
  const flag = '🇩🇪';
  for (const [what, text, expected] of [
    [
      'a family at the seam goes whole into the next',
      `${'ж'.repeat(60)}${family}${'ж'.repeat(20)}`,
      [60, 31],
    ],
    ['a flag at the seam goes whole into the next', `${'ж'.repeat(65)}${flag}${'ж'.repeat(10)}`, [65, 14]],
    ['a letter stays with its accent', `${'ж'.repeat(66)}и\u0306${'ж'.repeat(10)}`, [66, 12]],
    ['a syllable stays whole', `${'न'.repeat(66)}नि${'न'.repeat(10)}`, [66, 12]],
    [
      'it is cut where keeping it would cost one more',
      `${'ж'.repeat(61)}${family}${'ж'.repeat(62)}`,
      [67, 67],
    ],
    ['it is kept where just enough room is left', `${'ж'.repeat(60)}${family}${'ж'.repeat(56)}`, [60, 67]],
    ['it is cut where it alone exceeds a segment', `и${'\u0306'.repeat(140)}`, [67, 67, 7]],
  ] as const) {
    test(what, () => assert.deepEqual(lengths(text), expected));
  }

  test('CR and LF stay together in the default alphabet too', () =>
    assert.deepEqual(lengths(`${'a'.repeat(152)}\r\n${'a'.repeat(20)}`), [152, 22]));

  test('families in a row: no more segments than cutting between code points takes', () => {
    const text = family.repeat(30);
    const parts = segment(text).segments;
    assert.equal(parts.length, Math.ceil(text.length / 67));
    assert.equal(parts.map(part => part.text).join(''), text);
  });
});

describe('what a segment carries', () => {
  test('one alone has no header', () => assert.deepEqual(segment('hello').segments[0]?.userData.header, []));

  test('parts have reference, total and sequence, 8 bits wide', () => {
    const places = segment('a'.repeat(400)).segments.map(({ userData }) => concatenationOf(userData));
    assert.deepEqual(
      places,
      [1, 2, 3].map(sequence => ({ reference: 7, width: 8, total: 3, sequence })),
    );
  });

  test('and 16 bits wide', () => {
    const [first] = segment('a'.repeat(400), { reference: 0xabcd, referenceWidth: 16 }).segments;
    assert.deepEqual(first && concatenationOf(first.userData), {
      reference: 0xabcd,
      width: 16,
      total: 3,
      sequence: 1,
    });
  });

  for (const [encoding, text, alphabet, dataCodingScheme, fellBack] of [
    ['auto', 'hello', 'gsm7', 0x00, false],
    ['auto', 'Привет', 'ucs2', 0x08, false],
    ['gsm-7bit', 'hello', 'gsm7', 0x00, false],
    ['gsm-7bit', 'naïve ç', 'ucs2', 0x08, true],
    ['unicode', 'hello', 'ucs2', 0x08, false],
    ['unicode', 'Привет', 'ucs2', 0x08, false],
  ] as const) {
    test(`${encoding}, '${text}': ${alphabet}`, () => {
      const made = segment(text, { encoding });
      assert.deepEqual(
        [made.alphabet, made.dataCodingScheme, made.fellBack],
        [alphabet, dataCodingScheme, fellBack],
      );
    });
  }
});

describe('national languages', () => {
  const turkish = { locking: 1, single: 1 };
  const urdu = { locking: 13, single: 13 };
  for (const [what, text, nationalLanguage, used, expected] of [
    ['not where the default tables do', 'hello', turkish, {}, [5]],
    ['the locking table where it says all', 'ığş', turkish, { locking: 1 }, [3]],
    ['the single shift table where only it says all', 'á'.repeat(3), { single: 2 }, { single: 2 }, [3]],
    ['both where both are needed', 'ت؎', urdu, { locking: 13, single: 13 }, [2]],
    ['155 septets fit behind one table', 'ğ'.repeat(155), turkish, { locking: 1 }, [155]],
    ['149 in parts', 'ğ'.repeat(156), turkish, { locking: 1 }, [149, 7]],
    ['146 in parts behind both', `ت${'؎'.repeat(80)}`, urdu, { locking: 13, single: 13 }, [73, 8]],
    ['the table that makes fewer segments', '€'.repeat(81), turkish, { locking: 1 }, [81]],
  ] as const) {
    test(what, () => {
      const made = segment(text, { nationalLanguage });
      assert.equal(made.alphabet, 'gsm7');
      assert.deepEqual(
        made.segments.map(part => part.text.length),
        expected,
      );
      for (const { userData } of made.segments) assert.deepEqual(nationalLanguageOf(userData), used);
    });
  }

  test('UCS-2 where no table says the text', () =>
    assert.equal(segment('Привет', { nationalLanguage: turkish }).alphabet, 'ucs2'));
});

describe('a text that is cut first and made into segments one by one', () => {
  const rows: readonly [string, string, NationalLanguage | undefined, 8 | 16][] = [
    ['one segment', 'a'.repeat(160), undefined, 8],
    ['three segments', 'a'.repeat(400), undefined, 8],
    ['a 16-bit reference', 'a'.repeat(400), undefined, 16],
    ['UCS-2', '😀'.repeat(100), undefined, 8],
    ['UCS-2, of which one segment alone were plain', `${'a'.repeat(70)}ж`, undefined, 8],
    ['a national table', 'ğ'.repeat(400), { locking: 1, single: 1 }, 8],
  ];
  for (const [name, text, nationalLanguage, referenceWidth] of rows) {
    test(`${name}: is as cut at once`, () => {
      const options = {
        encoding: 'auto',
        referenceWidth,
        ...(nationalLanguage && { nationalLanguage }),
      } as const;
      const cut = cutText(text, options);
      const whole = segmentText(text, { ...options, reference: 9 });
      assert.equal(schemeOf(cut), whole.dataCodingScheme);
      // As it comes back from where it was kept: an object like it, not the same one.
      const kept = { ...cut, national: { ...cut.national } };
      const made = cut.ends.map((_, index) => segmentOf(text, kept, index + 1, 9));
      assert.deepEqual(made, whole.segments);
    });
  }

  test('has no segment beyond its last', () => {
    const cut = cutText('a'.repeat(161), { encoding: 'auto' });
    for (const sequence of [0, 3])
      assert.throws(() => segmentOf('a'.repeat(161), cut, sequence, 1), /sequence/);
  });
});

describe('how full the last segment is', () => {
  for (const [what, text, options, used, capacity] of [
    ['nothing', '', {}, 0, 160],
    ['septets', 'hello', {}, 5, 160],
    ['a pair with ESC counts as two', '€', {}, 2, 160],
    ['the second of two', 'a'.repeat(161), {}, 8, 153],
    ['the second behind a reference of 16 bits', 'a'.repeat(161), { referenceWidth: 16 }, 9, 152],
    ['code units', 'ж', {}, 1, 70],
    ['the second of two, UCS-2', 'ж'.repeat(71), {}, 4, 67],
    ['a full one', 'ж'.repeat(134), {}, 67, 67],
    ['behind a national table', 'ğ', { nationalLanguage: { locking: 1 } }, 1, 155],
  ] as const) {
    test(what, () =>
      assert.deepEqual(lastFill(text, cutText(text, { encoding: 'auto', ...options })), { used, capacity }),
    );
  }
});

describe('what is refused', () => {
  for (const [what, text, options, field] of [
    ['256 segments', 'a'.repeat(153 * 255 + 1), {}, 'text'],
    ['more segments than the caller allows', 'a'.repeat(161), { maximumSegments: 1 }, 'text'],
    ['reference 256 in 8 bits', 'a', { reference: 256 }, 'reference'],
    ['reference 65536 in 16 bits', 'a', { reference: 65536, referenceWidth: 16 }, 'reference'],
    ['reference -1', 'a', { reference: -1 }, 'reference'],
    ['a locking table that is none', 'ж', { nationalLanguage: { locking: 2 } }, 'nationalLanguage.locking'],
  ] as const) {
    test(what, () => assert.throws(() => segment(text, options), { name: 'EncodeError', field }));
  }

  test('255 segments are not', () => assert.equal(segment('a'.repeat(153 * 255)).segments.length, 255));
});
