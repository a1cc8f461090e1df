/** Kannel as a peer of the server: bearerbox and smsbox with its "fake" service centre, whose far end counts the messages. */
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePorts, kannelSender, startKannel } from '../../test/foreign/support/kannel.ts';
import { newFolder, type Stack } from '../rig.ts';

export interface Kannel {
  readonly url: string;
  /** Path and query of a request for one message. */
  readonly path: string;
  /** Messages that came to the far end. */
  taken(): number;
}

/** `none`: in memory; `spool`: a file for each message. Neither is synchronised to the disk. */
export type KannelStore = 'none' | 'spool';

/** Counts the lines that the service centre is sent: one for each message. The centre is online once it is connected. */
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

export async function openKannel(stack: Stack, store: KannelStore): Promise<Kannel> {
  const folder = await newFolder(stack);
  const spool = join(folder, 'spool');
  await mkdir(spool);
  const [port = 0] = await freePorts(1);
  const box = await startKannel({
    folder,
    centre: `smsc = fake\nport = ${port}\nconnect-allow-ip = 127.0.0.1`,
    core: store === 'spool' ? `store-type = spool\nstore-location = ${spool}` : '',
    service: 'text = ""',
    verbosity: 3,
    atEnd: undo => stack.defer(async () => void (await undo())),
  });
  const seen = farEnd(stack, port);
  await box.untilOnline();
  const query = new URLSearchParams({
    ...kannelSender,
    ...{ from: '100', to: '4915112345678', text: 'Hello to you' },
  });
  return {
    url: `http://127.0.0.1:${box.sendsms}`,
    path: `/cgi-bin/sendsms?${query}`,
    taken: () => seen.count,
  };
}
