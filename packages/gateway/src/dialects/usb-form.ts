/** A maker's modules at the USB: which interface answers AT, and which devices are no modem on a tty. */

/** Interfaces that answer AT and carry notices, by bInterfaceNumber, best first. */
export interface UsbLayout {
  /** idProduct, four hexadecimal digits in lower case. */
  readonly products: readonly string[];
  readonly interfaces: readonly number[];
}

/**
 * - `network`: a router in a stick. It has a web page, and no tty
 * - `storage`: a stick that shows the disk with its drivers until it is switched to a modem
 */
export type UsbMode = 'network' | 'storage';

export interface UsbForm {
  /** idVendor, four hexadecimal digits in lower case. Whatever has it and a tty is a modem. */
  readonly vendors: readonly string[];
  readonly layouts: readonly UsbLayout[];
  /**
   * The same by bInterfaceClass, bInterfaceSubClass and bInterfaceProtocol, as six hexadecimal digits, where the maker marks
   * interfaces so; best first.
   */
  readonly atCodes: readonly string[];
  /** Products that are no modem on a tty as they are, by idProduct. */
  readonly modes: Readonly<Record<string, UsbMode>>;
}

export const noUsb: UsbForm = { vendors: [], layouts: [], atCodes: [], modes: {} };

/** Drivers of Linux whose ttys are those of modems only. */
export const modemDrivers: ReadonlySet<string> = new Set([
  'option',
  'sierra',
  'qcserial',
  'hso',
  'ipw',
  'GobiSerial',
]);
/** Drivers of Linux for the QMI, MBIM and NCM functions of modems. */
export const packetDrivers: ReadonlySet<string> = new Set([
  'qmi_wwan',
  'cdc_mbim',
  'huawei_cdc_ncm',
  'GobiNet',
]);
