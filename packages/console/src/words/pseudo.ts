/** A language for tests: each text is a third longer and stands in brackets, so that a text that is hard-coded or cut shows. */
import type { Words } from './en.ts';

function longer(text: string): string {
  const padding = '·'.repeat(Math.ceil(text.length / 3));
  return `⟦${text}${padding}⟧`;
}

/** Marks and lengthens each text. */
export function pseudo(words: Words): Words {
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, longer(text ?? '')]));
}
