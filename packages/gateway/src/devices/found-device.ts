/** A device that is, or may be, a modem: as the kernel and udev know it, without asking the device itself. */

export interface UsbInterface {
  readonly number: number;
  /** bInterfaceClass, bInterfaceSubClass and bInterfaceProtocol as six hexadecimal digits, e.g. ff0201. */
  readonly codes: string;
  /** Driver that has it, "" where none has. */
  readonly driver: string;
}

/** The class that udev's rules for modems give a tty; `unknown` where they have no rule. */
export type TtyRole = 'primary' | 'secondary' | 'data' | 'other' | 'unknown';

export interface FoundTty {
  /** E.g. ttyUSB2. */
  readonly name: string;
  /** The file to open. */
  readonly path: string;
  /** bInterfaceNumber; absent where it is no USB device. */
  readonly interface?: number;
  readonly codes: string;
  readonly role: TtyRole;
  /** Stable names below /dev, e.g. /dev/serial/by-id/usb-...-if02-port0. */
  readonly links: readonly string[];
}

/** Its interface, for an order of ttys; of one that has none, the first. */
export function interfaceOf({ interface: number = 0 }: Pick<FoundTty, 'interface'>): number {
  return number;
}

/** `modem`: by its driver, its maker or udev. `adapter`: a line to whatever hangs behind it. `uart`: a line of the board. */
export type DeviceKind = 'modem' | 'adapter' | 'uart';

/**
 * Why a device has no tty to speak AT on: a router in a stick (`network`), a disk with drivers (`storage`), or QMI and MBIM alone
 * (`packet`).
 */
export type NoTty = 'network' | 'storage' | 'packet';

export interface FoundDevice {
  readonly kind: DeviceKind;
  /** Absent: it has one. */
  readonly noTty?: NoTty;
  /**
   * Where it hangs: controller, version of USB, ports of the hubs, e.g. `pci0000:00/0000:00:14.0/usb2/1.4`; the interface
   * behind `:` where each tty is a line of its own. The same after a reboot, and for whatever is plugged in there.
   */
  readonly place: string;
  /** idVendor and idProduct, four hexadecimal digits each; "" where it is no USB device. */
  readonly vendor: string;
  readonly product: string;
  /** Serial number of the USB device; "" where there is none. Clones share them. */
  readonly serial: string;
  readonly makerName: string;
  readonly productName: string;
  readonly interfaces: readonly UsbInterface[];
  readonly ttys: readonly FoundTty[];
  /** Its folder in sysfs. */
  readonly folder: string;
  /** Name under which ModemManager knows it (ID_MM_PHYSDEV_UID, else its path below /sys). */
  readonly managerUid: string;
  /** ModemManager leaves it alone (ID_MM_DEVICE_IGNORE). */
  readonly managerIgnores: boolean;
}

/** A device that is there, and the port that it serves. */
export interface ServedDevice {
  readonly device: FoundDevice;
  readonly port?: number;
  /** For `usb` of a port in the settings. */
  readonly usb: readonly string[];
}

/** For people: maker and product as the device names itself, and its ids. */
export function nameOfDevice({ makerName, productName, vendor, product, ttys }: FoundDevice): string {
  const name = [makerName, productName].filter(part => part !== '').join(' ');
  const ids = vendor === '' ? '' : `${vendor}:${product}`;
  if (name === '') return ids || (ttys[0]?.name ?? 'a device');
  return ids === '' ? name : `${name} (${ids})`;
}
