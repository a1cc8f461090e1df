/** Each field of a dialect is read by somebody: what nobody reads describes nothing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pass, settle } from '../at/testing.ts';
import type { FoundDevice } from '../devices/found-device.ts';
import { ttyCandidates } from '../devices/tty-choice.ts';
import { sessionOnModem } from '../modem/testing.ts';
import type { Dialect } from './dialect.ts';
import { dialectFor, dialects } from './dialects.ts';
import { generic } from './generic.ts';

const fields = [...new Set([generic, ...dialects].flatMap(dialect => Object.keys(dialect)))];

/** The same dialect under the name of a maker that nobody has, which notes what is asked of it. */
function watched(read: Set<string>): Dialect {
  return new Proxy(
    { ...generic, recognise: ['watched maker'] },
    {
      get: (target, field, receiver) => {
        read.add(String(field));
        return Reflect.get(target, field, receiver);
      },
    },
  );
}

/** Brings a module of this maker up, with a locked SIM in the second slot, and uses all it has. */
async function useAll(read: Set<string>): Promise<void> {
  const { modem, session } = await sessionOnModem(
    { 'AT+CGMI': ['Watched Maker', 'OK'], 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+CPIN="1234"': ['OK'] },
    { config: { slots: 2, pin: '1234' } },
  );
  modem.says('+CDSI: "SM",1', '+CIEV: 1,1');
  await session.sendUssd('*100#');
  await session.startCalls();
  await session.startToolkit();
  await pass(modem.clock, 1000);
  // A supervisor restarts a module by what its session knows.
  assert.equal(session.dialect.name, 'generic');
  await settle();
  ttyCandidates(found, [dialectFor('Watched Maker', '').usb]);
  assert.ok(read.size > 0);
}

const found: FoundDevice = {
  ...{
    kind: 'modem',
    place: '1',
    serial: '',
    vendor: '2c7c',
    product: '0125',
    makerName: '',
    productName: '',
  },
  ...{ ttys: [], interfaces: [], folder: '', managerUid: '', managerIgnores: false },
};

describe('the fields of a dialect', () => {
  test('are all read while a module is brought up and used, its reset by a supervisor', async () => {
    const read = new Set<string>();
    const list = dialects as Dialect[];
    list.unshift(watched(read));
    try {
      await useAll(read);
    } finally {
      list.shift();
    }
    assert.deepEqual(
      fields.filter(field => !read.has(field)),
      ['reset'],
    );
  });
});
