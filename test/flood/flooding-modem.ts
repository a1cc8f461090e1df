/** Modems that answer as the ladder wants it; one of them floods its line, the others show how long the gateway takes for them. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Flood } from './floods.ts';

const CTRL_Z = '\x1a';
const PIECE = 50_000;
/** Octets a second. */
const RATE = 1_000_000;
/** Behind the CR of a command and the Ctrl-Z of a PDU. */
const commandEnd = new RegExp(`(?<=\r|${CTRL_Z})`);

const answers: Readonly<Record<string, readonly string[]>> = {
  'AT+CGMI': ['Maker'],
  'AT+CGMM': ['Model'],
  'AT+CGMR': ['1.0'],
  'AT+CGSN': ['490154203237518'],
  'AT+CFUN?': ['+CFUN: 1'],
  'AT+CPIN?': ['+CPIN: READY'],
  'AT+CCID': ['+CCID: 89882011234567890123'],
  'AT+CSCA?': ['+CSCA: "+88200000000",145'],
  'AT+CREG?': ['+CREG: 2,1,"00C3","0000A1B2",0'],
  'AT+CSQ': ['+CSQ: 20,99'],
  'AT+CGREG?': ['+CGREG: 2,1'],
  'AT+COPS?': ['+COPS: 0,2,"00101"'],
  'AT+CGATT?': ['+CGATT: 1'],
  'AT+CSMS=1': ['+CSMS: 1,1,1'],
  'AT+CSMS?': ['+CSMS: 1,1,1,1'],
  'AT+CPMS=?': ['+CPMS: ("SM"),("SM"),("SM")'],
  'AT+CPMS="SM","SM","SM"': ['+CPMS: 0,30,0,30,0,30'],
  'AT+CPMS="SM"': ['+CPMS: 0,30,0,30,0,30'],
  'AT+CNMI=?': ['+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)'],
  'AT+CNMI?': ['+CNMI: 2,1,0,1,0'],
  'AT+CMEE?': ['+CMEE: 1'],
};

function octet(value: number): string {
  return (value & 0xff).toString(16).padStart(2, '0').toUpperCase();
}

/** A message of two octets, each time other ones. */
function messageOf(index: number): string {
  return `00040B918892992000F100046210121021030002${octet(index >> 8)}${octet(index)}`;
}

export class FloodingModem {
  readonly #server: Server;
  readonly #imsi: string;
  #socket: Socket | undefined;
  #flooding = false;
  #announced: { readonly index: number; readonly at: number } | undefined;
  #announcements = 0;
  /** Milliseconds from each announcement of a message until the gateway asked for it. */
  readonly delays: number[] = [];

  constructor(number: number) {
    this.#imsi = `0010100000${String(number).padStart(5, '0')}`;
    this.#server = createServer(socket => this.#talk(socket));
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Announces a message, and notes when it is asked for. */
  announce(): void {
    this.#announcements += 1;
    this.#announced = { index: this.#announcements, at: performance.now() };
    this.#socket?.write(`\r\n+CMTI: "SM",${this.#announcements}\r\n`);
  }

  /** Whether the gateway has asked for a message. */
  get isServed(): boolean {
    return this.delays.length > 0;
  }

  /** Payload that was announced is waited for no longer. */
  forget(): void {
    this.#announced = undefined;
  }

  /** How long the last announcement has not been answered, in milliseconds; undefined: it was. */
  get overdue(): number | undefined {
    return this.#announced && performance.now() - this.#announced.at;
  }

  /** Pours until `stop` or the end of the connection, and goes on with the next one. */
  flood(flood: Flood): void {
    this.#flooding = true;
    void this.#pour(flood).catch(() => {});
  }

  async #pour({ first = '', piece }: Flood): Promise<void> {
    const begun = performance.now();
    let sent = 0;
    let index = 0;
    this.#socket?.write(first, 'latin1');
    while (this.#flooding) {
      let block = '';
      for (; block.length < PIECE; index += 1) block += piece(index);
      const socket = this.#socket;
      if (socket !== undefined && !socket.destroyed) {
        sent += block.length;
        if (!socket.write(block, 'latin1'))
          await Promise.race([once(socket, 'drain'), once(socket, 'close'), wait(1000)]);
      }
      await wait(Math.max(1, (sent / RATE) * 1000 - (performance.now() - begun)));
    }
  }

  close(): void {
    this.#flooding = false;
    this.#socket?.destroy();
    this.#server.close();
  }

  #talk(socket: Socket): void {
    this.#socket = socket;
    let pending = '';
    socket.on('data', chunk => {
      pending += chunk.toString('latin1');
      // ESC stands for nothing here.
      const parts = pending.replaceAll('\x1b', '').split(commandEnd);
      pending = `\r${CTRL_Z}`.includes(parts.at(-1)?.at(-1) ?? ' ') ? '' : (parts.pop() ?? '');
      for (const part of parts) {
        if (part.endsWith(CTRL_Z)) socket.write('\r\n+CMGS: 7\r\n\r\nOK\r\n');
        else if (part.trim() !== '') this.#answer(socket, part.trim());
      }
    });
    socket.on('error', () => socket.destroy());
  }

  #answer(socket: Socket, command: string): void {
    const announced = this.#announced;
    if (announced !== undefined && command === `AT+CMGR=${announced.index}`) {
      this.delays.push(performance.now() - announced.at);
      this.#announced = undefined;
    }
    if (command.startsWith('AT+CMGS=')) socket.write('\r\n> ');
    else if (command.startsWith('AT+CMGR='))
      socket.write(`\r\n+CMGR: 0,,21\r\n${messageOf(Number(command.slice(8)))}\r\n\r\nOK\r\n`);
    else {
      const lines = command === 'AT+CIMI' ? [this.#imsi] : answers[command];
      // A question that was answered by OK alone would be waited for.
      if (lines === undefined && command.endsWith('?')) socket.write('\r\nERROR\r\n');
      else socket.write(`${(lines ?? []).map(line => `\r\n${line}\r\n`).join('')}\r\nOK\r\n`);
    }
  }
}
