/** Answers to a viewer: without texts, and with masked phone numbers. */
import type { Answer } from './answers.ts';

const numberKeys = new Set(['number', 'source_number', 'destination_number']);
const textKeys = new Set(['text', 'pdu']);
/** Objects whose values are phone numbers, by condition. */
const numberMaps = new Set(['forwarding', 'CallForwarding']);
/** Sentences that may name a number. */
const sentenceKeys = new Set(['action', 'reason', 'trouble']);

/** So many digits at the end stay, so that people can tell numbers apart. */
const SHOWN_DIGITS = 3;

/** All but the last three characters as asterisks; a leading + stays. */
export function maskNumber(number: string): string {
  const start = number.startsWith('+') ? 1 : 0;
  const hidden = Math.max(start, number.length - SHOWN_DIGITS);
  return number.slice(0, start) + '*'.repeat(hidden - start) + number.slice(hidden);
}

function maskText(key: string, text: string): string {
  if (textKeys.has(key)) return '';
  if (numberKeys.has(key)) return maskNumber(text);
  return sentenceKeys.has(key) ? text.replace(/[0-9]{5,24}/g, maskNumber) : text;
}

function maskValue(key: string, value: unknown): unknown {
  if (typeof value === 'string') return maskText(key, value);
  if (Array.isArray(value)) return value.map(item => maskValue(key, item));
  if (typeof value !== 'object' || value === null) return value;
  return maskObject(value, numberMaps.has(key) ? 'number' : undefined);
}

/** An object with its texts left out and its numbers masked, by the names of its keys. */
export function maskObject(object: object, keyOfAll?: string): object {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, maskValue(keyOfAll ?? key, value)]),
  );
}

async function* maskPages(pages: AsyncIterable<readonly object[]>): AsyncGenerator<object[]> {
  for await (const page of pages) yield page.map(item => maskObject(item));
}

export function maskAnswer(answer: Answer): Answer {
  if (answer.kind === 'done') return { ...answer, body: maskObject(answer.body) };
  if (answer.kind === 'listed') return { ...answer, pages: maskPages(answer.pages) };
  return answer;
}
