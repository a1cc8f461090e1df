/** Requests and answers for programs that watch the server. */
import { describe } from 'node:test';
import { answerRows, MOMENT, requestRows } from '../testing.ts';

describe('healthz, readyz and metrics', () => {
  for (const name of ['healthz', 'readyz', 'metrics'] as const)
    requestRows(name, [[`nothing (${name})`, {}]], []);
  for (const name of ['healthz', 'readyz'] as const) {
    answerRows(
      name,
      { status: 'ok' },
      {
        wrong: [
          ['/status', 'ready'],
          ['/status', 200],
        ],
      },
    );
    answerRows(name, { status: 'failing' });
  }
  answerRows('metrics', '# HELP simgate_messages_accepted_total Messages\n');
});

describe('list_audit', () => {
  requestRows(
    'list_audit',
    [
      ['nothing', {}],
      ['the next page', { cursor: 'c', limit: 1 }],
    ],
    [['a page of 501', { limit: 501 }, 'limit: must be a whole number from 1 to 500; found 501.']],
  );
  const entry = {
    at: MOMENT,
    who: 'admin',
    address: '127.0.0.1',
    endpoint: 'create_gateway',
    parameters: '{"address":"http://10.0.0.7"}',
  };
  answerRows(
    'list_audit',
    { entries: [entry], next: null },
    {
      wrong: [
        ['/entries/0/at', '2026-01-31'],
        ['/entries/0/parameters', {}],
      ],
    },
  );
});
