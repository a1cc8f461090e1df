/** Answers to a viewer: without texts, and with masked phone numbers. */
import type { Answer } from './answers.ts';

/** Digits at the end that stay visible, so that people can distinguish numbers. */
const SHOWN_DIGITS = 3;

/** All but the last three characters as asterisks; a leading + stays. */
function maskNumber(number: string): string {
  const start = number.startsWith('+') ? 1 : 0;
  const hidden = Math.max(start, number.length - SHOWN_DIGITS);
  return number.slice(0, start) + '*'.repeat(hidden - start) + number.slice(hidden);
}

/** The keys whose values are masked. */
export interface MaskedKeys {
  /** Of phone numbers. */
  readonly numbers: ReadonlySet<string>;
  /** Of texts of people: they are left out. */
  readonly texts: ReadonlySet<string>;
  /** Of objects whose values are all phone numbers. */
  readonly numberMaps: ReadonlySet<string>;
  /** Of sentences that may name a number. */
  readonly sentences: ReadonlySet<string>;
}

/** Masks objects and answers of one program. */
export class Masking {
  readonly #keys: MaskedKeys;

  constructor(keys: MaskedKeys) {
    this.#keys = keys;
  }

  /** An object with its texts left out and its numbers masked, by the names of its keys. */
  readonly object = (object: object, keyOfAll?: string): object =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => [key, this.#value(keyOfAll ?? key, value)]),
    );

  readonly answer = (answer: Answer): Answer => {
    if (answer.kind === 'done') return { ...answer, body: this.object(answer.body) };
    if (answer.kind === 'listed') return { ...answer, pages: this.#pages(answer.pages) };
    return answer;
  };

  #text(key: string, text: string): string {
    const { numbers, texts, sentences } = this.#keys;
    if (texts.has(key)) return '';
    if (numbers.has(key)) return maskNumber(text);
    return sentences.has(key) ? text.replace(/[0-9]{5,24}/g, maskNumber) : text;
  }

  #value(key: string, value: unknown): unknown {
    if (typeof value === 'string') return this.#text(key, value);
    if (Array.isArray(value)) return value.map(item => this.#value(key, item));
    if (typeof value !== 'object' || value === null) return value;
    return this.object(value, this.#keys.numberMaps.has(key) ? [...this.#keys.numbers][0] : undefined);
  }

  async *#pages(pages: AsyncIterable<readonly object[]>): AsyncGenerator<object[]> {
    for await (const page of pages) yield page.map(item => this.object(item));
  }
}
