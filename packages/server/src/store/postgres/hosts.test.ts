import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressesOf, Hosts } from './hosts.ts';

describe('addresses of a database', () => {
  const rows: readonly (readonly [url: string, addresses: readonly string[]])[] = [
    ['postgres://u:p@db/name', ['postgres://u:p@db/name']],
    ['postgres://u@localhost/name?host=%2Fsocket', ['postgres://u@localhost/name?host=%2Fsocket']],
    [
      'postgres://u:p@a:5432,b:5433/name?sslmode=require',
      ['postgres://u:p@a:5432/name?sslmode=require', 'postgres://u:p@b:5433/name?sslmode=require'],
    ],
    ['postgresql://a,b,c', ['postgresql://a', 'postgresql://b', 'postgresql://c']],
    ['a,b', ['a,b']],
    ['postgres://u:p,q@a,b/n', ['postgres://u:p,q@a/n', 'postgres://u:p,q@b/n']],
  ];
  for (const [url, addresses] of rows) test(url, () => assert.deepEqual(addressesOf(url), addresses));
});

test('a host that fails is left for the next one, once', () => {
  const hosts = new Hosts('postgres://a,b/n');
  const { current } = hosts;
  hosts.leave(current);
  hosts.leave(current);
  assert.equal(hosts.address(), 'postgres://b/n');
  hosts.leave(hosts.current);
  assert.equal(hosts.address(), 'postgres://a/n');
});
