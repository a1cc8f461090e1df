/** Users, profiles and the sign-in: the requests to a gateway, and the lines that are printed. */
import { describe } from 'node:test';
import { type CommandRow, testCommands } from '../../testing.ts';

const rows: readonly CommandRow[] = [
  {
    words: 'users list',
    answers: {
      'GET /v1/users': {
        users: [
          { name: 'ann', role: 'admin', configured: true },
          { name: 'bob', role: 'viewer', configured: false },
        ],
      },
    },
    asked: ['GET /v1/users'],
    terminal: ['NAME  ROLE    SETTINGS', 'ann   admin   in the settings file', 'bob   viewer'],
    pipe: ['ann\tadmin\ttrue', 'bob\tviewer\tfalse'],
  },
  {
    words: 'users remove bob',
    answers: { 'DELETE /v1/users/bob': {} },
    asked: ['DELETE /v1/users/bob'],
    notes: ['User bob is removed.'],
  },
  {
    words: 'users add bob',
    code: 2,
    notes: ['simgate: nobody can be asked here: --new-password-file FILE, - is standard input'],
  },
  {
    words: 'auth status',
    terminal: [
      'gateway        http://gateway',
      'from           the environment',
      'profiles file  /nowhere/simgate/profiles.json',
      'secret         token, from the environment',
      'device         simgate',
    ],
    pipe: [
      'gateway\thttp://gateway',
      'from\tthe environment',
      'profile\t',
      'profiles file\t/nowhere/simgate/profiles.json',
      'user\t',
      'secret\ttoken',
      'device\tsimgate',
    ],
  },
  { words: 'profiles', notes: ['There is no profile. simgate login URL makes one.'] },
  { words: 'profiles --use x', code: 2, notes: ['simgate: there is no profile "x"'] },
];

describe('commands about access', () => testCommands(rows));
