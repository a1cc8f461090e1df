/** The bearer independent protocol: channels of data. */
import { DecodeError, EncodeError, lastOctet } from '../../errors.ts';
import {
  charactersOf,
  checkOctet,
  checkRange,
  doubleOctetObject,
  doubleOctetOf,
  type ObjectKind,
  octetListObject,
  octetObject,
  octetOf,
  octetsObject,
} from './object-kind.ts';

export interface BearerDescription {
  /** 1 CSD, 2 GPRS, 3 default for the chosen transport, ... */
  readonly bearerType: number;
  /** Of GPRS: precedence, delay, reliability, peak, mean, PDP type, an octet each (31.111 8.52.2). */
  readonly parameters: Uint8Array;
}

/** 102 223 8.52. */
export const bearerDescription: ObjectKind<BearerDescription> = {
  tag: 0x35,
  name: 'bearer description',
  read: value => ({ bearerType: octetOf(value, 0, 'bearer type'), parameters: value.slice(1) }),
  write: ({ bearerType, parameters }) => Uint8Array.of(checkOctet('bearer type', bearerType), ...parameters),
};

/** 23.003 9.1: labels with their length in front, joined by dots when written as text. */
export const networkAccessName: ObjectKind<string> = {
  tag: 0x47,
  name: 'network access name',
  read: value => {
    const labels: string[] = [];
    let position = 0;
    while (position < value.length) {
      const end = position + 1 + octetOf(value, position, 'label length');
      if (end > value.length) throw new DecodeError('label', lastOctet(value), 'cut short');
      labels.push(charactersOf(value.subarray(position + 1, end)));
      position = end;
    }
    return labels.join('.');
  },
  write: name =>
    Uint8Array.from(
      name === '' ? [] : name.split('.').flatMap(label => [label.length, ...new TextEncoder().encode(label)]),
    ),
};

export interface TransportLevel {
  /** 1 UDP client remote, 2 TCP client remote, 3 TCP server, 4 UDP client local, 5 TCP client local, 6 direct. */
  readonly protocol: number;
  readonly port: number;
}

/** 102 223 8.59. */
export const transportLevel: ObjectKind<TransportLevel> = {
  tag: 0x3c,
  name: 'UICC/terminal interface transport level',
  read: value => ({
    protocol: octetOf(value, 0, 'transport protocol'),
    port: doubleOctetOf(value, 1, 'port number'),
  }),
  write: ({ protocol, port }) => {
    checkRange('port number', port, 0, 0xffff);
    return Uint8Array.of(checkOctet('transport protocol', protocol), port >> 8, port & 0xff);
  },
};

const ipv4 = { type: 0x21, length: 4 } as const;
const ipv6 = { type: 0x57, length: 16 } as const;

/** An IP address by its octets: 4, 16, or none where a dynamic address is asked for. */
export type OtherAddress = Uint8Array;

/** 102 223 8.58. */
export const otherAddress: ObjectKind<OtherAddress> = {
  tag: 0x3e,
  name: 'other address',
  read: value => {
    if (value.length === 0) return new Uint8Array();
    const form = [ipv4, ipv6].find(({ type }) => type === value[0]);
    if (form === undefined)
      throw new DecodeError('type of address', 0, `${value[0]} is neither 0x21 nor 0x57`);
    if (value.length <= form.length) throw new DecodeError('other address', lastOctet(value), 'cut short');
    return value.slice(1, 1 + form.length);
  },
  write: octets => {
    if (octets.length === 0) return new Uint8Array();
    const form = [ipv4, ipv6].find(({ length }) => length === octets.length);
    if (form === undefined)
      throw new EncodeError('other address', `${octets.length} octets are no IP address`);
    return Uint8Array.of(form.type, ...octets);
  },
};

export interface ChannelStatus {
  /** 1..7, 0: no channel. */
  readonly channel: number;
  /** Bits 8 and 7: link established for a bearer; state of the socket for a server (102 223 8.56). */
  readonly state: number;
  /** 0x00 nothing to add, 0x05 link dropped. */
  readonly information: number;
}

/** 102 223 8.56. */
export const channelStatus: ObjectKind<ChannelStatus> = {
  tag: 0x38,
  name: 'channel status',
  read: value => {
    const first = octetOf(value, 0, 'channel');
    return { channel: first & 0x07, state: first >> 6, information: octetOf(value, 1, 'channel status') };
  },
  write: ({ channel, state, information }) =>
    Uint8Array.of(
      checkRange('channel', channel, 0, 7) | (checkRange('channel state', state, 0, 3) << 6),
      checkOctet('channel status', information),
    ),
};

/** 102 223 8.55: octets wanted, or still there; 0xFF: at least 255. */
export const channelDataLength = octetObject(0x37, 'channel data length');
/** 102 223 8.53. */
export const channelData = octetsObject(0x36, 'channel data');
/** 102 223 8.54. */
export const bufferSize = doubleOctetObject(0x39, 'buffer size');
/** 102 223 8.49: bearers for the browser, in the order of preference. */
export const bearers = octetListObject(0x32, 'bearer');
/** 102 223 8.50: path of a file. */
export const provisioningFile = octetsObject(0x33, 'provisioning reference file');
/** 102 223 8.51: 0 the user ended the browser, 1 an error did. */
export const browserTerminationCause = octetObject(0x34, 'browser termination cause');
/** 102 223 8.47: one octet, or none for the default browser. */
export const browserIdentity = octetListObject(0x30, 'browser identity');
