/** TP-PI and the fields it announces (3GPP TS 23.040 clause 9.2.3.27). */
import { EncodeError } from '../errors.ts';
import { type OctetReader, type OctetWriter, readOctet, writeOctet, writeOctets } from '../octets.ts';
import { readUserData, type UserData, writeUserData } from './user-data.ts';

/** The fields behind TP-PI, each where it is announced. */
export interface OptionalParameters {
  readonly protocolIdentifier?: number;
  readonly dataCodingScheme?: number;
  readonly userData?: UserData;
  readonly parameterIndicator?: number;
  readonly parameterIndicatorExtension?: Uint8Array;
}

const PROTOCOL_IDENTIFIER_BIT = 0x01;
const DATA_CODING_SCHEME_BIT = 0x02;
const USER_DATA_BIT = 0x04;
const RESERVED_BITS = 0x78;
const EXTENSION_BIT = 0x80;

/** TP-PI: its first octet, and the reserved ones behind it. */
interface Indicator {
  readonly first: number;
  readonly extension: Uint8Array;
}

/** Reads TP-PI. 9.2.3.27: where bit 7 is set another octet follows. @throws DecodeError */
export function readIndicator(reader: OctetReader): Indicator {
  const first = readOctet(reader, 'TP-PI');
  const start = reader.position;
  let octet = first;
  while ((octet & EXTENSION_BIT) !== 0) octet = readOctet(reader, 'TP-PI');
  return { first, extension: reader.octets.slice(start, reader.position) };
}

/** Reads the fields that TP-PI announces. @throws DecodeError where one is missing or damaged. */
export function readAnnounced(
  reader: OctetReader,
  indicator: Indicator,
  headed: boolean,
): OptionalParameters {
  const { first, extension } = indicator;
  const has = (bit: number) => (first & bit) !== 0;
  const protocolIdentifier = has(PROTOCOL_IDENTIFIER_BIT) ? readOctet(reader, 'TP-PID') : undefined;
  const dataCodingScheme = has(DATA_CODING_SCHEME_BIT) ? readOctet(reader, 'TP-DCS') : undefined;
  // 9.2.3.27: without TP-DCS the default alphabet is assumed.
  const userData = has(USER_DATA_BIT) ? readUserData(reader, headed, dataCodingScheme ?? 0) : undefined;
  return {
    ...(protocolIdentifier !== undefined && { protocolIdentifier }),
    ...(dataCodingScheme !== undefined && { dataCodingScheme }),
    ...(userData !== undefined && { userData }),
    ...((first & RESERVED_BITS) !== 0 && { parameterIndicator: first }),
    ...(extension.length > 0 && { parameterIndicatorExtension: extension }),
  };
}

/** Reads TP-PI and what it announces. @throws DecodeError */
export function readParameters(reader: OctetReader, headed: boolean): OptionalParameters {
  return readAnnounced(reader, readIndicator(reader), headed);
}

/** The first octet of TP-PI for the fields that are there. */
export function indicatorOf(parameters: OptionalParameters): number {
  return (
    (parameters.protocolIdentifier === undefined ? 0 : PROTOCOL_IDENTIFIER_BIT) |
    (parameters.dataCodingScheme === undefined ? 0 : DATA_CODING_SCHEME_BIT) |
    (parameters.userData === undefined ? 0 : USER_DATA_BIT) |
    ((parameters.parameterIndicator ?? 0) & RESERVED_BITS) |
    ((parameters.parameterIndicatorExtension?.length ?? 0) === 0 ? 0 : EXTENSION_BIT)
  );
}

/** Writes TP-PI. @throws EncodeError where bit 7 of its octets does not announce exactly those that follow. */
export function writeIndicator(target: OctetWriter, parameters: OptionalParameters): void {
  const { parameterIndicatorExtension: extension = new Uint8Array(0) } = parameters;
  const ends = extension.findIndex(octet => (octet & EXTENSION_BIT) === 0);
  if (ends !== extension.length - 1)
    throw new EncodeError('TP-PI', 'bit 7 is 1 in every octet but the last one');
  writeOctet(target, indicatorOf(parameters), 'TP-PI');
  writeOctets(target, extension, 'TP-PI');
}

/** Writes the fields behind TP-PI. @throws EncodeError */
export function writeOptionalParameters(target: OctetWriter, parameters: OptionalParameters): void {
  const { protocolIdentifier, dataCodingScheme, userData } = parameters;
  if (protocolIdentifier !== undefined) writeOctet(target, protocolIdentifier, 'TP-PID');
  if (dataCodingScheme !== undefined) writeOctet(target, dataCodingScheme, 'TP-DCS');
  if (userData !== undefined) writeUserData(target, userData, dataCodingScheme ?? 0);
}
