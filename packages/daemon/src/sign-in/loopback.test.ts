/** Hosts that only this machine can reach, and hosts without their ports. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isLoopback, withoutPort } from './loopback.ts';

describe('a host', () => {
  const rows: [host: string, isOurs: boolean][] = [
    ['localhost', true],
    ['LocalHost', true],
    ['a.localhost', true],
    ['localhost.example', false],
    ['127.0.0.1', true],
    ['127.255.0.9', true],
    ['128.0.0.1', false],
    ['127.0.0.1.example', false],
    ['::1', true],
    ['[::1]', true],
    ['[::1', false],
    ['::1]', false],
    ['::2', false],
    ['::ffff:127.0.0.1', true],
    ['[::FFFF:127.0.0.1]', true],
    ['::ffff:10.0.0.1', false],
    ['0.0.0.0', false],
    ['', false],
  ];
  for (const [host, isOurs] of rows)
    test(`${host || 'of nothing'} is ${isOurs ? '' : 'not '}this machine alone`, () =>
      assert.equal(isLoopback(host), isOurs));

  const ports: [host: string, bare: string][] = [
    ['localhost:8080', 'localhost'],
    ['localhost', 'localhost'],
    ['127.0.0.1:80', '127.0.0.1'],
    ['[::1]:8080', '[::1]'],
    ['[::1]', '[::1]'],
    ['::1', '::1'],
    ['', ''],
  ];
  for (const [host, bare] of ports)
    test(`${host || 'of nothing'} without its port is ${bare || 'nothing'}`, () =>
      assert.equal(withoutPort(host), bare));
});
