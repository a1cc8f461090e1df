/** Further cards, files, events and the two objects every command has. */
import { DecodeError, EncodeError, lastOctet } from '../../errors.ts';
import type { CommandDetails } from '../errors.ts';
import {
  checkOctet,
  checkRange,
  flagObject,
  type ObjectKind,
  octetListObject,
  octetOf,
  octetsObject,
} from './object-kind.ts';

/** 102 223 8.6. */
export const commandDetails: ObjectKind<CommandDetails> = {
  tag: 0x01,
  name: 'command details',
  read: value => ({
    number: octetOf(value, 0, 'command number'),
    commandType: octetOf(value, 1, 'type of command'),
    qualifier: octetOf(value, 2, 'command qualifier'),
  }),
  write: ({ number, commandType, qualifier }) =>
    Uint8Array.of(
      checkOctet('command number', number),
      checkOctet('type of command', commandType),
      checkOctet('command qualifier', qualifier),
    ),
};

/** The devices of 102 223 8.7; card readers are 0x10..0x17, channels 0x21..0x27. */
export const device = {
  keypad: 0x01,
  display: 0x02,
  earpiece: 0x03,
  firstCardReader: 0x10,
  firstChannel: 0x21,
  card: 0x81,
  terminal: 0x82,
  network: 0x83,
} as const;

/** From and to whom a message is. */
export interface DeviceIdentities {
  readonly source: number;
  readonly destination: number;
}

/** 102 223 8.7. */
export const deviceIdentities: ObjectKind<DeviceIdentities> = {
  tag: 0x02,
  name: 'device identities',
  read: value => ({
    source: octetOf(value, 0, 'source device'),
    destination: octetOf(value, 1, 'destination device'),
  }),
  write: ({ source, destination }) =>
    Uint8Array.of(checkOctet('source device', source), checkOctet('destination device', destination)),
};

/** How a command went. */
export interface Result {
  /** The octet of 102 223 8.12; `generalResult` names them. */
  readonly general: number;
  /** The additional information of that result; empty for most. */
  readonly additional: Uint8Array;
}

/** 102 223 8.12. */
export const result: ObjectKind<Result> = {
  tag: 0x03,
  name: 'result',
  read: value => ({ general: octetOf(value, 0, 'general result'), additional: value.slice(1) }),
  write: ({ general, additional }) => Uint8Array.of(checkOctet('general result', general), ...additional),
};

/** Files that changed, for REFRESH. */
export interface FileList {
  readonly count: number;
  /** Paths from the master file (3F00), one after the other. */
  readonly paths: Uint8Array;
}

/** 102 223 8.18. */
export const fileList: ObjectKind<FileList> = {
  tag: 0x12,
  name: 'file list',
  read: value => ({ count: octetOf(value, 0, 'number of files'), paths: value.slice(1) }),
  write: ({ count, paths }) => Uint8Array.of(checkOctet('number of files', count), ...paths),
};

/** A command for another card (102 223 8.35). */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** Absent: the command has no data field. */
  readonly data?: Uint8Array;
  /** Absent: no answer is expected; 0 means 256. */
  readonly expectedLength?: number;
}

function readApduBody(value: Uint8Array): Pick<CommandApdu, 'data' | 'expectedLength'> {
  const body = value.subarray(4);
  const first = body[0];
  if (first === undefined) return {};
  // One octet alone is Le; else Lc, the data and perhaps Le follow (102 221 10.1.2).
  if (body.length === 1) return { expectedLength: first };
  if (body.length < 1 + first) throw new DecodeError('C-APDU data', lastOctet(value), 'cut short');
  const data = body.slice(1, 1 + first);
  const expectedLength = body[1 + first];
  return expectedLength === undefined ? { data } : { data, expectedLength };
}

function writeApduBody({ data, expectedLength }: CommandApdu): number[] {
  if (data !== undefined && data.length > 255) throw new EncodeError('C-APDU data', 'longer than 255 octets');
  return [
    ...(data === undefined ? [] : [data.length, ...data]),
    ...(expectedLength === undefined ? [] : [checkOctet('Le', expectedLength)]),
  ];
}

/** 102 223 8.35. */
export const commandApdu: ObjectKind<CommandApdu> = {
  tag: 0x22,
  name: 'C-APDU',
  read: value => ({
    cla: octetOf(value, 0, 'CLA'),
    ins: octetOf(value, 1, 'INS'),
    p1: octetOf(value, 2, 'P1'),
    p2: octetOf(value, 3, 'P2'),
    ...readApduBody(value),
  }),
  write: apdu => Uint8Array.of(apdu.cla, apdu.ins, apdu.p1, apdu.p2, ...writeApduBody(apdu)),
};

/** 102 223 8.36: data and the two status octets. */
export const responseApdu = octetsObject(0x23, 'R-APDU');
/** 102 223 8.34. */
export const answerToReset = octetsObject(0x21, 'card ATR');

export interface CardReaderStatus {
  /** 0..7. */
  readonly reader: number;
  readonly removable: boolean;
  readonly readerPresent: boolean;
  /** The reader takes cards of the full size (ID-1). */
  readonly fullSize: boolean;
  readonly cardPresent: boolean;
  readonly cardPowered: boolean;
}

/** 102 223 8.33. */
export const cardReaderStatus: ObjectKind<CardReaderStatus> = {
  tag: 0x20,
  name: 'card reader status',
  read: value => {
    const octet = octetOf(value, 0, 'card reader status');
    return {
      reader: octet & 0x07,
      removable: (octet & 0x08) !== 0,
      readerPresent: (octet & 0x10) !== 0,
      fullSize: (octet & 0x20) !== 0,
      cardPresent: (octet & 0x40) !== 0,
      cardPowered: (octet & 0x80) !== 0,
    };
  },
  write: status =>
    Uint8Array.of(
      checkRange('card reader', status.reader, 0, 7) |
        (status.removable ? 0x08 : 0) |
        (status.readerPresent ? 0x10 : 0) |
        (status.fullSize ? 0x20 : 0) |
        (status.cardPresent ? 0x40 : 0) |
        (status.cardPowered ? 0x80 : 0),
    ),
};

/** 102 223 8.25: the octets that `toolkitEvent` names; empty takes all events off. */
export const eventList = octetListObject(0x19, 'event list');
/** 102 223 8.21. */
export const helpRequest = flagObject(0x15, 'help request');
/** 31.111 8.13: the TPDU of 23.040. */
export const smsTpdu = octetsObject(0x0b, 'SMS TPDU');
/** 31.111 8.5: 88 octets of 23.041. */
export const cellBroadcastPage = octetsObject(0x0c, 'cell broadcast page');
/** 102 223 8.60. */
export const applicationIdentifier = octetsObject(0x2f, 'AID');
/** 102 223 8.30: the result of call control and what it changed, as objects of their own. */
export const callControlRequest = octetsObject(0x27, 'call control requested action');
/** 102 223 8.62. */
export const displayParameters = octetsObject(0x40, 'display parameters');
