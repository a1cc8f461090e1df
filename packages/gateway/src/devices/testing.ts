/** A made-up tree of /sys, /dev, /run and /proc in a temporary folder: the machine as tests want it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { TestContext } from 'node:test';

export interface MadeUpInterface {
  readonly number: number;
  /** Class, subclass and protocol in hexadecimal; absent: ffffff. */
  readonly codes?: string;
  readonly driver?: string;
  /** Name of its tty, and the file that it leads to; absent: it has none. */
  readonly tty?: string;
  readonly leadsTo?: string;
  /** Of udev, e.g. `ID_MM_PORT_TYPE_AT_PRIMARY=1`. */
  readonly tags?: readonly string[];
}

export interface MadeUpDevice {
  /** Ports of the hubs, e.g. 1.4. */
  readonly ports: string;
  /** idVendor:idProduct. */
  readonly ids: string;
  readonly serial?: string;
  readonly names?: readonly [string, string];
  readonly interfaces: readonly MadeUpInterface[];
  /** Number of the USB bus; absent: 1. Independent of the place. */
  readonly bus?: number;
}

export interface MadeUpMachine {
  readonly root: string;
  plug(device: MadeUpDevice): void;
  unplug(ports: string, bus?: number): void;
  /** A line of the board, such as ttyAMA0. */
  board(name: string, leadsTo?: string): void;
  write(path: string, text: string): void;
  link(path: string, target: string): void;
}

const CONTROLLER = 'sys/devices/pci0000:00/0000:00:14.0';

export function madeUpMachine(context: TestContext): MadeUpMachine {
  const root = mkdtempSync(join(tmpdir(), 'machine-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  return machineAt(root);
}

/** The same in a folder that is there already. */
export function machineAt(root: string): MadeUpMachine {
  let minor = 0;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const link = (path: string, target: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    rmSync(join(root, path), { force: true });
    symlinkSync(target, join(root, path));
  };
  const inside = (path: string, target: string) => link(path, relative(dirname(path), target));
  const addTty = (name: string, folder: string, leadsTo: string | undefined, tags: readonly string[]) => {
    minor += 1;
    write(`${folder}/tty/${name}/dev`, `188:${minor}\n`);
    inside(`${folder}/tty/${name}/device`, folder);
    inside(`sys/class/tty/${name}`, `${folder}/tty/${name}`);
    const lines = [...tags.map(tag => `E:${tag}`), `S:serial/by-id/usb-${name}`];
    write(`run/udev/data/c188:${minor}`, `${lines.join('\n')}\n`);
    if (leadsTo === undefined) write(`dev/${name}`, '');
    else link(`dev/${name}`, leadsTo);
  };
  const addInterface = (folder: string, name: string, one: MadeUpInterface) => {
    const path = `${folder}/${name}`;
    const { codes = 'ffffff', driver } = one;
    write(`${path}/bInterfaceNumber`, `${one.number.toString(16).padStart(2, '0')}\n`);
    write(`${path}/bInterfaceClass`, `${codes.slice(0, 2)}\n`);
    write(`${path}/bInterfaceSubClass`, `${codes.slice(2, 4)}\n`);
    write(`${path}/bInterfaceProtocol`, `${codes.slice(4, 6)}\n`);
    if (driver !== undefined) link(`${path}/driver`, `/sys/bus/usb/drivers/${driver}`);
    if (one.tty !== undefined) addTty(one.tty, `${path}/${one.tty}`, one.leadsTo, one.tags ?? []);
  };
  const ttysOf = new Map<string, string[]>();
  return {
    root,
    write,
    link,
    plug({ ports, ids, serial, names, interfaces, bus = 1 }) {
      const name = `${bus}-${ports}`;
      const folder = `${CONTROLLER}/usb${bus}/${name}`;
      const [vendor = '', product = ''] = ids.split(':');
      write(`${CONTROLLER}/usb${bus}/version`, ' 2.00\n');
      write(`${folder}/idVendor`, `${vendor}\n`);
      write(`${folder}/idProduct`, `${product}\n`);
      if (serial !== undefined) write(`${folder}/serial`, `${serial}\n`);
      if (names !== undefined) {
        write(`${folder}/manufacturer`, `${names[0]}\n`);
        write(`${folder}/product`, `${names[1]}\n`);
      }
      for (const one of interfaces) addInterface(folder, `${name}:1.${one.number}`, one);
      ttysOf.set(
        name,
        interfaces.flatMap(({ tty }) => tty ?? []),
      );
      inside(`sys/bus/usb/devices/${name}`, folder);
    },
    unplug(ports, bus = 1) {
      const name = `${bus}-${ports}`;
      for (const tty of ttysOf.get(name) ?? []) {
        rmSync(join(root, 'sys/class/tty', tty));
        rmSync(join(root, 'dev', tty));
      }
      rmSync(join(root, 'sys/bus/usb/devices', name));
      rmSync(join(root, `${CONTROLLER}/usb${bus}/${name}`), { recursive: true });
    },
    board(name, leadsTo) {
      addTty(name, `sys/devices/platform/serial/${name}`, leadsTo, []);
    },
  };
}

/** Lines of the answer to each command; a command that is not there answers ERROR. */
export type AtAnswers = Readonly<Record<string, readonly string[]>>;

/** A modem behind a wire: the returned function takes what comes, `send` carries what it answers. */
export function atResponder(answers: AtAnswers, send: (text: string) => void): (octets: Uint8Array) => void {
  let pending = '';
  return octets => {
    pending += Buffer.from(octets).toString('latin1').replaceAll('\x1b', '');
    const commands = pending.split('\r');
    pending = commands.pop() ?? '';
    for (const command of commands.filter(text => text !== ''))
      send((answers[command] ?? ['ERROR']).map(line => `\r\n${line}\r\n`).join(''));
  };
}

/** The same left in PPP: whatever comes is answered by frames, until `+++` came alone. */
export function dataModeResponder(
  answers: AtAnswers,
  send: (text: string) => void,
): (octets: Uint8Array) => void {
  const responder = atResponder(answers, send);
  let escaped = false;
  return octets => {
    if (escaped) return responder(octets);
    escaped = Buffer.from(octets).toString('latin1') === '+++';
    send(escaped ? '\r\nOK\r\n' : '~\xff}#\xc0!}!}!} }4}"}&} } } } }%}&~');
  };
}

/** A modem that is registered at home. */
export const wellModem: AtAnswers = {
  'AT+CMEE?': ['+CMEE: 1', 'OK'],
  ATE0: ['OK'],
  ATH: ['OK'],
  'AT+CMEE=1': ['OK'],
  'AT+CGMI': ['Maker', 'OK'],
  'AT+CGMM': ['Model 1', 'OK'],
  'AT+CGMR': ['1.0', 'OK'],
  'AT+CGSN': ['490154203237518', 'OK'],
  'AT+CFUN?': ['+CFUN: 1', 'OK'],
  'AT+CPIN?': ['+CPIN: READY', 'OK'],
  'AT+CPMS?': ['+CPMS: "SM",3,30,"SM",3,30,"SM",3,30', 'OK'],
  'AT+CREG?': ['+CREG: 0,1', 'OK'],
  'AT+CGREG?': ['+CGREG: 0,1', 'OK'],
  'AT+CEREG?': ['+CEREG: 0,0', 'OK'],
  'AT+CSQ': ['+CSQ: 20,99', 'OK'],
  'AT+COPS?': ['+COPS: 0,0,"Operator",7', 'OK'],
};
