/** Serial devices for programs that want one: a pseudo-terminal whose other side is a TCP port, made by socat. */
import { constants, open } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgram } from './child-program.ts';

export interface PseudoTerminal {
  /** The device, a link in `folder`. */
  readonly path: string;
  close(): Promise<void>;
}

/**
 * A raw pseudo-terminal at `folder/name` that carries the bytes of a TCP port. Resolves when the device is there and connected.
 * @param isHeld whether this process keeps the device open as well, so that programs may close it after each use; who looks for other users
 *   of the device finds it. Without it the end of a program is passed over where socat can.
 */
export async function openPseudoTerminal(
  folder: string,
  name: string,
  address: { readonly host: string; readonly port: number },
  isHeld = true,
): Promise<PseudoTerminal> {
  const path = join(folder, name);
  const socat = startProgram('socat', [
    '-d',
    '-d',
    `pty,raw,echo=0,link=${path}${isHeld ? '' : ',ignoreeof'}`,
    `tcp:${address.host}:${address.port},nodelay`,
  ]);
  await socat.waitFor(/starting data transfer loop/);
  // Held open: socat takes the last closing of the device for the end, and some programs close it after each use.
  const held = isHeld ? await open(path, constants.O_RDWR | constants.O_NOCTTY) : undefined;
  return {
    path,
    close: async () => {
      await held?.close();
      await socat.end();
    },
  };
}
