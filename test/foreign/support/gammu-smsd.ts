/** gammu-smsd on one modem, tuned to be as quick as its settings allow. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgram } from './child-program.ts';
import { type Daemon, makeSpool, putFile, type Spool } from './spool.ts';

function settings(device: string, spool: Spool): string {
  return `[gammu]
device = ${device}
connection = at115200
model = at
[smsd]
service = files
logfile = stdout
debuglevel = 255
inboxpath = ${spool.incoming}/
outboxpath = ${spool.outgoing}/
sentsmspath = ${spool.sent}/
errorsmspath = ${spool.failed}/
inboxformat = unicode
transmitformat = auto
deliveryreport = log
commtimeout = 1
receivefrequency = 2
statusfrequency = 0
checksecurity = 0
checkbattery = 0
checksignal = 0
checknetwork = 0
`;
}

/** Starts the daemon on a device, with its folders under `folder`. */
export async function startGammuSmsd(device: string, folder: string): Promise<Daemon> {
  const spool = await makeSpool(folder);
  const file = join(folder, 'smsdrc');
  await writeFile(file, settings(device, spool));
  return { ...spool, program: startProgram('gammu-smsd', ['-c', file], { env: { LC_ALL: 'C.UTF-8' } }) };
}

/** Queues one message; `serial` orders and names it. */
export function queueForGammuSmsd(
  { outgoing }: Pick<Spool, 'outgoing'>,
  serial: number,
  message: { readonly to: string; readonly text: string; readonly statusReport: boolean },
): Promise<void> {
  const order = String(serial).padStart(4, '0');
  const flags = message.statusReport ? 'd' : '';
  const name = `OUTC20260101_000000_${order}_${message.to}_text.txt${flags}`;
  // Without a byte order mark the file is read in the locale's encoding (gammu-smsd-files(7)).
  return putFile(outgoing, name, message.text);
}
