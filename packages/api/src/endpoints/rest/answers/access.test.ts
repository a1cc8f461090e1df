/** Answers about users, tokens, sessions and the audit trail: their keys, and the types and bounds of their values. */
import { describe } from 'node:test';
import { answerRows } from '../../../testing.ts';

const MOMENT = '2026-01-31T08:00:00.000Z';

const user = {
  name: 'shop',
  role: 'admin',
  configured: true,
};

const session = {
  user: 'admin',
  role: 'admin',
  expires_at: MOMENT,
  version: '0.1.0',
  serial_number: 'serial number',
  time_zone: 'time zone',
  time: MOMENT,
  base_path: 'base path',
  offers: {
    simulator: true,
    record: true,
  },
};

describe('list_users', () => {
  answerRows(
    'list_users',
    {
      users: [user],
    },
    {
      wrong: [
        ['/users', null],
        ['/users/0', null],
        ['/users/0/name', ''],
        ['/users/0/role', 'another word'],
        ['/users/0/configured', 1],
      ],
    },
  );
});

for (const name of ['create_user', 'get_user', 'change_user'] as const)
  describe(name, () => {
    answerRows(name, user, {
      wrong: [
        ['/name', ''],
        ['/role', 'another word'],
        ['/configured', 1],
      ],
    });
  });

for (const name of ['delete_user', 'delete_token', 'delete_session'] as const)
  describe(name, () => {
    answerRows(name, {});
  });

describe('list_tokens', () => {
  answerRows(
    'list_tokens',
    {
      tokens: [
        {
          id: 7,
          name: 'shop',
          user: 'admin',
          role: 'admin',
          created_at: MOMENT,
          expires_at: MOMENT,
        },
      ],
    },
    {
      wrong: [
        ['/tokens', null],
        ['/tokens/0', null],
        ['/tokens/0/id', 0],
        ['/tokens/0/name', null],
        ['/tokens/0/user', null],
        ['/tokens/0/role', 'another word'],
        ['/tokens/0/created_at', 'x'],
        ['/tokens/0/expires_at', 'x'],
      ],
    },
  );
});

describe('create_token', () => {
  answerRows(
    'create_token',
    {
      id: 7,
      name: 'shop',
      user: 'admin',
      role: 'admin',
      created_at: MOMENT,
      expires_at: MOMENT,
      token: 'token',
    },
    {
      wrong: [
        ['/id', 0],
        ['/name', null],
        ['/user', null],
        ['/role', 'another word'],
        ['/created_at', 'x'],
        ['/expires_at', 'x'],
        ['/token', null],
      ],
    },
  );
});

for (const name of ['create_session', 'get_session'] as const)
  describe(name, () => {
    answerRows(name, session, {
      wrong: [
        ['/user', null],
        ['/role', 'another word'],
        ['/expires_at', 'x'],
        ['/version', null],
        ['/serial_number', null],
        ['/time_zone', null],
        ['/time', 'x'],
        ['/base_path', null],
        ['/offers', null],
        ['/offers/simulator', 1],
        ['/offers/record', 1],
      ],
    });
  });

describe('list_audit', () => {
  answerRows(
    'list_audit',
    {
      entries: [
        {
          id: 7,
          at: MOMENT,
          user: 'admin',
          address: '127.0.0.1',
          endpoint: 'create_user',
          parameters: '{"name":"ann"}',
        },
      ],
      next: 1,
    },
    {
      wrong: [
        ['/entries', null],
        ['/entries/0', null],
        ['/entries/0/id', 0],
        ['/entries/0/at', 'x'],
        ['/entries/0/user', null],
        ['/entries/0/address', null],
        ['/entries/0/endpoint', null],
        ['/entries/0/parameters', null],
        ['/next', 0.5],
      ],
    },
  );
});

describe('create_download_link', () => {
  answerRows(
    'create_download_link',
    {
      link: 'link',
      expires_at: MOMENT,
    },
    {
      wrong: [
        ['/link', null],
        ['/expires_at', 'x'],
      ],
    },
  );
});
