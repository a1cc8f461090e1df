import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { DiscoveryLog } from './discovery-log.ts';
import type { FoundDevice, NoTty } from './found-device.ts';

function device(place: string, noTty?: NoTty): FoundDevice {
  return {
    ...{ kind: 'modem', place, serial: '', vendor: 'aaaa', product: '1', makerName: 'M', productName: 'N' },
    ...{ interfaces: [], ttys: [], folder: '', managerUid: '', managerIgnores: false },
    ...(noTty !== undefined && { noTty }),
  };
}

function bench() {
  const clock = fakeClock();
  const lines: string[] = [];
  const fields: object[] = [];
  const note = (level: string) => (one: object, text: string) => {
    fields.push(one);
    lines.push(`${level} ${text}`);
  };
  const log = new DiscoveryLog({ info: note('info'), warn: note('warn'), error: note('error') }, clock);
  return { clock, log, lines, fields };
}

const TOO_OFTEN = 'warn modem comes and goes all the time: check its plug, cable and power';

describe('log of modems that come and go', () => {
  test('has six lines of a port in ten minutes, then one warning, then none', () => {
    const { clock, log, lines, fields } = bench();
    for (let time = 0; time < 5; time += 1) {
      log.plugged(3, device('1'));
      log.unplugged(3, device('1'));
    }
    const six = [1, 2, 3].flatMap(() => ['info modem plugged in', 'info modem unplugged']);
    assert.deepEqual(lines.splice(0), [...six, TOO_OFTEN]);
    assert.deepEqual(fields[0], { port: 3, device: 'M N (aaaa:1)', place: '1' });
    clock.advance(600_000);
    log.plugged(3, device('1'));
    assert.deepEqual(lines, []);
    clock.advance(1);
    for (let time = 0; time < 4; time += 1) {
      log.plugged(3, device('1'));
      log.unplugged(3, device('1'));
    }
    assert.deepEqual(lines, [...six, TOO_OFTEN]);
  });

  test('counts each port by itself', () => {
    const { log, lines } = bench();
    for (let port = 0; port < 8; port += 1) log.plugged(port, device('1'));
    assert.deepEqual(lines, Array(8).fill('info modem plugged in'));
  });
});

describe('log of devices that will not serve', () => {
  const [stick, disk, packet, many, well] = [
    device('1', 'network'),
    device('2', 'storage'),
    device('3', 'packet'),
    device('4'),
    device('5'),
  ];
  const REMEDY = 'simgate doctor names what to do';

  test('has the reason of each, once while it is there', () => {
    const { log, lines, fields } = bench();
    const all = [stick, disk, packet, many, well];
    log.unserved(all, [many]);
    log.unserved(all, [many]);
    assert.deepEqual(lines.splice(0), [
      `warn a router in a stick (HiLink and its like): it has a web page, and no tty for AT; ${REMEDY}`,
      `warn the stick shows its disk of drivers instead of the modem; ${REMEDY}`,
      `warn the module offers QMI or MBIM alone, and no tty for AT; ${REMEDY}`,
      `warn no port number is left for it (32 ports); ${REMEDY}`,
    ]);
    assert.deepEqual(fields[0], { device: 'M N (aaaa:1)', place: '1' });
    log.unserved([disk, many], [many]);
    log.unserved(all, [many]);
    assert.equal(lines.length, 2);
  });
});
