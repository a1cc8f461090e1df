/** Who the virtual gateways and their SIM cards are: the same at every start, out of ranges set aside for tests. */

import { createHash } from 'node:crypto';

/** A SIM card of the fleet. */
export interface FleetSim {
  /** 15 digits, test network 001 01 (23.003 2.2). */
  readonly imsi: string;
  readonly iccid: string;
  /** International form with `+`. */
  readonly number: string;
}

/** The place of a SIM card: gateway from 0, port 0 to 31, slot 0 to 3. */
export interface SimPlace {
  readonly gateway: number;
  readonly port: number;
  readonly slot: number;
}

/** Prefix of all numbers of the fleet: 882 is for networks beyond one country (E.164.1); five, two and one digits follow. */
const NUMBER_PREFIX = '+88203';
const FLEET_NUMBER = /^\+?88203(\d{5})(\d{2})([0-3])$/;

/** Number of the service centre of the fleet's network. */
export const FLEET_SERVICE_CENTRE = '+88203999999999';

/** Serial number as the answers carry it: four groups of four hexadecimal digits. */
export function serialNumber(gateway: number): string {
  const digits = createHash('md5').update(`virtual gateway ${gateway}`).digest('hex').slice(0, 12);
  return `da00-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

/** IMSI of the card at a place. */
export function fleetImsi({ gateway, port, slot }: SimPlace): string {
  return `00101${pad(gateway, 5)}${pad(port, 2)}${slot}00`;
}

/** The card at a place. */
export function fleetSim(at: SimPlace): FleetSim {
  const { gateway, port, slot } = at;
  const place = `${pad(gateway, 5)}${pad(port, 2)}${slot}`;
  return {
    imsi: fleetImsi(at),
    iccid: withCheckDigit(`8988203${place}000`), // ITU-T E.118
    number: `${NUMBER_PREFIX}${place}`,
  };
}

/** Whose number it is; undefined: none of the fleet's. */
export function placeOfNumber(number: string): SimPlace | undefined {
  const found = FLEET_NUMBER.exec(number.startsWith('00') ? number.slice(2) : number);
  if (!found) return undefined;
  return { gateway: Number(found[1]), port: Number(found[2]), slot: Number(found[3]) };
}

/** IMEI of the module of a port (23.003 6.2.1). */
export function fleetImei(gateway: number, port: number): string {
  return withCheckDigit(`35999902${pad(gateway * 32 + port, 6)}`);
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

/** The Luhn digit at the end (23.003 annex B, E.118). */
function withCheckDigit(digits: string): string {
  let sum = 0;
  for (const [position, character] of [...digits].reverse().entries()) {
    const value = Number(character) * (position % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return digits + String((10 - (sum % 10)) % 10);
}
