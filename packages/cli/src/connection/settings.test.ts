import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  const box = 'http://box';
  const places: readonly (readonly [
    options: ConnectionOptions,
    environment: Record<string, string>,
    from: string,
  ])[] = [
    [{ url: box }, { SIMGATE_URL: 'http://other' }, 'option http://box'],
    [{}, { SIMGATE_URL: box }, 'environment http://box'],
    [{ profile: 'box' }, { SIMGATE_URL: 'http://other' }, 'profile http://box'],
  ];
  for (const [options, environment, from] of places)
    test(`${JSON.stringify({ ...options, ...environment })}: of the ${from}`, () => {
      const { url, urlFrom } = connectionSettings(options, environment, profiles);
      assert.equal(`${urlFrom} ${url}`, from);
    });

  test('is asked as the kind of gateway, and with the trust, that is named nearest', () => {
    const own = { url: 'http://own', device: 'original', ca: 'own.pem', insecure: true } as const;
    const known: Profiles = { default: 'own', profiles: { own } };
    const seen = (options: ConnectionOptions, environment: Record<string, string>) => {
      const { device, ca, insecure } = connectionSettings(options, environment, known);
      return [device, ca, insecure];
    };
    const environment = { SIMGATE_DEVICE: 'simgate', SIMGATE_CA: 'env.pem', SIMGATE_INSECURE: '0' };
    assert.deepEqual(seen({}, {}), ['original', 'own.pem', true]);
    assert.deepEqual(seen({}, environment), ['simgate', 'env.pem', true]);
    assert.deepEqual(seen({ device: 'original', ca: 'a.pem', insecure: false }, environment), [
      'original',
      'a.pem',
      false,
    ]);
    assert.deepEqual(seen({ url: 'http://other' }, {}), [undefined, undefined, false]);
    assert.deepEqual(seen({ url: 'http://other' }, { SIMGATE_INSECURE: '1' }), [undefined, undefined, true]);
  });

  test('has the first line of a file as its password, for the user that is named, else that of the profile, else admin', t => {
    const folder = mkdtempSync(join(tmpdir(), 'simgate-settings-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, 'P-file\r\nmore\n');
    const seen = (options: ConnectionOptions, environment: Record<string, string> = {}, known = profiles) => {
      const { user, password, token, secretFrom } = connectionSettings(
        { passwordFile, ...options },
        environment,
        known,
      );
      return [user, password, token, secretFrom];
    };
    assert.deepEqual(seen({ user: 'eve' }, { SIMGATE_TOKEN: 'T' }), ['eve', 'P-file', undefined, 'option']);
    assert.deepEqual(seen({}), ['ann', 'P-file', undefined, 'option']);
    assert.deepEqual(seen({}, { SIMGATE_USER: 'eve' }), ['eve', 'P-file', undefined, 'option']);
    assert.deepEqual(seen({}, {}, { profiles: {} }), ['admin', 'P-file', undefined, 'option']);
    assert.throws(
      () => seen({ passwordStdin: true }),
      /--password-file and --password-stdin exclude each other/,
    );
    writeFileSync(passwordFile, '\nP-file\n');
    assert.throws(() => seen({}), /password: holds no password in its first line/);
    assert.throws(() => seen({ passwordFile: join(folder, 'none') }), /none: ENOENT/);
  });

  test('takes a password of the environment for its user, and a token not for another one that is named', () => {
    const environment = { SIMGATE_TOKEN: 'T', SIMGATE_USER: 'eve', SIMGATE_PASSWORD: 'P' };
    const seen = (options: ConnectionOptions, known: Profiles) => {
      const { user, password, token } = connectionSettings(options, environment, known);
      return [user, password, token];
    };
    assert.deepEqual(seen({}, profiles), [undefined, undefined, 'T']);
    assert.deepEqual(seen({ user: 'joe' }, profiles), ['joe', 'P', undefined]);
    assert.equal(connectionSettings({}, { SIMGATE_PASSWORD: 'P' }, { profiles: {} }).user, 'admin');
  });

  test('has the secret for simgate listen of its profile alone', () => {
    const known: Profiles = { default: 'a', profiles: { a: { url: 'http://a', listenSecret: 'whsec_' } } };
    assert.equal(connectionSettings({}, {}, known).listenSecret, 'whsec_');
    assert.equal(connectionSettings({ url: 'http://b' }, {}, known).listenSecret, undefined);
    assert.deepEqual(
      [{}, { url: 'http://b' }].map(options => connectionSettings(options, {}, known).profile),
      ['a', undefined],
    );
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
