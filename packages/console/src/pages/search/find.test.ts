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

  test('who may not send is not offered to', () => {
    const hits = find('+49170', { ...sources, maySend: false, mayOperate: false });
    assert.deepEqual(
      hits.map(({ key }) => key),
      ['number', 'text'],
    );
  });
});
