/** Requests and answers about keys of the API. */
import { describe } from 'node:test';
import { answerRows, MOMENT, requestRows, SOME_ID } from '../testing.ts';

describe('create_key', () => {
  requestRows(
    'create_key',
    [
      ['a name alone', { name: 'shop' }],
      [
        'every field',
        { name: 'shop', role: 'viewer', pools: ['a', 'b'], expires_at: '2030-01-01T00:00:00+01:00' },
      ],
      ['a name of 64 characters', { name: 'é'.repeat(64) }],
    ],
    [
      ['no name', { role: 'sender' }, 'name: is missing or empty.'],
      ['an empty name', { name: '' }, 'name: must be a name of 1 to 64 characters; found "".'],
      [
        'a name of 65 characters',
        { name: 'n'.repeat(65) },
        'name: must be a name of 1 to 64 characters; found "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn….',
      ],
      [
        'a role that is none',
        { name: 'a', role: 'root' },
        'role: must be admin, operator, sender or viewer; found "root".',
      ],
      [
        'a pool that is no name',
        { name: 'a', pools: ['a', 'b c'] },
        'pools[1]: must be pools that it may use; absent: all: 1 to 64 letters, digits, - and _, the first a letter or digit; found "b c".',
      ],
      [
        'an end without its zone',
        { name: 'a', expires_at: '2030-01-01T00:00:00' },
        'expires_at: must be a time when it ends, as YYYY-MM-DDTHH:MM:SSZ or with an offset; found "2030-01-01T00:00:00".',
      ],
      ['a secret, which the server makes', { name: 'a', secret: 's' }, 'secret: is not known here.'],
    ],
  );
});

describe('list_keys', () => {
  requestRows('list_keys', [['nothing', {}]], []);
});

describe('remove_key', () => {
  requestRows(
    'remove_key',
    [['an id', { id: SOME_ID }]],
    [['a word', { id: 'shop' }, 'id: must be the id of a key; found "shop".']],
  );
});

const key = {
  id: SOME_ID,
  name: 'shop',
  prefix: 'sg_7k3m',
  role: 'sender',
  pools: ['default'],
  created_at: MOMENT,
  expires_at: null,
  used_at: MOMENT,
};

describe('a key', () => {
  answerRows(
    'list_keys',
    { keys: [key, { ...key, pools: [], expires_at: MOMENT, used_at: null }] },
    {
      wrong: [
        ['/keys/0/id', 'x'],
        ['/keys/0/role', 'root'],
        ['/keys/0/created_at', null],
        ['/keys/0/used_at', ''],
        ['/keys', null],
      ],
    },
  );
  answerRows('create_key', { key, secret: 'sg_7k3m0000' }, { wrong: [['/secret', null]] });
  answerRows('remove_key', {});
});
