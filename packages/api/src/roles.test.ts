import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRole, may, roles } from './roles.ts';

describe('roles', () => {
  for (const role of roles) test(`${role} is one`, () => assert.ok(isRole(role)));

  for (const value of ['Admin', '', 'root', undefined, null, 0, ['admin']])
    test(`${JSON.stringify(value)} is none`, () => assert.equal(isRole(value), false));

  test('only an admin may do everything', () => {
    const rights = (role: string): string[] =>
      Object.entries(may).flatMap(([right, who]) =>
        (who as readonly string[]).includes(role) ? [right] : [],
      );
    assert.deepEqual(roles.map(rights), [
      ['anyone', 'watch', 'send', 'operate', 'administer'],
      ['anyone', 'watch', 'send', 'operate'],
      ['anyone', 'send'],
      ['anyone', 'watch'],
    ]);
  });
});
