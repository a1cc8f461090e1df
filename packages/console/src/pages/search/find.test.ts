import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { find, type Sources } from './find.ts';

const sources: Sources = {
  pages: [
    { label: 'Ports', href: '/' },
    { label: 'Événements', href: '/events' },
  ],
  ports: [
    { port: 1, label: 'Till', sim: { imsi: '001010000000002', iccid: '', number: '+88201000002', smsc: '' } },
    { port: 12, label: '', sim: null },
  ],
  maySend: true,
  mayOperate: true,
  words: {
    port: port => `Port ${port}`,
    messagesOf: number => `to ${number}`,
    conversation: number => `with ${number}`,
    compose: number => `write ${number}`,
    messagesWith: text => `text ${text}`,
  },
};

describe('the search', () => {
  for (const [query, hrefs] of [
    ['', ['/', '/events']],
    ['evenem', ['/events', '/messages?text=evenem']],
    ['till', ['/ports/1', '/messages?text=till']],
    ['12', ['/ports/12', '/messages?text=12']],
    [
      '01000002',
      ['/ports/1', '/inbox?with=01000002', '/messages?number=01000002', '', '/messages?text=01000002'],
    ],
    ['+49 170', ['/inbox?with=%2B49170', '/messages?number=%2B49170', '', '/messages?text=%2B49+170']],
  ] as const)
    test(JSON.stringify(query), () =>
      assert.deepEqual(
        find(query, sources).map(({ href }) => href),
        hrefs,
      ),
    );

  test('offers to look for a number from three digits on', () => {
    const keys = ['49', '491'].map(query =>
      find(query, { ...sources, ports: [] })
        .map(({ key }) => key)
        .join(' '),
    );
    assert.deepEqual(keys, ['text', 'conversation number compose text']);
  });

  test('names eight ports at most, each with its label and number where it has them', () => {
    const sim = { imsi: '', iccid: '', number: '+881', smsc: '' };
    const ports = Array.from({ length: 9 }, (_, at) =>
      at === 0 ? { port: at, label: 'Till', sim } : { port: at, label: '', sim: null },
    );
    const labels = find('port', { ...sources, ports }).map(({ label }) => label);
    assert.deepEqual(labels.slice(0, -1), [
      ...['Ports', 'Port 0 · Till · +881'],
      ...[1, 2, 3, 4, 5, 6, 7].map(port => `Port ${port}`),
    ]);
  });

  test('who may not send is not offered to', () => {
    const hits = find('+49170', { ...sources, maySend: false, mayOperate: false });
    assert.deepEqual(
      hits.map(({ key }) => key),
      ['number', 'text'],
    );
  });
});
