/** Chooses the tty of a module for AT: by udev and its maker's data, otherwise by asking each in order. */
import type { UsbForm } from '../dialects/usb-form.ts';
import type { FoundDevice, FoundTty } from './found-device.ts';

/**
 * The ttys of a device that may answer AT, best first. Those that are known for something else (diagnosis, positions, audio)
 * are left out, unless nothing else is there.
 */
export function ttyCandidates(device: FoundDevice, forms: readonly UsbForm[]): readonly FoundTty[] {
  const form = forms.find(({ vendors }) => vendors.includes(device.vendor));
  const usable = device.ttys.filter(({ role }) => role !== 'other');
  const ttys = usable.length > 0 ? usable : device.ttys;
  return [...ttys].sort((one, other) => rank(one, device, form) - rank(other, device, form));
}

/** True where the first candidate is known rather than guessed. */
export function isKnown(tty: FoundTty, device: FoundDevice, forms: readonly UsbForm[]): boolean {
  const form = forms.find(({ vendors }) => vendors.includes(device.vendor));
  return device.ttys.length === 1 || rank(tty, device, form) < UNKNOWN;
}

const UNKNOWN = 200;
/** A tty for data answers AT as a rule, but a dialled line takes it away. */
const DATA = 300;

/** Less is better: udev's primary, the maker's layout, the maker's codes, udev's secondary; all else by interface number. */
function rank(tty: FoundTty, device: FoundDevice, form: UsbForm | undefined): number {
  if (tty.role === 'primary') return 0;
  const layout = form?.layouts.find(({ products }) => products.includes(device.product));
  const place = layout?.interfaces.indexOf(tty.interface ?? -1) ?? -1;
  if (place >= 0) return 1 + place;
  const code = form?.atCodes.indexOf(tty.codes) ?? -1;
  if (code >= 0) return 50 + code;
  if (tty.role === 'secondary') return 100;
  return (tty.role === 'data' ? DATA : UNKNOWN) + (tty.interface ?? 0) / 256;
}
