/** Requests and answers of /v1/gateways. */
import { describe } from 'node:test';
import { answerRows, MOMENT, requestRows, SOME_ID } from '../testing.ts';

const ADDRESS = 'http://10.0.0.7:8080';

describe('create_gateway', () => {
  requestRows(
    'create_gateway',
    [
      ['an address alone', { address: ADDRESS }],
      ['https, and a slash at the end', { address: 'https://box.example/' }],
      ['an address of IPv6', { address: 'http://[fd00::7]:80' }],
      [
        'every field',
        {
          address: ADDRESS,
          name: 'Rack 1',
          user: 'u',
          password: 'p',
          kind: 'vendor',
          tags: ['a-1', 'B_2'],
          enabled: false,
        },
      ],
      ['an address of 256 characters', { address: `http://${'a'.repeat(249)}` }],
      ['a password of 256 characters', { address: ADDRESS, password: 'p'.repeat(256) }],
      ['an empty user and password', { address: ADDRESS, user: '', password: '' }],
      ['a tag of 64 characters', { address: ADDRESS, tags: ['x'.repeat(64)] }],
      ['1000 tags', { address: ADDRESS, tags: Array(1000).fill('t') }],
    ],
    [
      ['no address', { name: 'a' }, 'address: is missing or empty.'],
      [
        'another scheme',
        { address: 'ftp://box' },
        'address: must be an address as http://host:port or https://host:port; found "ftp://box".',
      ],
      [
        'an address with a path',
        { address: 'http://box/api' },
        'address: must be an address as http://host:port or https://host:port; found "http://box/api".',
      ],
      [
        'an address with a query',
        { address: 'http://box?x=1' },
        'address: must be an address as http://host:port or https://host:port; found "http://box?x=1".',
      ],
      [
        'an address with a blank',
        { address: 'http://box one' },
        'address: must be an address as http://host:port or https://host:port; found "http://box one".',
      ],
      [
        'an address of 257 characters',
        { address: `http://${'a'.repeat(250)}` },
        'address: must be an address as http://host:port or https://host:port; found "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa….',
      ],
      [
        'an empty name',
        { address: ADDRESS, name: '' },
        'name: must be a name for people of 1 to 64 characters; found "".',
      ],
      [
        'a name of 65 characters',
        { address: ADDRESS, name: 'n'.repeat(65) },
        'name: must be a name for people of 1 to 64 characters; found "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn….',
      ],
      [
        'a user of 129 characters',
        { address: ADDRESS, user: 'u'.repeat(129) },
        'user: must be a user of at most 128 characters; found "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu….',
      ],
      [
        'a password of 257, which it does not show',
        { address: ADDRESS, password: 'p'.repeat(257) },
        'password: must be a password of at most 256 characters.',
      ],
      [
        'another kind',
        { address: ADDRESS, kind: 'goip' },
        'kind: must be auto (found out), simgate (ours) or vendor (original hardware); found "goip".',
      ],
      [
        'a tag that begins with a mark',
        { address: ADDRESS, tags: ['ok', '-x'] },
        'tags[1]: must be tags of the gateway: 1 to 64 letters, digits, - and _, the first a letter or digit; found "-x".',
      ],
      [
        'a tag of 65 characters',
        { address: ADDRESS, tags: ['x'.repeat(65)] },
        'tags[0]: must be tags of the gateway: 1 to 64 letters, digits, - and _, the first a letter or digit; found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx….',
      ],
      [
        '1001 tags',
        { address: ADDRESS, tags: Array(1001).fill('t') },
        'tags: must be a list of at most 1000 names: tags of the gateway; found a list of 1001.',
      ],
      [
        'a switch as text',
        { address: ADDRESS, enabled: 'no' },
        'enabled: must be true or false: whether it is used; found "no".',
      ],
      ['a misspelt key', { address: ADDRESS, adress: 'x' }, 'adress: is not known here.'],
      [
        'a field of changes alone',
        { address: ADDRESS, forget_certificate: true },
        'forget_certificate: is not known here.',
      ],
    ],
  );
});

describe('change_gateway', () => {
  requestRows(
    'change_gateway',
    [
      ['nothing: a gateway that refused is tried again', { id: SOME_ID }],
      ['one field', { id: SOME_ID, enabled: false }],
      ['a certificate to be learned anew', { id: SOME_ID, forget_certificate: true }],
      ['an empty list of tags', { id: SOME_ID, tags: [] }],
    ],
    [
      [
        'an id of 21 characters',
        { id: SOME_ID.slice(1), enabled: false },
        'id: must be the id of a gateway; found "6v3k9pq2n0a1b2c3d4e7f".',
      ],
      [
        'an id in capitals',
        { id: SOME_ID.toUpperCase(), enabled: false },
        'id: must be the id of a gateway; found "06V3K9PQ2N0A1B2C3D4E7F".',
      ],
      [
        'a wrong address',
        { id: SOME_ID, address: 'box' },
        'address: must be an address as http://host:port or https://host:port; found "box".',
      ],
      ['a state, which nobody sets', { id: SOME_ID, state: 'up' }, 'state: is not known here.'],
    ],
  );
});

describe('endpoints of one gateway', () => {
  for (const name of ['get_gateway', 'remove_gateway', 'test_gateway'] as const)
    describe(name, () => {
      requestRows(
        name,
        [['an id', { id: SOME_ID }]],
        [
          ['a word', { id: 'x' }, 'id: must be the id of a gateway; found "x".'],
          [
            'a letter that ids do not have',
            { id: `${SOME_ID.slice(0, 10)}i${SOME_ID.slice(11)}` },
            'id: must be the id of a gateway; found "06v3k9pq2nia1b2c3d4e7f".',
          ],
          [
            'an id with more behind it',
            { id: `${SOME_ID}0` },
            'id: must be the id of a gateway; found "06v3k9pq2n0a1b2c3d4e7f0".',
          ],
        ],
      );
    });
});

describe('list_gateways', () => {
  requestRows(
    'list_gateways',
    [
      ['nothing: the first page', {}],
      ['the next page', { cursor: 'abc', limit: 500 }],
      ['the shortest page', { limit: 1 }],
    ],
    [
      ['no page', { limit: 0 }, 'limit: must be a whole number from 1 to 500; found 0.'],
      ['a longer page', { limit: 501 }, 'limit: must be a whole number from 1 to 500; found 501.'],
      [
        'a cursor of 257 characters',
        { cursor: 'c'.repeat(257) },
        'cursor: must be next of the page before; absent: the first page; found "ccccccccccccccccccccccccccccccccccccccc….',
      ],
    ],
  );
});

const gateway = {
  id: SOME_ID,
  name: 'Rack 1',
  kind: 'simgate',
  address: ADDRESS,
  user: 'admin',
  tags: ['berlin'],
  enabled: true,
  state: 'up',
  reason: '',
  serial_number: 'da00-0030-1901-2817',
  certificate: '',
  clock_offset_ms: -120,
  push_path: '/push/q7',
  partition: 127,
  seen_at: MOMENT,
  ports: [
    {
      port: 0,
      sim: '89860112851012345678',
      registration: 'REGISTER_OK',
      signal: 21,
      enabled: true,
      waits_for: '',
    },
  ],
};

describe('a gateway', () => {
  answerRows('get_gateway', gateway, {
    wrong: [
      ['/id', 'x'],
      ['/kind', 'vendour'],
      ['/state', 'gone'],
      ['/clock_offset_ms', 0.5],
      ['/partition', -1],
      ['/partition', 256],
      ['/seen_at', '2026-01-31 08:00:00'],
      ['/seen_at', ''],
      ['/tags', 'berlin'],
      ['/ports/0/port', 32],
      ['/ports/0/signal', -1],
      ['/ports/0/enabled', 1],
    ],
  });
  answerRows('create_gateway', { ...gateway, state: 'new', kind: 'unknown', seen_at: null, ports: [] });
  answerRows('change_gateway', { ...gateway, state: 'refused', reason: '401: wrong password' });
  answerRows('remove_gateway', {});
  answerRows('list_gateways', { gateways: [gateway], next: null }, { wrong: [['/next', 7]] });
  answerRows(
    'test_gateway',
    { ok: false, detail: 'no connection within 5 s', milliseconds: 5003 },
    {
      wrong: [
        ['/ok', 'yes'],
        ['/milliseconds', -1],
      ],
    },
  );
});
