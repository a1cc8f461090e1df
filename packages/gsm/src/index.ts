/**
 * SMS, USSD and the SIM toolkit of 3GPP as octets and values. Nothing here reads a device, a clock or a file.
 *
 * A PDU from a modem is read by `decodePduLeniently(octets, 'toMobile', length)`, `length` as `+CMGR`, `+CMGL` and `+CMT` give it:
 * one bad field never costs text or sender. `defects` names each fault with field and octet. `tpduOffset` is where the TPDU
 * begins, 0 where the modem left out the service centre's address. `timestampToEpoch` is undefined where the time cannot be used.
 * `decodePdu` and `decodeTpdu` refuse what the standard does not have.
 *
 * Types that one writes by name are exported; those of their fields are reached through them: `DataCodingScheme['messageClass']`.
 */

export { decodeCellBroadcastDcs } from './alphabets/cell-broadcast-coding.ts';
export type { NationalLanguage } from './alphabets/character-tables.ts';
export {
  type Alphabet,
  type DataCodingScheme,
  describeDataCodingScheme,
} from './alphabets/data-coding-scheme.ts';
export { canEncodeGsm7, countSeptets, decodeGsm7, encodeGsm7 } from './alphabets/gsm7.ts';
export { lookAlikesOf, type Offender, offendersOf } from './alphabets/look-alikes.ts';
export { packSeptets } from './alphabets/septets.ts';
export { decodeSimAlpha } from './alphabets/sim-alpha.ts';
export { decodeUcs2, encodeUcs2 } from './alphabets/ucs2.ts';
export { decodeUssd, packUssd } from './alphabets/ussd.ts';
export { DecodeError, type Defect, EncodeError } from './errors.ts';
export type { Address, TypeOfNumber } from './fields/address.ts';
export {
  applicationPortsOf,
  type Concatenation,
  concatenationOf,
  messageWaitingOf,
} from './fields/information-elements.ts';
export { formatAddress, parseAddress, sameNumber } from './fields/number.ts';
export { describeStatus } from './fields/status.ts';
export { type Timestamp, timestampFromEpoch, timestampToEpoch } from './fields/timestamp.ts';
export type { InformationElement, UserData } from './fields/user-data.ts';
export { relativeValidity, type ValidityPeriod, validityMinutes } from './fields/validity-period.ts';
export { fromHex, toHex } from './hex.ts';
export {
  type Cut,
  cutText,
  type Encoding,
  type Fill,
  lastFill,
  type Segment,
  type Segmentation,
  type SegmentationOptions,
  schemeOf,
  segmentOf,
  segmentText,
} from './segmentation/segmentation.ts';
export * from './toolkit/index.ts';
export { decodeTpdu } from './tpdu/decode-tpdu.ts';
export { encodeTpdu } from './tpdu/encode-tpdu.ts';
export { decodePduLeniently, type LenientPdu } from './tpdu/lenient-pdu.ts';
export { decodePdu, encodePdu, type Pdu } from './tpdu/pdu.ts';
export { textOf } from './tpdu/text.ts';
export type {
  Command,
  Deliver,
  DeliverReport,
  Direction,
  StatusReport,
  Submit,
  SubmitReport,
  Tpdu,
} from './tpdu/tpdu.ts';
