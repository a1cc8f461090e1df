/** Finds serial devices by sysfs and udev's data. Reads files only: no device is opened, nothing needs root. */
import { basename, dirname, join, relative } from 'node:path';
import { modemDrivers, packetDrivers, type UsbForm } from '../dialects/usb-form.ts';
import {
  type DeviceKind,
  type FoundDevice,
  type FoundTty,
  interfaceOf,
  type NoTty,
  type TtyRole,
  type UsbInterface,
} from './found-device.ts';
import { linkOf, namesIn, realPathOf, textOf } from './system-files.ts';

/** Devices looked at in one scan: what exceeds it is no gateway of 32 ports. */
const DEVICE_LIMIT = 256;

/** Consoles are virtual, and many. */
const CONSOLE = /^(tty\d*|console|ptmx)$/;

/** Class codes of network interfaces: RNDIS; Ethernet and network control model (USB CDC 1.2 table 4). */
const networkCodes = ['e00103', '020600', '020d00'];
const STORAGE_CLASS = '08';

/** ModemManager's udev properties of ports, for all makers. */
const roleTags: readonly (readonly [string, TtyRole])[] = [
  ['ID_MM_PORT_IGNORE', 'other'],
  ['ID_MM_PORT_TYPE_AT_PRIMARY', 'primary'],
  ['ID_MM_PORT_TYPE_AT_SECONDARY', 'secondary'],
  ['ID_MM_PORT_TYPE_AT_PPP', 'data'],
  ['ID_MM_PORT_TYPE_QCDM', 'other'],
  ['ID_MM_PORT_TYPE_GPS', 'other'],
  ['ID_MM_PORT_TYPE_AUDIO', 'other'],
];

interface UdevData {
  readonly properties: ReadonlyMap<string, string>;
  /** Below /dev. */
  readonly links: readonly string[];
}

interface Tty extends FoundTty {
  /** Folder of the USB device; undefined: it is none. */
  readonly usbFolder: string | undefined;
  /** Folder of the device in sysfs. */
  readonly folder: string;
  readonly udev: UdevData;
}

/**
 * All serial devices, and modems that have no tty, in the order of their places.
 * @param root folder that stands for `/`
 * @param forms what is known of makers
 */
export function scanDevices(root: string, forms: readonly UsbForm[]): FoundDevice[] {
  const ttys = namesIn(root, 'sys/class/tty')
    .filter(name => !CONSOLE.test(name))
    .slice(0, DEVICE_LIMIT * 4)
    .flatMap(name => readTty(root, name) ?? []);
  const usbFolders = namesIn(root, 'sys/bus/usb/devices')
    .filter(name => !name.includes(':') && !name.startsWith('usb'))
    .flatMap(name => realPathOf(root, 'sys/bus/usb/devices', name) ?? [])
    .slice(0, DEVICE_LIMIT);
  const folders = new Set([...usbFolders, ...ttys.flatMap(({ usbFolder }) => usbFolder ?? [])]);
  const found = [...folders].flatMap(folder =>
    readUsbDevice(
      root,
      folder,
      ttys.filter(tty => tty.usbFolder === folder),
      forms,
    ),
  );
  const boards = ttys.filter(({ usbFolder }) => usbFolder === undefined).map(tty => boardLine(tty));
  return [...found, ...boards].sort((one, other) => (one.place < other.place ? -1 : 1));
}

/** A line that shows whether `scanDevices` would find something else than before; cheap enough to be made often. */
export function deviceSignature(root: string): string {
  const ttys = namesIn(root, 'sys/class/tty')
    .filter(name => !CONSOLE.test(name))
    .map(name => linkOf(root, 'sys/class/tty', name));
  return [...ttys, ...namesIn(root, 'sys/bus/usb/devices')].join(' ');
}

function readTty(root: string, name: string): Tty | undefined {
  const folder = realPathOf(root, 'sys/class/tty', name);
  if (folder === undefined || realPathOf(folder, 'device') === undefined) return undefined;
  // serial_core's PORT_UNKNOWN: a place for a chip that is not there.
  if (textOf(folder, 'type') === '0') return undefined;
  const interfaceFolder = ancestor(folder, root, 'bInterfaceNumber');
  const udev = readUdev(root, folder);
  return {
    ...{
      name,
      folder,
      udev,
      path: join(root, 'dev', name),
      links: udev.links.map(link => join(root, 'dev', link)),
    },
    usbFolder: ancestor(interfaceFolder ?? folder, root, 'idVendor'),
    role: roleTags.find(([tag]) => udev.properties.get(tag) === '1')?.[1] ?? 'unknown',
    codes: interfaceFolder === undefined ? '' : codesOf(interfaceFolder),
    ...(interfaceFolder !== undefined && { interface: numberOf(interfaceFolder) }),
  };
}

/** The nearest folder upwards, itself included, that has such a file. */
function ancestor(folder: string, root: string, file: string): string | undefined {
  const top = join(root, 'sys');
  for (let here = folder; here.startsWith(top) && here !== top; here = dirname(here))
    if (textOf(here, file) !== '') return here;
  return undefined;
}

function numberOf(interfaceFolder: string): number {
  return Number.parseInt(textOf(interfaceFolder, 'bInterfaceNumber'), 16) || 0;
}

function codesOf(interfaceFolder: string): string {
  const names = ['bInterfaceClass', 'bInterfaceSubClass', 'bInterfaceProtocol'];
  return names.map(name => textOf(interfaceFolder, name).slice(0, 2)).join('');
}

/** /run/udev/data/c188:0, or b for block devices: E:KEY=VALUE and S:link (systemd's udev database). */
function readUdev(root: string, folder: string): UdevData {
  const number = textOf(folder, 'dev');
  const lines = number === '' ? [] : textOf(root, 'run/udev/data', `c${number}`).split('\n');
  const properties = lines
    .filter(line => line.startsWith('E:') && line.includes('='))
    .map(line => [line.slice(2, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  const links = lines.filter(line => line.startsWith('S:')).map(line => line.slice(2));
  return { properties: new Map(properties), links: links.sort() };
}

function readUsbDevice(
  root: string,
  folder: string,
  ttys: readonly Tty[],
  forms: readonly UsbForm[],
): FoundDevice[] {
  const vendor = textOf(folder, 'idVendor').toLowerCase();
  const product = textOf(folder, 'idProduct').toLowerCase();
  const interfaces = readInterfaces(folder);
  const form = forms.find(({ vendors }) => vendors.includes(vendor));
  const noTty = ttys.length > 0 ? undefined : noTtyOf(form, product, interfaces);
  if (ttys.length === 0 && noTty === undefined) return [];
  const udev = readUdev(root, folder);
  const tags = [udev, ...ttys.map(tty => tty.udev)];
  const kind = noTty === undefined ? kindOf(form, interfaces, ttys, tags) : 'modem';
  const device: FoundDevice = {
    ...{ kind, vendor, product, interfaces, folder, ttys: ttys.map(plain).sort(byInterface) },
    ...(noTty !== undefined && { noTty }),
    place: placeOf(root, folder),
    serial: textOf(folder, 'serial'),
    makerName: textOf(folder, 'manufacturer'),
    productName: textOf(folder, 'product'),
    managerUid: tagOf(tags, 'ID_MM_PHYSDEV_UID') ?? join('/', relative(root, folder)),
    managerIgnores: tagOf(tags, 'ID_MM_DEVICE_IGNORE') === '1',
  };
  // Behind each tty of an adapter hangs a device of its own.
  if (kind !== 'adapter') return [device];
  return device.ttys.map(tty => ({ ...device, ttys: [tty], place: `${device.place}:${interfaceOf(tty)}` }));
}

function plain({ name, path, role, codes, links, interface: number }: Tty): FoundTty {
  return { ...{ name, path, role, codes, links }, ...(number !== undefined && { interface: number }) };
}

function byInterface(one: FoundTty, other: FoundTty): number {
  return interfaceOf(one) - interfaceOf(other);
}

function tagOf(tags: readonly UdevData[], key: string): string | undefined {
  return tags.map(({ properties }) => properties.get(key)).find(value => value !== undefined);
}

function readInterfaces(folder: string): UsbInterface[] {
  return namesIn(folder)
    .filter(name => name.startsWith(`${basename(folder)}:`))
    .map(name => join(folder, name))
    .map(path => ({ number: numberOf(path), codes: codesOf(path), driver: basename(linkOf(path, 'driver')) }))
    .slice(0, 32);
}

function kindOf(
  form: UsbForm | undefined,
  interfaces: readonly UsbInterface[],
  ttys: readonly Tty[],
  tags: readonly UdevData[],
): DeviceKind {
  const driven = interfaces.some(({ driver }) => modemDrivers.has(driver) || packetDrivers.has(driver));
  const tagged = ttys.some(({ role }) => role === 'primary' || role === 'secondary' || role === 'data');
  const wanted = tagOf(tags, 'ID_MM_DEVICE_PROCESS') === '1';
  return form !== undefined || driven || tagged || wanted ? 'modem' : 'adapter';
}

function noTtyOf(
  form: UsbForm | undefined,
  product: string,
  interfaces: readonly UsbInterface[],
): NoTty | undefined {
  if (interfaces.some(({ driver }) => packetDrivers.has(driver))) return 'packet';
  const known = form?.modes[product];
  if (known !== undefined || form === undefined) return known;
  if (interfaces.some(({ codes }) => networkCodes.includes(codes))) return 'network';
  return interfaces.some(({ codes }) => codes.startsWith(STORAGE_CLASS)) ? 'storage' : undefined;
}

/** Numbers of USB buses follow the order of starting; controller, version of USB and ports do not. */
function placeOf(root: string, folder: string): string {
  const parts = relative(join(root, 'sys/devices'), folder).split('/');
  const bus = parts.findIndex(part => /^usb\d+$/.test(part));
  if (bus < 0) return parts.join('/');
  const version = textOf(root, 'sys/devices', ...parts.slice(0, bus + 1), 'version').replace(/\..*$/s, '');
  const ports = basename(folder).replace(/^\d+-/, '');
  return [...parts.slice(0, bus), `usb${version}`, ports].join('/');
}

function boardLine(tty: Tty): FoundDevice {
  const uid = tty.udev.properties.get('ID_MM_PHYSDEV_UID');
  return {
    ...{ kind: 'uart', place: tty.name, vendor: '', product: '', serial: '', makerName: '', productName: '' },
    ...{ interfaces: [], ttys: [plain(tty)], folder: tty.folder, managerUid: uid ?? tty.folder },
    managerIgnores: tty.udev.properties.get('ID_MM_DEVICE_IGNORE') === '1',
  };
}
