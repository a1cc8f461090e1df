/** A D-Bus of one's own, for daemons that are used over the system's bus. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChildProgram, runProgram, startProgram } from './child-program.ts';

export interface PrivateBus {
  /** For the daemon and its clients: both buses are this one. */
  readonly environment: Readonly<Record<string, string>>;
  /** Calls a method; the answer in GVariant's text form. Rejects with the error's text. */
  call(object: BusObject, method: string, ...parameters: readonly string[]): Promise<string>;
  /** A program that prints each signal of a daemon as a line; resolves when it listens and the daemon is there. */
  signals(daemon: string): Promise<ChildProgram>;
  close(): Promise<void>;
}

export interface BusObject {
  /** The well-known name of the daemon. */
  readonly daemon: string;
  readonly path: string;
}

/** Programs of Debian's packages dbus-daemon and libglib2.0-bin. */
export const busPrograms: readonly string[] = ['dbus-daemon', 'gdbus'];

function settings(socket: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/** Starts a bus whose socket is in `folder`. */
export async function openPrivateBus(folder: string): Promise<PrivateBus> {
  const socket = join(folder, 'bus');
  const file = join(folder, 'bus.conf');
  await writeFile(file, settings(socket));
  const daemon = startProgram('dbus-daemon', [`--config-file=${file}`, '--nofork', '--print-address']);
  await daemon.waitFor(/unix:path=/);
  const address = `unix:path=${socket}`;
  const environment = { DBUS_SYSTEM_BUS_ADDRESS: address, DBUS_SESSION_BUS_ADDRESS: address };
  const listening: ChildProgram[] = [];
  return {
    environment,
    call: async ({ daemon: destination, path }, method, ...parameters) => {
      const target = ['-d', destination, '-o', path, '-m', method];
      const { code, output } = await runProgram(
        'gdbus',
        ['call', '--system', '--timeout', '25', ...target, '--', ...parameters],
        { env: environment },
      );
      assert.equal(code, 0, `${method}: ${output}`);
      return output;
    },
    signals: async name => {
      const monitor = startProgram('gdbus', ['monitor', '--system', '-d', name], { env: environment });
      listening.push(monitor);
      await monitor.waitFor(/is owned by/);
      return monitor;
    },
    close: async () => {
      await Promise.all(listening.map(monitor => monitor.end()));
      await daemon.end();
    },
  };
}
