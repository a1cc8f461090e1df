import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { scriptedModem } from '../../at/testing.ts';
import type { Drivers } from '../drivers.ts';
import type { SessionListener } from '../session-surface.ts';
import { HealthCheck } from './health-check.ts';

const listener: SessionListener = {
  changed: () => {},
  rebooted: () => {},
  simGone: () => {},
  simThere: () => {},
  silent: () => {},
  closed: () => {},
  received: async () => {},
  call: () => {},
  toolkit: () => {},
  warning: () => {},
  ussd: () => {},
};

describe('a check of health', () => {
  test('that failed is not the last one', async () => {
    const { link, clock } = scriptedModem({});
    const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
    let asked = 0;
    const check = new HealthCheck({
      ...{ channel, session: { listener }, warnRadio: () => {}, warnOperator: () => {} },
      drivers: (): Drivers | undefined => {
        asked += 1;
        if (asked === 1) throw new RangeError('a fault');
        return undefined;
      },
      network: () => {
        throw new RangeError('nobody asks for it');
      },
    });
    await assert.rejects(check.run(), /a fault/);
    await check.run();
    assert.equal(asked, 2);
  });

  test('is told of at its end, and is one at a time', async () => {
    const { link, clock } = scriptedModem({});
    const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
    const counts = { asked: 0, changed: 0 };
    const changed = () => {
      counts.changed += 1;
    };
    const check = new HealthCheck({
      ...{
        channel,
        session: { listener: { ...listener, changed } },
        warnRadio: () => {},
        warnOperator: () => {},
      },
      drivers: () => {
        counts.asked += 1;
        return undefined;
      },
      network: () => assert.fail('a modem that is not set up has none'),
    });
    await Promise.all([check.run(), check.run()]);
    assert.deepEqual(counts, { asked: 1, changed: 1 });
    await check.run();
    assert.deepEqual(counts, { asked: 2, changed: 2 });
  });
});
