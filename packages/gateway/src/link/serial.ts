import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { Clock } from '@simgate/daemon';
import type { SerialPort } from 'serialport';
import { LinkError } from '../errors.ts';
import { lockDevice } from './device-lock.ts';
import { Inbox, type Link, type LinkReceiver } from './link.ts';
import { OPEN_DEADLINE } from './tcp.ts';
import { WriteWatch } from './write-watch.ts';

export interface SerialOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly clock: Clock;
  /** Where UUCP lock files lie; absent: the system's folder. */
  readonly lockFolder?: string;
}

type Device = Awaited<ReturnType<(typeof SerialPort)['binding']['open']>>;

/** Octets of one reading. A USB modem hands over at most 4 KiB at a time. */
const READ_SIZE = 4096;

const HUNG_UP = 'the device hung up';
const CLOSED = 'the device was closed';

const readDevice = promisify(read);

/**
 * Opens a serial device for ourselves alone: a UUCP lock file first, then the kernel's lock.
 * @throws LinkError when it is absent, taken or does not open in time
 */
export async function openSerial(options: SerialOptions): Promise<Link> {
  const { path, clock, lockFolder } = options;
  const unlock = lockDevice(path, lockFolder);
  try {
    return new SerialLink(path, await openInTime(options), clock, unlock);
  } catch (error) {
    unlock();
    throw error instanceof LinkError ? error : new LinkError(path, textOf(error));
  }
}

async function openInTime({ path, baudRate, clock }: SerialOptions): Promise<Device> {
  // A gateway whose modems are all behind TCP needs no native binding.
  const { SerialPort } = await import('serialport');
  // hupcl would drop DTR between two openings, which some modules take as a hang-up.
  const opening: Promise<Device> = SerialPort.binding.open({ path, baudRate, lock: true, hupcl: false });
  return new Promise((resolve, reject) => {
    let late = false;
    const cancel = clock.after(OPEN_DEADLINE, () => {
      late = true;
      reject(new LinkError(path, `did not open within ${OPEN_DEADLINE / 1000} s`));
    });
    opening.then(device => (late ? void device.close() : resolve(device)), reject).finally(cancel);
  });
}

/** Reads by a loop of its own: the library's takes the 0 octets of a tty that hung up for "nothing yet", for ever. */
class SerialLink implements Link {
  readonly name: string;
  readonly #device: Device;
  readonly #clock: Clock;
  readonly #unlock: () => void;
  readonly #inbox = new Inbox();
  readonly #watch: WriteWatch;
  readonly #waiting: Uint8Array[] = [];
  #writing = false;
  /** A reading that the kernel still has. */
  #reading: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(name: string, device: Device, clock: Clock, unlock: () => void) {
    this.name = name;
    this.#device = device;
    this.#clock = clock;
    this.#unlock = unlock;
    this.#watch = new WriteWatch(clock, reason => this.#end(reason));
  }

  attach(receiver: LinkReceiver): void {
    this.#inbox.attach(receiver);
    void this.#readAll();
  }

  write(bytes: Uint8Array): void {
    if (this.#closing !== undefined) return;
    this.#waiting.push(Uint8Array.from(bytes));
    this.#watch.began(bytes.length);
    if (!this.#writing) void this.#writeAll();
  }

  async setBaudRate(baudRate: number): Promise<void> {
    try {
      await this.#device.update({ baudRate });
    } catch (error) {
      throw new LinkError(this.name, textOf(error));
    }
  }

  async pulseDtr(milliseconds: number): Promise<void> {
    try {
      await this.#setDtr(false);
      await new Promise<void>(resolve => void this.#clock.after(milliseconds, resolve));
      await this.#setDtr(true);
    } catch {
      // A pseudo-terminal, or an adapter without that line.
    }
  }

  close(): Promise<void> {
    return this.#end(CLOSED);
  }

  #setDtr(dtr: boolean): Promise<void> {
    return this.#device.set({ brk: false, cts: false, dsr: false, dtr, rts: true });
  }

  async #readAll(): Promise<void> {
    const buffer = Buffer.allocUnsafe(READ_SIZE);
    try {
      while (this.#closing === undefined) {
        const count = await this.#read(buffer);
        const hold = this.#inbox.bytes(Uint8Array.prototype.slice.call(buffer, 0, count));
        if (hold instanceof Promise) await hold;
      }
    } catch (error) {
      void this.#end(textOf(error));
    }
  }

  async #read(buffer: Buffer): Promise<number> {
    for (;;) {
      try {
        const reading = this.#readOnce(buffer);
        this.#reading = reading.catch(() => {});
        const count = await reading;
        // VMIN is 1: nothing at all is the end of a tty that hung up (termios(3), tty_ioctl(4)).
        if (count === 0) throw new Error(HUNG_UP);
        return count;
      } catch (error) {
        if (!isTryAgain(error)) throw error;
        await this.#readable();
      }
    }
  }

  async #readOnce(buffer: Buffer): Promise<number> {
    const device = this.#device;
    if (!('poller' in device)) return (await device.read(buffer, 0, buffer.length)).bytesRead;
    if (device.fd === null || this.#closing !== undefined) throw new Error(CLOSED);
    return (await readDevice(device.fd, buffer, 0, buffer.length, null)).bytesRead;
  }

  #readable(): Promise<void> {
    const device = this.#device;
    return new Promise((resolve, reject) => {
      if (!('poller' in device) || this.#closing !== undefined) reject(new Error(CLOSED));
      // The poller reports a tty that hung up as a bad file descriptor.
      else device.poller.once('readable', error => (error ? reject(new Error(HUNG_UP)) : resolve()));
    });
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    try {
      while (this.#waiting.length > 0 && this.#closing === undefined) {
        const octets = Buffer.concat(this.#waiting.splice(0));
        await this.#device.write(octets);
        this.#watch.ended(octets.length);
      }
    } catch (error) {
      void this.#end(textOf(error));
    }
    this.#writing = false;
  }

  #end(reason: string): Promise<void> {
    this.#closing ??= this.#release().then(() => this.#inbox.closed(reason));
    return this.#closing;
  }

  async #release(): Promise<void> {
    this.#watch.stop();
    // Ends what waits for the device; a reading that runs must end before its file descriptor may mean another file.
    if ('poller' in this.#device) this.#device.poller.stop();
    await this.#reading;
    try {
      if (this.#device.isOpen) await this.#device.close();
    } catch {
      // Gone already.
    }
    this.#unlock();
  }
}

function isTryAgain(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'EAGAIN' || code === 'EWOULDBLOCK' || code === 'EINTR';
}

/** The library's texts begin with "Error: ". */
function textOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^Error:? /, '') : String(error);
}
