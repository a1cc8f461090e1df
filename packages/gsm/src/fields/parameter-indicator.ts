/** TP-PI and the fields it announces (3GPP TS 23.040 clause 9.2.3.27). */
import { type OctetReader, type OctetWriter, readOctet, writeOctet } from '../octets.ts';
import { readUserData, type UserData, writeUserData } from './user-data.ts';

/** What may stand behind TP-PI, each where it is announced. */
export interface OptionalParameters {
  readonly protocolIdentifier?: number;
  readonly dataCodingScheme?: number;
  readonly userData?: UserData;
  readonly parameterIndicator?: number;
}

const PROTOCOL_IDENTIFIER_BIT = 0x01;
const DATA_CODING_SCHEME_BIT = 0x02;
const USER_DATA_BIT = 0x04;
const RESERVED_BITS = 0x78;
const EXTENSION_BIT = 0x80;

/** Reads TP-PI. 9.2.3.27: while bit 7 is set another octet follows, whose meaning is reserved. @throws DecodeError */
export function readIndicator(reader: OctetReader): number {
  const indicator = readOctet(reader, 'TP-PI');
  let octet = indicator;
  while ((octet & EXTENSION_BIT) !== 0) octet = readOctet(reader, 'TP-PI');
  return indicator;
}

/** Reads the fields that TP-PI announces. @throws DecodeError where one is missing or damaged. */
export function readAnnounced(reader: OctetReader, indicator: number, headed: boolean): OptionalParameters {
  const has = (bit: number) => (indicator & bit) !== 0;
  const protocolIdentifier = has(PROTOCOL_IDENTIFIER_BIT) ? readOctet(reader, 'TP-PID') : undefined;
  const dataCodingScheme = has(DATA_CODING_SCHEME_BIT) ? readOctet(reader, 'TP-DCS') : undefined;
  // 9.2.3.27: without TP-DCS the default alphabet is assumed.
  const userData = has(USER_DATA_BIT) ? readUserData(reader, headed, dataCodingScheme ?? 0) : undefined;
  return {
    ...(protocolIdentifier !== undefined && { protocolIdentifier }),
    ...(dataCodingScheme !== undefined && { dataCodingScheme }),
    ...(userData !== undefined && { userData }),
    ...((indicator & RESERVED_BITS) !== 0 && { parameterIndicator: indicator }),
  };
}

/** Reads TP-PI and what it announces. @throws DecodeError */
export function readParameters(reader: OctetReader, headed: boolean): OptionalParameters {
  return readAnnounced(reader, readIndicator(reader), headed);
}

/** TP-PI of the fields that are there. */
export function indicatorOf(parameters: OptionalParameters): number {
  const announced =
    (parameters.protocolIdentifier === undefined ? 0 : PROTOCOL_IDENTIFIER_BIT) |
    (parameters.dataCodingScheme === undefined ? 0 : DATA_CODING_SCHEME_BIT) |
    (parameters.userData === undefined ? 0 : USER_DATA_BIT);
  const reserved = (parameters.parameterIndicator ?? 0) & RESERVED_BITS;
  return announced | reserved;
}

/** Writes the fields behind TP-PI. @throws EncodeError */
export function writeOptionalParameters(target: OctetWriter, parameters: OptionalParameters): void {
  const { protocolIdentifier, dataCodingScheme, userData } = parameters;
  if (protocolIdentifier !== undefined) writeOctet(target, protocolIdentifier, 'TP-PID');
  if (dataCodingScheme !== undefined) writeOctet(target, dataCodingScheme, 'TP-DCS');
  if (userData !== undefined) writeUserData(target, userData, dataCodingScheme ?? 0);
}
