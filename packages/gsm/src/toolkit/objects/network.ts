/** The place of the terminal, and causes of the network. */
import { DecodeError, EncodeError } from '../../errors.ts';
import {
  checkOctet,
  checkRange,
  doubleOctetOf,
  type ObjectKind,
  octetListObject,
  octetObject,
  octetOf,
  octetsObject,
} from './object-kind.ts';
import { readSemiOctets } from './semi-octets.ts';

/** A network by its country and network codes as text: 3 and 2 or 3 digits. */
export interface Plmn {
  readonly mcc: string;
  readonly mnc: string;
}

const PLMN_LENGTH = 3;

/** 24.008 10.5.1.3: the third digit of the network code stands beside the third of the country code. */
function readPlmn(value: Uint8Array): Plmn {
  octetOf(value, PLMN_LENGTH - 1, 'MCC and MNC');
  const [first = 0, second = 0, third = 0] = value;
  const mcc = readSemiOctets(Uint8Array.of(first, (second & 0x0f) | 0xf0));
  const mnc = readSemiOctets(Uint8Array.of(third, (second >> 4) | 0xf0));
  return { mcc, mnc };
}

function writePlmn({ mcc, mnc }: Plmn): number[] {
  if (!/^\d{3}$/.test(mcc)) throw new EncodeError('MCC', `'${mcc}' is not 3 digits`);
  if (!/^\d{2,3}$/.test(mnc)) throw new EncodeError('MNC', `'${mnc}' is not 2 or 3 digits`);
  const digit = (text: string, index: number): number => (index < text.length ? Number(text[index]) : 0x0f);
  return [
    digit(mcc, 0) | (digit(mcc, 1) << 4),
    digit(mcc, 2) | (digit(mnc, 2) << 4),
    digit(mnc, 0) | (digit(mnc, 1) << 4),
  ];
}

/** Serving cell. GSM, UTRAN and E-UTRAN each have an identity of their own. */
export interface LocationInformation extends Plmn {
  /** Location area code, or tracking area code with `eutranCellIdentity`. */
  readonly areaCode: number;
  /** 16 bits. */
  readonly cellIdentity?: number;
  /** 16 bits, of which UTRAN uses 12 for the RNC. */
  readonly extendedCellIdentity?: number;
  /** 28 bits. */
  readonly eutranCellIdentity?: number;
}

type CellIdentity = Pick<LocationInformation, 'cellIdentity' | 'extendedCellIdentity' | 'eutranCellIdentity'>;

/** 31.111 8.19: an E-UTRAN cell's 28 bits are filled up with 1111; a UTRAN one's RNC has 12 bits after 0000. */
function readCell(value: Uint8Array): CellIdentity {
  const cell = value.subarray(5);
  if (cell.length < 2) return {};
  const cellIdentity = doubleOctetOf(cell, 0, 'cell identity');
  if (cell.length < 4) return { cellIdentity };
  const extended = doubleOctetOf(cell, 2, 'extended cell identity');
  if ((extended & 0x0f) === 0x0f) return { eutranCellIdentity: cellIdentity * 0x1000 + (extended >> 4) };
  return { cellIdentity, extendedCellIdentity: extended };
}

function octetsOfNumber(field: string, number: number, count: number): number[] {
  checkRange(field, number, 0, 256 ** count - 1);
  return Array.from({ length: count }, (_, index) => Math.floor(number / 256 ** (count - 1 - index)) % 256);
}

function writeCell(cell: CellIdentity): number[] {
  if (cell.eutranCellIdentity !== undefined) {
    return octetsOfNumber('E-UTRAN cell identity', cell.eutranCellIdentity * 16 + 0x0f, 4);
  }
  const { cellIdentity, extendedCellIdentity } = cell;
  return [
    ...(cellIdentity === undefined ? [] : octetsOfNumber('cell identity', cellIdentity, 2)),
    ...(extendedCellIdentity === undefined
      ? []
      : octetsOfNumber('extended cell identity', extendedCellIdentity, 2)),
  ];
}

/** 102 223 8.19, 31.111 8.19. */
export const locationInformation: ObjectKind<LocationInformation> = {
  tag: 0x13,
  name: 'location information',
  read: value => ({
    ...readPlmn(value),
    areaCode: doubleOctetOf(value, PLMN_LENGTH, 'location area code'),
    ...readCell(value),
  }),
  write: location =>
    Uint8Array.from([
      ...writePlmn(location),
      ...octetsOfNumber('location area code', location.areaCode, 2),
      ...writeCell(location),
    ]),
};

export interface TrackingArea extends Plmn {
  readonly trackingAreaCode: number;
}

/** 31.111 8.99. */
export const trackingArea: ObjectKind<TrackingArea> = {
  tag: 0x7d,
  name: 'tracking area identification',
  read: value => ({
    ...readPlmn(value),
    trackingAreaCode: doubleOctetOf(value, PLMN_LENGTH, 'tracking area code'),
  }),
  write: area =>
    Uint8Array.from([...writePlmn(area), ...octetsOfNumber('tracking area code', area.trackingAreaCode, 2)]),
};

const CHANNEL_BITS = 10;

/** 31.111 8.29: channels of 10 bits each, the high bits first, filled up with 0. */
export const bcchChannels: ObjectKind<readonly number[]> = {
  tag: 0x1d,
  name: 'BCCH channel list',
  read: value => {
    const bits = [...value].map(octet => octet.toString(2).padStart(8, '0')).join('');
    const count = Math.floor(bits.length / CHANNEL_BITS);
    return Array.from({ length: count }, (_, index) =>
      Number.parseInt(bits.slice(index * CHANNEL_BITS, (index + 1) * CHANNEL_BITS), 2),
    );
  },
  write: channels => {
    const bits = channels
      .map(channel => checkRange('ARFCN', channel, 0, 1023).toString(2).padStart(CHANNEL_BITS, '0'))
      .join('');
    return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], octet => Number.parseInt(octet.padEnd(8, '0'), 2));
  },
};

export interface TimingAdvance {
  /** The terminal is in the idle state (0x00); false: it is not (0x01). */
  readonly idle: boolean;
  readonly advance: number;
}

/** 31.111 8.46. */
export const timingAdvance: ObjectKind<TimingAdvance> = {
  tag: 0x2e,
  name: 'timing advance',
  read: value => {
    const status = octetOf(value, 0, 'ME status');
    if (status > 1) throw new DecodeError('ME status', 0, `${status} is reserved`);
    return { idle: status === 0, advance: octetOf(value, 1, 'timing advance') };
  },
  write: ({ idle, advance }) => Uint8Array.of(idle ? 0 : 1, checkOctet('timing advance', advance)),
};

/** 31.111 8.22: the measurement report of 24.008, or of 25.331 or 36.331 by the command's qualifier. */
export const networkMeasurements = octetsObject(0x16, 'network measurement results');
/** 102 223 8.27: 0 normal, 1 limited, 2 no service. */
export const locationStatus = octetObject(0x1b, 'location status');
/** 102 223 8.61. */
export const accessTechnology = octetObject(0x3f, 'access technology');
/** 102 223 8.26: the cause of 24.008 10.5.4.11 without its header; empty: none was given. */
export const cause = octetsObject(0x1a, 'cause');
/** 102 223 8.28: TI of 24.007 in bits 8 to 5 of each octet. */
export const transactionIdentifiers = octetListObject(0x1c, 'transaction identifier');
/** 31.111 8.91. */
export const updateAttachType = octetObject(0x74, 'update/attach type');
/** 31.111 8.92: the cause of 24.008 or 24.301. */
export const rejectionCause = octetObject(0x75, 'rejection cause code');
/** 31.111 8.94. */
export const networkSearchMode = octetObject(0x65, 'network search mode');
/** 102 223 8.76: 0 very low .. 4 full. */
export const batteryState = octetObject(0x63, 'battery state');
