import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import { fakeClock } from '@simgate/daemon/testing';
import { LinkError } from '../errors.ts';
import type { Link } from './link.ts';
import { openSerial } from './serial.ts';
import { noPseudoTerminal, type PseudoTerminal, pseudoTerminal } from './testing.ts';
import { WRITE_DEADLINE, WRITE_LIMIT } from './write-watch.ts';

interface Opened {
  readonly link: Link;
  readonly modem: PseudoTerminal;
  readonly lockFolder: string;
  /** The text so far, and its end. */
  heard(end: string): Promise<string>;
  readonly closed: Promise<string>;
}

function lockFolderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'locks-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function open(context: TestContext, clock = systemClock): Promise<Opened> {
  const modem = await pseudoTerminal(context);
  const lockFolder = lockFolderOf(context);
  const link = await openSerial({ path: modem.path, baudRate: 115200, clock, lockFolder });
  context.after(() => link.close());
  let text = '';
  let more = () => {};
  const closed = new Promise<string>(resolve =>
    link.attach({
      bytes: chunk => {
        text += Buffer.from(chunk).toString('latin1');
        more();
      },
      closed: resolve,
    }),
  );
  const heard = (end: string) =>
    new Promise<string>(resolve => {
      more = () => {
        if (text.endsWith(end)) resolve(text);
      };
      more();
    });
  return { link, modem, lockFolder, heard, closed };
}

describe('serial link', { skip: noPseudoTerminal }, () => {
  test('carries every octet both ways', async context => {
    const { link, modem, heard } = await open(context);
    const all = Uint8Array.from({ length: 256 }, (_, octet) => octet);
    modem.sends(all);
    assert.equal(await heard('\xff'), Buffer.from(all).toString('latin1'));
    link.write(all);
    assert.equal(await modem.received('\xff'), Buffer.from(all).toString('latin1'));
  });

  test('ends when the tty hangs up, instead of reading nothing for ever', async context => {
    const { modem, closed, lockFolder } = await open(context);
    await modem.hangUp();
    assert.equal(await closed, 'the device hung up');
    assert.deepEqual(readdirSync(lockFolder), []);
  });

  test('ends at once when the tty hung up before anybody read', async context => {
    const modem = await pseudoTerminal(context);
    const lockFolder = lockFolderOf(context);
    const link = await openSerial({ path: modem.path, baudRate: 9600, clock: systemClock, lockFolder });
    await modem.hangUp();
    const closed = new Promise<string>(resolve => link.attach({ bytes: () => {}, closed: resolve }));
    assert.equal(await closed, 'the device hung up');
  });

  test('frees the device when it closes, and says so once', async context => {
    const { link, modem, closed, lockFolder } = await open(context);
    await Promise.all([link.close(), link.close()]);
    assert.equal(await closed, 'the device was closed');
    const again = await openSerial({ path: modem.path, baudRate: 9600, clock: systemClock, lockFolder });
    await again.close();
  });

  test('is open once only', async context => {
    const { modem, lockFolder } = await open(context);
    const again = { path: modem.path, baudRate: 9600, clock: systemClock };
    await assert.rejects(openSerial({ ...again, lockFolder }), new RegExp(`process ${process.pid}`));
    // Without a lock file the kernel's lock stands.
    await assert.rejects(openSerial({ ...again, lockFolder: lockFolderOf(context) }), /Cannot lock port/);
  });

  test("heeds another program's lock file", async context => {
    const modem = await pseudoTerminal(context);
    const lockFolder = lockFolderOf(context);
    writeFileSync(join(lockFolder, `LCK..${modem.path.slice(5).replace('/', '_')}`), `${modem.process}\n`);
    await assert.rejects(
      openSerial({ path: modem.path, baudRate: 9600, clock: systemClock, lockFolder }),
      error => error instanceof LinkError && error.message.includes(`is in use by process ${modem.process}`),
    );
  });

  test('closes when the modem takes no octets for long', async context => {
    const clock = fakeClock();
    const { link, modem, closed } = await open(context, clock);
    modem.freeze();
    link.write(new Uint8Array(32_768));
    clock.advance(WRITE_DEADLINE);
    assert.equal(await closed, 'takes no octets for 30 s');
  });

  test('closes rather than keep ever more for a modem that takes none', async context => {
    const { link, modem, closed } = await open(context);
    modem.freeze();
    for (let octets = 0; octets <= WRITE_LIMIT; octets += 4096) link.write(new Uint8Array(4096));
    assert.match(await closed, /^takes no octets: \d+ wait to be written$/);
  });

  test('reads nothing while its receiver is behind', async context => {
    const modem = await pseudoTerminal(context);
    const lockFolder = lockFolderOf(context);
    const link = await openSerial({ path: modem.path, baudRate: 9600, clock: systemClock, lockFolder });
    context.after(() => link.close());
    const sizes: number[] = [];
    const held = Promise.withResolvers<void>();
    const first = Promise.withResolvers<void>();
    const all = Promise.withResolvers<void>();
    const bytes = (chunk: Uint8Array) => {
      sizes.push(chunk.length);
      first.resolve();
      if (sizes.reduce((sum, size) => sum + size, 0) === 20_000) all.resolve();
      return held.promise;
    };
    link.attach({ bytes, closed: () => {} });
    modem.sends(Buffer.alloc(20_000));
    await first.promise;
    link.write(Buffer.from('there and back'));
    await modem.received('back');
    assert.equal(sizes.length, 1);
    held.resolve();
    await all.promise;
  });
});
