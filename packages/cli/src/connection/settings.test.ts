import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CommandError } from '../program/exit-codes.ts';
import type { Profiles } from './profiles.ts';
import { type ConnectionOptions, connectionSettings, normalUrl } from './settings.ts';

const profiles: Profiles = {
  default: 'home',
  profiles: {
    home: { url: 'http://home:8080', user: 'ann', token: 'T-home', device: 'simgate' },
    box: { url: 'http://box', user: 'bob', password: 'P-box', device: 'original' },
  },
};

describe('which gateway and which secret', () => {
  type Facts = readonly [url: string, user: string | undefined, secret: string | undefined, from: string];
  const rows: readonly (readonly [
    what: string,
    options: ConnectionOptions,
    environment: Record<string, string>,
    facts: Facts,
  ])[] = [
    ['the default profile', {}, {}, ['http://home:8080', 'ann', 'T-home', 'profile']],
    ['a named profile', { profile: 'box' }, {}, ['http://box', 'bob', 'P-box', 'profile']],
    [
      'a profile of the environment',
      {},
      { SIMGATE_PROFILE: 'box' },
      ['http://box', 'bob', 'P-box', 'profile'],
    ],
    [
      'a named profile stands above an address of the environment',
      { profile: 'box' },
      { SIMGATE_URL: 'http://other' },
      ['http://box', 'bob', 'P-box', 'profile'],
    ],
    [
      'another address does not get the secret of the profile',
      { url: 'other:1' },
      {},
      ['http://other:1', undefined, undefined, 'none'],
    ],
    [
      'nor does one of the environment',
      {},
      { SIMGATE_URL: 'http://other' },
      ['http://other', undefined, undefined, 'none'],
    ],
    [
      'the same address does',
      { url: 'http://home:8080/' },
      {},
      ['http://home:8080', 'ann', 'T-home', 'profile'],
    ],
    ['another user does not get it', { user: 'eve' }, {}, ['http://home:8080', 'eve', undefined, 'none']],
    [
      'a password of the environment is for the user of the profile',
      {},
      { SIMGATE_PASSWORD: 'P' },
      ['http://home:8080', 'ann', 'P', 'environment'],
    ],
    [
      'a token of the environment stands above a password there',
      {},
      { SIMGATE_TOKEN: 'T', SIMGATE_PASSWORD: 'P' },
      ['http://home:8080', undefined, 'T', 'environment'],
    ],
    [
      'an empty variable is none',
      {},
      { SIMGATE_URL: '', SIMGATE_TOKEN: '' },
      ['http://home:8080', 'ann', 'T-home', 'profile'],
    ],
  ];
  for (const [what, options, environment, facts] of rows)
    test(what, () => {
      const { url, user, password, token, secretFrom } = connectionSettings(options, environment, profiles);
      assert.deepEqual([url, user, token ?? password, secretFrom], facts);
    });

  test('without a profile it is the gateway of this machine', () => {
    const { url, urlFrom } = connectionSettings({}, {}, { profiles: {} });
    assert.deepEqual([url, urlFrom], ['http://127.0.0.1:8080', 'default']);
  });

  test('a profile that is missing is named with those that are there', () => {
    assert.throws(() => connectionSettings({ profile: 'far' }, {}, profiles), /"far"; there is: home, box/);
  });

  test('a kind of gateway that does not exist is refused', () => {
    assert.throws(() => connectionSettings({}, { SIMGATE_DEVICE: 'big' }, profiles), CommandError);
  });
});

describe('an address', () => {
  const rows: readonly (readonly [text: string, url: string])[] = [
    ['192.168.1.2:8080', 'http://192.168.1.2:8080'],
    ['https://sms.example/gw/', 'https://sms.example/gw'],
    ['localhost', 'http://localhost'],
  ];
  for (const [text, url] of rows) test(text, () => assert.equal(normalUrl(text), url));
  for (const text of ['ftp://a', 'http://', 'http://ann:secret@host'])
    test(`${text} is refused, without its password in the words`, () =>
      assert.throws(
        () => normalUrl(text),
        (error: Error) => error instanceof CommandError && !error.message.includes('secret'),
      ));
});
