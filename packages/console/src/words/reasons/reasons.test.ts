/** Reasons in the languages of the page: every reason of the catalogue, with as many causes and remedies as in English. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deviceReasons } from '@simgate/api/contract';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ptBr } from './pt-br.ts';
import type { ReasonWords } from './reason-word.ts';
import { groups, reasonIn } from './reasons.ts';
import { ru } from './ru.ts';
import { addReasons } from './translated.ts';

const languages: Readonly<Record<string, ReasonWords>> = { ar, de, es, fr, 'pt-BR': ptBr, ru };

/** The whole catalogue: every language has it. */
const wanted = Object.entries({ ...groups, device: deviceReasons }).flatMap(([group, reasons]) =>
  Object.entries(reasons).map(([code, reason]) => [`${group}.${code}`, reason] as const),
);

function commands(texts: readonly string[]): string[] {
  return texts.flatMap(text => text.match(/`[^`]+`/g) ?? []).sort();
}

for (const [tag, words] of Object.entries(languages)) {
  describe(tag, () => {
    test('has exactly these reasons', () =>
      assert.deepEqual(Object.keys(words).sort(), wanted.map(([key]) => key).sort()));

    test('keeps the places for values', () => {
      const places = (texts: readonly string[]) =>
        texts.map(text => text.match(/\{\w+\}/g)?.toSorted() ?? []);
      for (const [key, { causes, remedies }] of wanted) {
        const [, own = [], ownRemedies = []] = words[key] ?? [];
        assert.deepEqual([places(own), places(ownRemedies)], [places(causes), places(remedies)], key);
      }
    });

    test('has as many causes and remedies, and the same commands in them', () => {
      const shapeOf = (causes: readonly string[], remedies: readonly string[]) => [
        causes.length,
        remedies.length,
        commands([...causes, ...remedies]),
      ];
      for (const [key, { causes, remedies }] of wanted) {
        const [, own = [], ownRemedies = []] = words[key] ?? [];
        assert.deepEqual(shapeOf(own, ownRemedies), shapeOf(causes, remedies), key);
      }
    });
  });
}

describe('a reason as it is told', () => {
  test('in the language, and marked with it', () => {
    addReasons('de', de);
    const told = reasonIn('de', 'port', 'no_sim');
    assert.deepEqual([told?.title, told?.lang], ['Keine SIM', 'de']);
  });

  test('in English where the language is not there', () => {
    const told = reasonIn('it', 'report', 'pending');
    assert.deepEqual([told?.title, told?.lang], ['Not delivered yet', 'en']);
  });

  test('not at all where no catalogue has the code', () => {
    assert.equal(reasonIn('de', 'message', 'toString'), undefined);
  });
});
