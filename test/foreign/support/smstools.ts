/** smsd of smstools, tuned to be as quick as its settings allow. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgram } from './child-program.ts';
import { pathOf } from './foreign-program.ts';
import { type Daemon, makeSpool, putFile, type Spool } from './spool.ts';

function settings(devices: readonly string[], folder: string, spool: Spool): string {
  return `
devices = ${devices.map((_, index) => `M${index}`).join(',')}
outgoing = ${spool.outgoing}
incoming = ${spool.incoming}
sent = ${spool.sent}
failed = ${spool.failed}
report = ${spool.reports}
checked = ${join(folder, 'checked')}
pidfile = ${join(folder, 'smsd.pid')}
infofile = ${join(folder, 'smsd.running')}
logfile = ${join(folder, 'smsd.log')}
loglevel = 5
incoming_utf8 = yes
delaytime = 1
delaytime_mainprocess = 1
errorsleeptime = 1
trust_outgoing = yes
receive_before_send = no
autosplit = 3
${devices.map(modemSettings).join('')}`;
}

function modemSettings(device: string, index: number): string {
  return `
[M${index}]
device = ${device}
baudrate = 115200
init = AT+CNMI=2,0,0,2,1
incoming = yes
report = yes
rtscts = no
check_network = 0
pre_init = no
check_memory_method = 1
memory_start = 1
`;
}

/** Starts the daemon on its devices, with its folders under `folder`. */
export async function startSmstools(devices: readonly string[], folder: string): Promise<Daemon> {
  const spool = await makeSpool(folder);
  await mkdir(join(folder, 'checked'), { recursive: true });
  const file = join(folder, 'smsd.conf');
  await writeFile(file, settings(devices, folder, spool));
  // -t keeps it in the foreground.
  return { ...spool, program: startProgram(pathOf('smsd') ?? 'smsd', ['-t', `-c${file}`]) };
}

/** Queues one message under a file name of its own. */
export function queueForSmstools(
  { outgoing }: Pick<Spool, 'outgoing'>,
  name: string,
  message: { readonly to: string; readonly text: string; readonly statusReport: boolean },
): Promise<void> {
  const headers = [
    `To: ${message.to.replace('+', '')}`,
    'Alphabet: UTF',
    ...(message.statusReport ? ['Report: yes'] : []),
  ];
  return putFile(outgoing, name, `${headers.join('\n')}\n\n${message.text}`);
}
