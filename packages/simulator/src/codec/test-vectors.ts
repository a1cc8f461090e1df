/** Rows of the project's vectors, and TPDUs shown under the names those rows use. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Address, addressText, readServiceCentreAddress, typeOfNumber } from './address.ts';
import { readDataCoding } from './data-coding.ts';
import { fromHex, OctetReader, toHex } from './octets.ts';
import {
  readCommand,
  readDeliver,
  readDeliverReport,
  readStatusReport,
  readSubmit,
  readSubmitReport,
} from './read-tpdu.ts';
import type { TimeStamp } from './time-stamp.ts';
import type {
  Command,
  Deliver,
  DeliverReport,
  ReportParameters,
  StatusReport,
  Submit,
  SubmitReport,
} from './tpdu.ts';
import {
  concatenationOf,
  contentOctets,
  contentSeptets,
  headerElements,
  type UserData,
  userDataText,
} from './user-data.ts';
import { relativeMinutes } from './validity.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface PduRow {
  readonly id: string;
  readonly op: string;
  readonly kind: string;
  readonly direction?: 'MT' | 'MO';
  readonly has_smsc?: boolean;
  readonly hex?: string;
  readonly hex_parts?: readonly string[];
  /** Tables that are in force without a header. */
  readonly national?: { readonly locking?: string | null; readonly single?: string | null };
  readonly expect: Fields;
  readonly tolerance?: 'either' | 'lenient';
}

export type AnyTpdu = Deliver | Submit | StatusReport | Command | DeliverReport | SubmitReport;

/** Contents of one file of `vectors/`. */
export function readVectors<Content>(file: string): Content {
  const content: Content = JSON.parse(
    readFileSync(new URL(`../../../../vectors/${file}`, import.meta.url), 'utf8'),
  );
  return content;
}

/** A row's octets, cut into service centre address and TPDU. */
export function splitRow(row: PduRow, hex: string): { smsc: Address | undefined; tpdu: Uint8Array } {
  const reader = new OctetReader(fromHex(hex));
  const smsc = row.has_smsc === true ? readServiceCentreAddress(reader) : undefined;
  return { smsc, tpdu: reader.octets.subarray(reader.position) };
}

/** Reads a TPDU by its type indicator and the direction it goes (23.040 9.2.3.1). */
export function readEither(tpdu: Uint8Array, direction: 'MT' | 'MO'): AnyTpdu {
  const indicator = (tpdu[0] ?? 0) & 0x03;
  const readers =
    direction === 'MT'
      ? [readDeliver, (octets: Uint8Array) => readSubmitReport(octets, true), readStatusReport]
      : [(octets: Uint8Array) => readDeliverReport(octets, true), readSubmit, readCommand];
  return (readers[indicator] ?? readDeliver)(tpdu);
}

/** A TPDU's fields under the names of the rows. */
export function fieldsOf(tpdu: AnyTpdu, smsc: Address | undefined): Fields {
  return { smsc: smsc === undefined ? null : addressText(smsc), ...ownFields(tpdu) };
}

function ownFields(tpdu: AnyTpdu): Fields {
  switch (tpdu.kind) {
    case 'deliver':
      return {
        ...addressFields(tpdu.originator),
        ...timeFields('timestamp', tpdu.timeStamp),
        pid: tpdu.protocolIdentifier,
        ...userDataFields(tpdu.userData),
      };
    case 'submit':
      return submitFields(tpdu);
    case 'status-report':
      return {
        ...addressFields(tpdu.recipient),
        ...timeFields('timestamp', tpdu.timeStamp),
        ...timeFields('discharge', tpdu.dischargeTime),
        mr: tpdu.messageReference,
        status: tpdu.status,
        ...parameterFields(tpdu.parameters),
      };
    case 'command':
      return { ...addressFields(tpdu.destination), mr: tpdu.messageReference, pid: tpdu.protocolIdentifier };
    case 'submit-report':
      return {
        fcs: tpdu.failureCause,
        ...timeFields('timestamp', tpdu.timeStamp),
        ...parameterFields(tpdu.parameters),
      };
    case 'deliver-report':
      return { fcs: tpdu.failureCause, ...parameterFields(tpdu.parameters) };
  }
}

function submitFields(submit: Submit): Fields {
  const { validity } = submit;
  return {
    ...addressFields(submit.destination),
    mr: submit.messageReference,
    srr: submit.statusReportRequest,
    pid: submit.protocolIdentifier,
    vpf: validity.format,
    vp_raw: validity.format === 'relative' ? validity.value : undefined,
    validity_minutes: validity.format === 'relative' ? relativeMinutes(validity.value) : null,
    ...userDataFields(submit.userData),
  };
}

function parameterFields(parameters: ReportParameters): Fields {
  return parameters.userData === undefined ? {} : userDataFields(parameters.userData);
}

function addressFields(address: Address): Fields {
  return {
    number: addressText(address),
    toa: address.typeOfAddress,
    number_type: typeOfNumber(address) === 5 ? 'alphanumeric' : 'number',
  };
}

function timeFields(name: string, { at, zoneQuarters }: TimeStamp): Fields {
  const local = new Date(at + zoneQuarters * 900_000).toISOString().slice(0, 19);
  return { [name]: new Date(at).getTime(), [`${name}_utc`]: at, [`${name}_local`]: local };
}

function userDataFields(userData: UserData): Fields {
  const { alphabet, messageClass } = readDataCoding(userData.dataCodingScheme);
  const part = concatenationOf(headerElements(userData));
  return {
    dcs: userData.dataCodingScheme,
    udl: userData.length,
    alphabet,
    class: messageClass,
    multipart: part !== undefined,
    concat: part && {
      ref: part.reference,
      bits: part.referenceBits,
      total: part.total,
      seq: part.sequence,
    },
    text: textOf(userData),
    text_default_alphabet: textOf(userData),
    data_hex: toHex(contentOctets(userData)),
    septets_hex: alphabet === 'gsm7' ? toHex(Uint8Array.from(contentSeptets(userData))) : undefined,
  };
}

function textOf(userData: UserData): string | undefined {
  return readDataCoding(userData.dataCodingScheme).compressed ? undefined : userDataText(userData);
}

/** A row's expected value in the form of `fieldsOf`: moments as numbers. */
export function expectedValue(name: string, value: unknown): unknown {
  const isMoment = /^(timestamp|discharge)(_utc)?$/.test(name);
  return isMoment && typeof value === 'string' ? Date.parse(withFullZone(value)) : value;
}

function withFullZone(moment: string): string {
  return /[+-]\d\d$/.test(moment) ? `${moment}:00` : moment;
}

/** Tests one row; one that a clause contradicts must fail, or its answer is no longer needed. */
export function testRow(name: string, answer: string | undefined, check: () => void): void {
  if (answer === undefined) test(name, check);
  else test(`${name} is contradicted by ${answer}`, () => assert.throws(check));
}
