import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownAddress } from './device-events.ts';

function entry(address: string, internal: boolean, family: 'IPv4' | 'IPv6') {
  return {
    address,
    internal,
    family,
    mac: 'f8:a0:3d:00:00:01',
    netmask: '',
    cidr: null,
    scopeid: 0,
  } as const;
}

test('the first IPv4 address that others reach, with the MAC of its interface', () => {
  const interfaces = {
    lo: [entry('127.0.0.1', true, 'IPv4')],
    eth0: [entry('fe80::1', false, 'IPv6'), entry('192.168.1.2', false, 'IPv4')],
  };
  assert.deepEqual(ownAddress(interfaces), { ip: '192.168.1.2', mac: 'F8-A0-3D-00-00-01' });
});

test('a machine on its own', () => {
  const alone = { lo: [entry('127.0.0.1', true, 'IPv4')] };
  assert.deepEqual(ownAddress(alone), { ip: '127.0.0.1', mac: '00-00-00-00-00-00' });
});
