import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { inTime, type Script, type ScriptedModem, scriptedModem } from '../at/testing.ts';
import type { UsbForm } from '../dialects/usb-form.ts';
import { LinkError } from '../errors.ts';
import type { Link } from '../link/link.ts';
import type { FoundDevice } from './found-device.ts';
import { ModuleLinks } from './module-link.ts';

const form: UsbForm = {
  vendors: ['aaaa'],
  layouts: [{ products: ['0001'], interfaces: [2] }],
  atCodes: [],
  modes: {},
};

function module(product: string, interfaces: number): FoundDevice {
  const ttys = Array.from({ length: interfaces }, (_, number) => ({
    ...{ name: `tty${number}`, path: `tty${number}`, interface: number, codes: '', links: [] },
    role: 'unknown' as const,
  }));
  return {
    ...{
      kind: 'modem',
      place: '1',
      serial: '',
      vendor: 'aaaa',
      product,
      makerName: '',
      productName: '',
      ttys,
    },
    ...{ interfaces: [], folder: 'folder', managerUid: '', managerIgnores: false },
  };
}

/** Answers of each tty by its number; absent: it cannot be opened. Opened anew each time. */
class Ttys {
  readonly clock: FakeClock = fakeClock();
  readonly opened: string[] = [];
  readonly links = new ModuleLinks({ clock: this.clock, forms: [form] });
  readonly #answers: Readonly<Record<string, Script>>;
  last: ScriptedModem | undefined;

  constructor(answers: Readonly<Record<string, Script>>) {
    this.#answers = answers;
  }

  async open(device: FoundDevice): Promise<string> {
    this.opened.length = 0;
    const link = await inTime(
      this.clock,
      this.links.open(device, async path => this.#link(path)),
    );
    await this.#useAndClose(link);
    return this.opened.at(-1) ?? '';
  }

  #link(path: string): Link {
    this.opened.push(path);
    const answer = this.#answers[path];
    if (answer === undefined) throw new LinkError(path, 'is in use');
    this.last = scriptedModem({ AT: answer });
    return this.last.link;
  }

  /** As a port does: asks, then the line ends. */
  async #useAndClose(link: Link): Promise<void> {
    link.attach({ bytes: () => {}, closed: () => {} });
    link.write(Buffer.from('AT\r'));
    await inTime(this.clock, new Promise(resolve => setImmediate(resolve)));
    await link.close();
  }
}

describe('opening a module', () => {
  test('at the tty that its maker names, without asking', async () => {
    const ttys = new Ttys({ tty2: ['OK'] });
    assert.equal(await ttys.open(module('0001', 4)), 'tty2');
    assert.deepEqual(ttys.opened, ['tty2']);
  });

  test('at its only tty, even where that is silent', async () => {
    assert.equal(await new Ttys({ tty0: [] }).open(module('9999', 1)), 'tty0');
  });

  const unknown: readonly [string, Readonly<Record<string, Script>>, string][] = [
    ['the one that answers', { tty0: [], tty1: ['OK'], tty2: [] }, 'tty1'],
    ['the first of those that answer', { tty0: [], tty1: ['ERROR'], tty2: ['OK'] }, 'tty1'],
    ['the one that speaks unasked before', { tty0: ['OK'], tty1: ['OK'], tty2: ['+CREG: 1', 'OK'] }, 'tty2'],
    ['one that can be opened', { tty1: ['OK'], tty2: ['OK'] }, 'tty1'],
    ['not one that sends positions', { tty0: ['$GPGGA,1,2'], tty1: ['OK'], tty2: [] }, 'tty1'],
    ['the first where all are silent', { tty0: [], tty1: [], tty2: [] }, 'tty0'],
  ];
  for (const [what, answers, chosen] of unknown)
    test(`of a module that nobody knows: ${what}`, async () => {
      assert.equal(await new Ttys(answers).open(module('9999', 3)), chosen);
    });

  test('what answered is remembered', async () => {
    const ttys = new Ttys({ tty0: [], tty1: ['OK'], tty2: [] });
    await ttys.open(module('9999', 3));
    await ttys.open(module('9999', 3));
    assert.deepEqual(ttys.opened, ['tty1']);
  });

  test('what was known and did not answer is asked for the next time', async () => {
    const ttys = new Ttys({ tty0: ['OK'], tty1: [], tty2: [] });
    assert.equal(await ttys.open(module('0001', 3)), 'tty2');
    assert.equal(await ttys.open(module('0001', 3)), 'tty0');
    await ttys.open(module('0001', 3));
    assert.deepEqual(ttys.opened, ['tty0']);
  });

  test('leaves a line its speed and its DTR, and gives none to a link without', async () => {
    const done: string[] = [];
    const { link } = scriptedModem({});
    const line: Link = {
      ...link,
      setBaudRate: async speed => void done.push(`speed ${speed}`),
      pulseDtr: async milliseconds => void done.push(`DTR ${milliseconds}`),
    };
    const { links } = new Ttys({});
    const opened = await links.open(module('0001', 1), async () => line);
    await opened.setBaudRate?.(9600);
    await opened.pulseDtr?.(1000);
    assert.deepEqual(done, ['speed 9600', 'DTR 1000']);
    const plain = await links.open(module('0001', 1), async () => link);
    assert.deepEqual([plain.setBaudRate, plain.pulseDtr], [undefined, undefined]);
  });

  test('without any tty it is refused', async () => {
    const { links } = new Ttys({});
    await assert.rejects(links.open(module('9999', 0), assert.fail), LinkError);
  });
});
