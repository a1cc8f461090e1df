/** Kannel as a peer of the server: bearerbox and smsbox with its "fake" service centre, whose far end counts the messages. */
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startProgram } from '../../test/foreign/support/child-program.ts';
import { pathOf } from '../../test/foreign/support/foreign-program.ts';
import { newFolder, type Stack, until } from '../rig.ts';

export interface Kannel {
  readonly url: string;
  /** Path and query of a request for one message. */
  readonly path: string;
  /** Messages that came to the far end. */
  taken(): number;
}

/** Text that every answer has whose message was taken. */
export const KANNEL_ACCEPTS = 'Accepted for delivery';

/** `none`: in memory; `spool`: a file for each message. Neither is synchronised to the disk. */
export type KannelStore = 'none' | 'spool';

function settings(
  store: KannelStore,
  folder: string,
  [admin, box, sendsms, fake]: readonly number[],
): string {
  const storing = store === 'spool' ? `store-type = spool\nstore-location = ${folder}\n` : '';
  return `
group = core
admin-port = ${admin}
admin-password = of-the-bench
admin-interface = 127.0.0.1
smsbox-port = ${box}
box-allow-ip = 127.0.0.1
log-level = 4
${storing}
group = smsc
smsc = fake
smsc-id = far
port = ${fake}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendsms}
sendsms-interface = 127.0.0.1
log-level = 4

group = sendsms-user
username = bench
password = of-the-bench
max-messages = 9

group = sms-service
keyword = default
text = ""
`;
}

/** Counts the lines that the service centre is sent: one for each message. */
function farEnd(stack: Stack, port: number): { count: number } {
  const seen = { count: 0 };
  const socket = connect(port, '127.0.0.1');
  stack.defer(() => void socket.destroy());
  socket.on('error', () => {});
  socket.on('data', (piece: Buffer) => {
    for (const octet of piece) if (octet === 10) seen.count += 1;
  });
  return seen;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** @param ports four free ones */
export async function startKannel(
  stack: Stack,
  store: KannelStore,
  ports: readonly [number, number, number, number],
): Promise<Kannel> {
  const folder = await newFolder(stack);
  const spool = join(folder, 'spool');
  await mkdir(spool);
  const file = join(folder, 'kannel.conf');
  await writeFile(file, settings(store, spool, ports));
  const bearerbox = startProgram(pathOf('bearerbox') ?? 'bearerbox', ['-v', '0', file], { cwd: folder });
  stack.defer(() => void bearerbox.process.kill('SIGKILL'));
  await bearerbox.waitFor(/smsboxc_run\) maps to pid/);
  const smsbox = startProgram(pathOf('smsbox') ?? 'smsbox', ['-v', '0', file], { cwd: folder });
  stack.defer(() => void smsbox.process.kill('SIGKILL'));
  await smsbox.waitFor(/Connected to bearerbox/);
  await until('smsbox listens', () => canConnect(ports[2]));
  const seen = farEnd(stack, ports[3]);
  const query = 'username=bench&password=of-the-bench&from=100&to=4915112345678&text=Hello+to+you';
  return { url: `http://127.0.0.1:${ports[2]}`, path: `/cgi-bin/sendsms?${query}`, taken: () => seen.count };
}
