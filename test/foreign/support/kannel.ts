/** Kannel: bearerbox with one service centre, and smsbox for its HTTP side. The judge gives it a modem, the bench a far end that only counts. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startProgram } from './child-program.ts';
import { pathOf } from './foreign-program.ts';

export interface KannelSetup {
  readonly folder: string;
  /** Lines of the service centre's group: its kind and where it is. */
  readonly centre: string;
  /** Further lines of the group `core`: the store. */
  readonly core?: string;
  /** Lines of the user who sends. */
  readonly sender?: string;
  /** Lines of the service that incoming messages go to. */
  readonly service: string;
  /** Groups beside these. */
  readonly groups?: string;
  /** Least level of the lines on stderr: 0 has everything, 3 errors. */
  readonly verbosity: 0 | 3;
  /** Undoes when all is over. */
  readonly atEnd: (undo: () => unknown) => void;
}

export interface KannelBoxes {
  /** Port of its HTTP interface, where messages are sent. */
  readonly sendsms: number;
  /** Resolves when the service centre is online: until then messages are only queued. */
  untilOnline(): Promise<void>;
}

const PASSWORD = 'of-the-tests';
/** User and password of the HTTP interface. */
export const kannelSender = { username: 'someone', password: PASSWORD };
/** The whole answer to a message that was handed to the service centre. */
export const KANNEL_ACCEPTS = '0: Accepted for delivery';

/** Milliseconds until Kannel is as awaited, and between two looks. */
const PATIENCE = 30_000;
const BETWEEN_LOOKS = 50;

interface Ports {
  readonly admin: number;
  readonly smsbox: number;
  readonly sendsms: number;
}

function configuration(setup: KannelSetup, { admin, smsbox, sendsms }: Ports): string {
  const { centre, core = '', sender = '', service, groups = '' } = setup;
  return `
group = core
admin-port = ${admin}
admin-password = ${PASSWORD}
admin-interface = 127.0.0.1
smsbox-port = ${smsbox}
box-allow-ip = 127.0.0.1
${core}

group = smsc
smsc-id = centre
${centre}

${groups}

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendsms}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = ${kannelSender.username}
password = ${PASSWORD}
max-messages = 9
${sender}

group = sms-service
keyword = default
${service}
`;
}

/** Ports that nobody listened on a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map(server => once(server, 'listening')));
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

/** The status page of bearerbox; "" where it does not answer. */
async function statusOf(admin: number): Promise<string> {
  const signal = AbortSignal.timeout(BETWEEN_LOOKS * 20);
  const asked = fetch(`http://127.0.0.1:${admin}/status.xml?password=${PASSWORD}`, { signal });
  return asked.then(answer => answer.text()).catch(() => '');
}

/** @throws Error with the status page where it does not become so */
async function untilStatus(admin: number, what: string, wanted: RegExp): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const status = await statusOf(admin);
    if (wanted.test(status)) return;
    if (performance.now() > end)
      throw new Error(`Kannel: not within ${PATIENCE / 1000} s: ${what}; its status: ${status || 'none'}`);
    await delay(BETWEEN_LOOKS);
  }
}

async function untilListens(port: number): Promise<void> {
  for (const end = performance.now() + PATIENCE; ; await delay(BETWEEN_LOOKS)) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (performance.now() > end) throw new Error('Kannel: smsbox does not listen', { cause: error });
    } finally {
      socket.destroy();
    }
  }
}

/** Starts both boxes. They have found each other when this resolves; the service centre may still be coming up. */
export async function startKannel(setup: KannelSetup): Promise<KannelBoxes> {
  const { folder, verbosity, atEnd } = setup;
  const [admin = 0, smsbox = 0, sendsms = 0] = await freePorts(3);
  const file = join(folder, 'kannel.conf');
  await writeFile(file, configuration(setup, { admin, smsbox, sendsms }));
  const start = (box: string): void => {
    const program = startProgram(pathOf(box) ?? box, ['-v', String(verbosity), file], { cwd: folder });
    atEnd(() => program.end());
  };
  start('bearerbox');
  await untilStatus(admin, 'bearerbox answers', /<gateway>/);
  start('smsbox');
  await untilStatus(admin, 'smsbox is connected', /<box>\s*<type>smsbox</);
  await untilListens(sendsms);
  // Of a service centre; a box is "on-line".
  const online = /<status>online/;
  return { sendsms, untilOnline: () => untilStatus(admin, 'the service centre is online', online) };
}
