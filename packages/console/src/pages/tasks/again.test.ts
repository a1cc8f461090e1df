/** Failed messages for another try, as the composer opens with them. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { changeDraft, draft } from '../compose/draft.ts';
import { composeAgain } from './again.ts';

const empty = { opened: false, to: '', table: undefined, column: '', text: '', port: '' } as const;

function failed(number: string, text: string) {
  return { number, text, reason_code: 'no_credit', reason: 'no credit', encoding: 'unicode' } as const;
}

describe('another try of failed messages', () => {
  beforeEach(() => changeDraft({ ...empty, port: '3', encoding: 'auto' }));
  after(() => changeDraft({ ...empty, encoding: 'auto' }));

  test('of one text is a draft to all of them, over any port', () => {
    composeAgain([failed('+881', 'Hi'), failed('+882', 'Hi')], 'failed');
    const { opened, to, table, text, encoding, port } = draft.get();
    assert.deepEqual(
      { opened, to, table, text, encoding, port },
      { opened: true, to: '+881, +882', table: undefined, text: 'Hi', encoding: 'unicode', port: '' },
    );
  });

  test('of several texts is a table with the text of each', () => {
    composeAgain([failed('+881', 'Hi'), failed('+882', 'Bye')], 'failed of task 7');
    const { opened, to, table, column, text, encoding, port } = draft.get();
    assert.deepEqual(
      { opened, to, column, text, encoding, port },
      { opened: true, to: '', column: 'number', text: '{text}', encoding: 'unicode', port: '' },
    );
    assert.deepEqual(table, {
      ...{ name: 'failed of task 7', columns: ['number', 'text'] },
      rows: [
        { number: '+881', text: 'Hi' },
        { number: '+882', text: 'Bye' },
      ],
    });
  });

  test('of no message opens nothing', () => {
    composeAgain([], 'failed');
    assert.equal(draft.get().opened, false);
  });
});
