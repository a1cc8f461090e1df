/** Failed messages for another try: as a draft, and as a file. */
import type { Message } from '../../data/types.ts';
import { compose } from '../compose/draft.ts';

/** The fields of a failed message that another try needs. */
type Failed = Pick<Message, 'number' | 'text' | 'reason_code' | 'reason' | 'encoding'>;

const NUMBER = 'number';
const TEXT = 'text';

/**
 * Opens the composer with these recipients: one text for all where it is the same, else each with its own.
 * Nothing is sent yet. Port and report of the new draft are free to choose; without any message nothing happens.
 * @param name of the table, where each message has its own text
 */
export function composeAgain(messages: readonly Failed[], name: string): void {
  const [first] = messages;
  if (first === undefined) return;
  const { encoding } = first;
  if (messages.every(({ text }) => text === first.text)) {
    const to = messages.map(({ number }) => number).join(', ');
    compose({ to, table: undefined, column: '', text: first.text, encoding, port: '' });
    return;
  }
  const rows = messages.map(({ number, text }) => ({ [NUMBER]: number, [TEXT]: text }));
  const table = { name, columns: [NUMBER, TEXT], rows };
  compose({ to: '', table, column: NUMBER, text: `{${TEXT}}`, encoding, port: '' });
}

/** As CSV that the composer takes again. A text that a spreadsheet would take for a formula gets an apostrophe. */
export async function csvOf(messages: readonly Failed[]): Promise<string> {
  const { default: papa } = await import('papaparse');
  const rows = messages.map(({ number, text, reason_code: code, reason }) => ({
    [NUMBER]: number,
    [TEXT]: text,
    reason_code: code,
    reason,
  }));
  return papa.unparse(rows, { escapeFormulae: /^[=@\t\r]/ });
}
