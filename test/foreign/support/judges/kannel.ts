/**
 * Kannel: bearerbox with `smsc = at` on a serial device, and smsbox for its HTTP side. It asks the modem neither for its identity nor for
 * its network, and knows no USSD and no calls. It waits for 2.3 s between two messages, so it sends few here.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runProgram } from '../child-program.ts';
import { pathOf } from '../foreign-program.ts';
import { KANNEL_ACCEPTS, kannelSender, startKannel } from '../kannel.ts';
import { arrived, type Checks, type Judge, type JudgedModem, PHONE, sendTo, texts } from './judge.ts';

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
  const incoming = `http://127.0.0.1:${application.port}/message?from=%p&text=%b&charset=%C&udh=%u`;
  const number = modem.port.number;
  const box = await startKannel({
    folder: modem.folder,
    centre: `smsc = at\nmodemtype = auto\ndevice = ${await modem.device()}\nspeed = 115200\nmy-number = ${number}`,
    groups: 'group = modems\nid = generic\nname = generic',
    sender: 'concatenation = true',
    service: `catch-all = true\nassume-plain-text = true\nmax-messages = 0\nget-url = "${incoming}"`,
    verbosity: 0,
    atEnd: undo => modem.atEnd(undo),
  });
  await box.untilOnline();
  return checksOf(modem, application, box.sendsms);
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

function checksOf(modem: JudgedModem, application: Application, sendsms: number): Checks {
  const send = (text: string, coding: 0 | 2, more: Readonly<Record<string, string>> = {}) =>
    sendSms(sendsms, { to: PHONE, text, coding: String(coding), ...more });
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
      const url = `http://127.0.0.1:${application.port}/report?kind=%d`;
      await send('with report', 0, { 'dlr-mask': '3', 'dlr-url': url });
      const report = await application.request(({ pathname }) => pathname === '/report');
      assert.equal(report.searchParams.get('kind'), '1');
    },
  };
}

async function sendSms(port: number, fields: Readonly<Record<string, string>>): Promise<void> {
  const user = { ...kannelSender, from: '0', charset: 'utf-8' };
  const query = new URLSearchParams({ ...user, ...fields });
  const answer = await fetch(`http://127.0.0.1:${port}/cgi-bin/sendsms?${query}`);
  assert.equal(await answer.text(), KANNEL_ACCEPTS);
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
