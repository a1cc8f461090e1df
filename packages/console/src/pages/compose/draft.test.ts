/** The draft that outlives pages: opened, filled and emptied. */
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { changeDraft, clearDraft, compose, draft } from './draft.ts';

/** The draft of a page that was just loaded. */
const first = draft.get();

describe('a draft', () => {
  test('begins empty and closed; a report is asked for', () =>
    assert.deepEqual(first, {
      ...{ opened: false, to: '', table: undefined, column: '', text: '' },
      ...{ encoding: 'auto', port: '', report: true },
    }));

  beforeEach(() => {
    changeDraft({ opened: false, to: '', text: '', port: '', report: true, encoding: 'auto' });
  });

  test('is opened with what is named, and keeps what else was written', () => {
    changeDraft({ text: 'Hello' });
    compose({ to: '+491' });
    const { opened, to, text } = draft.get();
    assert.deepEqual([opened, to, text], [true, '+491', 'Hello']);
  });

  test('is empty after sending, but for the choices of port, alphabet and report; it stays open', () => {
    compose({ to: '+491', text: 'Hello', port: '3', encoding: 'gsm-7bit', report: false });
    clearDraft();
    const { to, text, ...kept } = draft.get();
    assert.deepEqual([to, text], ['', '']);
    assert.deepEqual(kept, {
      ...{ opened: true, table: undefined, column: '' },
      ...{ port: '3', encoding: 'gsm-7bit', report: false },
    });
  });
});
