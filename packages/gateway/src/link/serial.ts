import type { SerialPort } from 'serialport';
import type { Clock } from '../clock.ts';
import { LinkError } from '../errors.ts';
import { Inbox, type Link } from './link.ts';
import { OPEN_DEADLINE } from './tcp.ts';

export interface SerialOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly clock: Clock;
}

/** Opens a serial device for ourselves alone. Throws LinkError when it is absent, taken or does not open in time. */
export async function openSerial({ path, baudRate, clock }: SerialOptions): Promise<Link> {
  // A gateway whose modems are all behind TCP needs no native binding.
  const { SerialPort } = await import('serialport');
  return new Promise((resolve, reject) => {
    // hupcl would drop DTR between two openings, which some modules take as a hang-up.
    const device = new SerialPort({ path, baudRate, autoOpen: false, lock: true, hupcl: false });
    const inbox = new Inbox();
    let late = false;
    const cancel = clock.after(OPEN_DEADLINE, () => {
      late = true;
      reject(new LinkError(path, `did not open within ${OPEN_DEADLINE / 1000} s`));
    });
    device.on('data', (chunk: Buffer) => inbox.bytes(chunk));
    device.on('error', error => inbox.closed(error.message));
    device.on('close', (error: Error | null) => inbox.closed(error?.message ?? 'the device was closed'));
    device.open(error => {
      cancel();
      if (late) device.close(() => {});
      else if (error) reject(new LinkError(path, error.message));
      else resolve(linkOf(device, path, inbox));
    });
  });
}

function linkOf(device: SerialPort, name: string, inbox: Inbox): Link {
  return {
    name,
    attach: receiver => inbox.attach(receiver),
    write: bytes => void device.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    setBaudRate: baudRate =>
      new Promise((resolve, reject) =>
        device.update({ baudRate }, error =>
          error ? reject(new LinkError(name, error.message)) : resolve(),
        ),
      ),
    close: () => new Promise(resolve => (device.isOpen ? device.close(() => resolve()) : resolve())),
  };
}
