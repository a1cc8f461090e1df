/** The languages of the page: the same keys, the same places for values, and the plurals that each language has. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { withPlurals } from './plurals.ts';
import { pseudo } from './pseudo.ts';
import { ptBr } from './pt-br.ts';
import { ru } from './ru.ts';

const languages: Readonly<Record<string, Words>> = { ar, de, es, fr, 'pt-BR': ptBr, ru };
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

function stems(words: Words): string[] {
  return [...new Set(Object.keys(words).map(key => key.replace(PLURAL, '')))].sort();
}

function places(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();
}

const english: Words = en;

/** The English text of a key of any language: of its own plural form, else of the general one. */
function englishOf(key: string): string {
  return english[key] ?? english[key.replace(PLURAL, '_other')] ?? '';
}

for (const [tag, words] of Object.entries(languages)) {
  describe(tag, () => {
    test('has exactly the keys of English', () => assert.deepEqual(stems(words), stems(en)));

    test('keeps the places for values', () => {
      const wrong = Object.entries(words).filter(([key, text]) => {
        const [own, wanted] = [places(text ?? ''), places(englishOf(key))];
        // "One recipient" may do without its number.
        const optional = PLURAL.test(key) ? ['count', 'shown'] : [];
        return (
          own.some(place => !wanted.includes(place)) ||
          wanted.some(place => !own.includes(place) && !optional.includes(place))
        );
      });
      assert.deepEqual(wrong, []);
    });

    test('has every plural form that the language has', () => {
      const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
      const counted = stems(en).filter(stem => `${stem}_other` in en);
      const missing = counted.flatMap(stem =>
        forms.map(form => `${stem}_${form}`).filter(key => !(key in withPlurals(tag, words))),
      );
      assert.deepEqual(missing, []);
    });
  });
}

test('the language for tests marks and lengthens every text', () => {
  const words = pseudo({ a: 'Send', b: '{{count}} wait' });
  assert.match(words.a ?? '', /^⟦Send·+⟧$/);
  assert.match(words.b ?? '', /\{\{count\}\}/);
});
