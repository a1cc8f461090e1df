/**
 * Kannel: bearerbox with `smsc = at` on a serial device, and smsbox for its HTTP side. It asks the modem neither for its identity nor for
 * its network, and knows no USSD and no calls. It waits for 2.3 s between two messages, so it sends few here.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { join } from 'node:path';
import { runProgram, startProgram } from '../child-program.ts';
import { pathOf } from '../foreign-program.ts';
import { arrived, type Checks, type Judge, type JudgedModem, PHONE, sendTo, texts } from './judge.ts';

interface Addresses {
  readonly admin: number;
  readonly smsbox: number;
  readonly sendsms: number;
  /** Where Kannel brings messages and reports. */
  readonly application: number;
}

function settings(
  device: string,
  number: string,
  { admin, smsbox, sendsms, application }: Addresses,
): string {
  return `
group = core
admin-port = ${admin}
admin-password = of-the-tests
admin-interface = 127.0.0.1
smsbox-port = ${smsbox}
box-allow-ip = 127.0.0.1
log-level = 0

group = smsc
smsc = at
smsc-id = modem
modemtype = auto
device = ${device}
speed = 115200
my-number = ${number}

group = modems
id = generic
name = generic

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendsms}
sendsms-interface = 127.0.0.1
log-level = 0

group = sendsms-user
username = someone
password = of-the-tests
concatenation = true
max-messages = 9

group = sms-service
keyword = default
catch-all = true
assume-plain-text = true
max-messages = 0
get-url = "http://127.0.0.1:${application}/message?from=%p&text=%b&charset=%C&udh=%u"
`;
}

export const kannel: Judge = {
  name: 'Kannel',
  needs: ['bearerbox', 'smsbox', 'socat'],
  version: async () => {
    const { output } = await runProgram(pathOf('bearerbox') ?? 'bearerbox', ['--version']);
    return /version `([^']+)'/.exec(output)?.[1] ?? 'unknown';
  },
  open: openKannel,
};

async function openKannel(modem: JudgedModem): Promise<Checks> {
  const application = await startApplication();
  modem.atEnd(() => application.server.close());
  const [admin = 0, smsbox = 0, sendsms = 0] = await freePorts(3);
  const addresses = { admin, smsbox, sendsms, application: application.port };
  const file = join(modem.folder, 'kannel.conf');
  await writeFile(file, settings(await modem.device(), modem.port.number, addresses));
  const bearerbox = startProgram(pathOf('bearerbox') ?? 'bearerbox', ['-v', '0', file], {
    cwd: modem.folder,
  });
  modem.atEnd(() => bearerbox.end());
  await bearerbox.waitFor(/smsboxc_run\) maps to pid/);
  const box = startProgram(pathOf('smsbox') ?? 'smsbox', ['-v', '0', file], { cwd: modem.folder });
  modem.atEnd(() => box.end());
  await bearerbox.waitFor(/AT SMSC successfully opened/);
  await box.waitFor(/Connected to bearerbox/);
  return checksOf(modem, application, addresses);
}

interface Application {
  readonly server: Server;
  readonly port: number;
  /** The first request that is as wanted, past or to come. */
  request(wanted: (url: URL) => boolean): Promise<URL>;
}

/** The HTTP server to which Kannel brings what came in. */
async function startApplication(): Promise<Application> {
  const urls: URL[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    urls.push(new URL(request.url ?? '/', 'http://localhost'));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    port: (server.address() as AddressInfo).port,
    request: async wanted => {
      for (;;) {
        const found = urls.find(wanted);
        if (found !== undefined) return found;
        await once(server, 'request');
      }
    },
  };
}

/** Ports that nobody listened on a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createSocketServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map(server => once(server, 'listening')));
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

function checksOf(modem: JudgedModem, application: Application, addresses: Addresses): Checks {
  const send = (text: string, coding: 0 | 2, more: Readonly<Record<string, string>> = {}) =>
    sendSms(addresses.sendsms, { to: PHONE, text, coding: String(coding), ...more });
  const receive = async (text: string): Promise<void> => {
    await sendTo(modem, text);
    await application.request(url => url.searchParams.get('from') === PHONE && textOf(url) === text);
  };
  return {
    'receives text': () => receive(texts.incoming),
    'receives a long text': () => receive(texts.incomingLong),
    'sends text': async () => {
      await send(texts.plain, 0);
      await arrived(modem, texts.plain);
    },
    'sends UCS-2': async () => {
      await send(texts.ucs2, 2);
      await arrived(modem, texts.ucs2, { alphabet: 'ucs2' });
    },
    'takes a report': async () => {
      // 1: delivered, 2: not delivered.
      const url = `http://127.0.0.1:${addresses.application}/report?kind=%d`;
      await send('with report', 0, { 'dlr-mask': '3', 'dlr-url': url });
      const report = await application.request(({ pathname }) => pathname === '/report');
      assert.equal(report.searchParams.get('kind'), '1');
    },
  };
}

async function sendSms(port: number, fields: Readonly<Record<string, string>>): Promise<void> {
  const user = { username: 'someone', password: 'of-the-tests', from: '0', charset: 'utf-8' };
  const query = new URLSearchParams({ ...user, ...fields });
  const answer = await fetch(`http://127.0.0.1:${port}/cgi-bin/sendsms?${query}`);
  assert.equal(await answer.text(), '0: Accepted for delivery');
}

/** The octets behind `text`, in the character set that the request names: UTF-8, or UTF-16BE for UCS-2. */
function textOf({ search, searchParams }: URL): string {
  const escaped = /[?&]text=([^&]*)/.exec(search)?.[1] ?? '';
  const characters = escaped
    .replaceAll('+', ' ')
    .replace(/%([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const octets = Buffer.from(characters, 'latin1');
  return searchParams.get('charset') === 'UTF-16BE' ? octets.swap16().toString('utf16le') : octets.toString();
}
