/** What 3GPP says about SMS, as bytes and values. */
export type { Address, TypeOfNumber } from './address.ts';
export type { NationalLanguage } from './alphabets/character-tables.ts';
export { canEncodeGsm7, countSeptets, decodeGsm7, encodeGsm7 } from './alphabets/gsm7.ts';
export { packSeptets, unpackSeptets } from './alphabets/septets.ts';
export { decodeUcs2, encodeUcs2 } from './alphabets/ucs2.ts';
export { type CellBroadcastCoding, decodeCellBroadcastDcs } from './cell-broadcast-coding.ts';
export {
  type Alphabet,
  type DataCodingScheme,
  describeDataCodingScheme,
  type MessageClass,
  type MessageWaiting,
} from './data-coding-scheme.ts';
export { decodeTpdu } from './decode-tpdu.ts';
export { encodeTpdu } from './encode-tpdu.ts';
export { DecodeError, EncodeError } from './errors.ts';
export { fromHex, toHex } from './hex.ts';
export {
  applicationPortsOf,
  type Concatenation,
  concatenationOf,
  elementIdentifiers,
  messageWaitingOf,
  nationalLanguageOf,
} from './information-elements.ts';
export { formatAddress, parseAddress, sameNumber } from './number.ts';
export { decodePdu, encodePdu, type Pdu } from './pdu.ts';
export {
  countSegments,
  type Encoding,
  type Segment,
  type Segmentation,
  type SegmentationOptions,
  segmentText,
} from './segmentation.ts';
export { decodeSimAlpha } from './sim-alpha.ts';
export { type DeliveryOutcome, describeStatus } from './status.ts';
export { textOf, textOfUserData } from './text.ts';
export { type Timestamp, timestampFromEpoch, timestampToEpoch } from './timestamp.ts';
export * from './toolkit/index.ts';
export type {
  Command,
  Deliver,
  DeliverReport,
  Direction,
  StatusReport,
  Submit,
  SubmitReport,
  Tpdu,
} from './tpdu.ts';
export type { InformationElement, UserData } from './user-data.ts';
export { decodeUssd, packUssd, unpackUssd } from './ussd.ts';
export { relativeValidity, type ValidityPeriod, validityMinutes } from './validity-period.ts';
