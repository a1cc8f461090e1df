/** Chooses the tty of a module for AT: by udev and its maker's data, otherwise by asking each in order. */
import type { UsbForm } from '../dialects/usb-form.ts';
import { type FoundDevice, type FoundTty, interfaceOf } from './found-device.ts';

/**
 * The ttys of a device that may answer AT, best first. Those that are known for something else (diagnosis, positions, audio)
 * are left out, unless nothing else is there.
 */
export function ttyCandidates(device: FoundDevice, forms: readonly UsbForm[]): readonly FoundTty[] {
  const usable = device.ttys.filter(({ role }) => role !== 'other');
  const ttys = (usable.length > 0 ? usable : device.ttys).toSorted(
    (one, other) => interfaceOf(one) - interfaceOf(other),
  );
  // A tty for data answers AT as a rule, but a dialled line takes it away.
  const unknown = ttys.filter(({ role }) => role !== 'data');
  return [...new Set([...knownTtys({ ...device, ttys }, forms), ...unknown, ...ttys])];
}

/** True where the first candidate is known rather than guessed. */
export function isKnown(tty: FoundTty, device: FoundDevice, forms: readonly UsbForm[]): boolean {
  return device.ttys.length === 1 || knownTtys(device, forms).includes(tty);
}

/** Udev's primary, those of the maker's layout, those with the maker's codes, udev's secondary. */
function knownTtys({ ttys, vendor, product }: FoundDevice, forms: readonly UsbForm[]): FoundTty[] {
  const form = forms.find(({ vendors }) => vendors.includes(vendor));
  const layout = form?.layouts.find(({ products }) => products.includes(product));
  return [
    ...ttys.filter(({ role }) => role === 'primary'),
    ...(layout?.interfaces ?? []).flatMap(number => ttys.filter(tty => tty.interface === number)),
    ...(form?.atCodes ?? []).flatMap(code => ttys.filter(({ codes }) => codes === code)),
    ...ttys.filter(({ role }) => role === 'secondary'),
  ];
}
