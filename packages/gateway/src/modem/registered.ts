/** Whether registrations let SMS through, and on which side of the network one is denied. */
import type { Registration, RegistrationDomain } from '../at/registration.ts';

export type Registrations = Readonly<Partial<Record<RegistrationDomain, Registration>>>;

/** <stat> of 27.007 7.2 that lets SMS through: home, roaming, for SMS only, CSFB not preferred. */
const registered: ReadonlySet<number> = new Set([1, 5, 6, 7, 9, 10]);
/** <stat> of a registration that the network refused. */
const DENIED = 3;

/** A side of the network that refuses the SIM while the other one has taken it. */
export type DeniedSide = 'circuit' | 'packet';

export function isUp(registration: Registration | undefined): boolean {
  return registration !== undefined && registered.has(registration.status);
}

/** True also where the modem has no command for registration. */
export function isRegistered(registrations: readonly Registration[]): boolean {
  return registrations.length === 0 || registrations.some(({ status }) => registered.has(status));
}

/** One side is denied while the other is registered; undefined in every other case. */
export function deniedSideOf({ CREG, ...others }: Registrations): DeniedSide | undefined {
  const packet = Object.values(others);
  if (CREG?.status === DENIED && packet.some(isUp)) return 'circuit';
  const isDenied = packet.length > 0 && packet.every(({ status }) => status === DENIED);
  return isUp(CREG) && isDenied ? 'packet' : undefined;
}
