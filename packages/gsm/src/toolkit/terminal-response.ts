/** Terminal responses: how a proactive command went (102 223 6.8, 31.111 6.8). */
import { lastOctet } from '../errors.ts';
import { commandTypeOf } from './command-layouts.ts';
import type { CommandDetails } from './errors.ts';
import { decodeFields, encodeFields, mandatory, optional, type Values } from './layout.ts';
import { esn, imei, imeisv, meid } from './objects/address.ts';
import {
  answerToReset,
  callControlRequest,
  cardReaderStatus,
  commandDetails,
  device,
  deviceIdentities,
  displayParameters,
  responseApdu,
  result,
} from './objects/card.ts';
import {
  bearerDescription,
  bufferSize,
  channelData,
  channelDataLength,
  channelStatus,
} from './objects/channel.ts';
import { frameIdentifier, itemIdentifier } from './objects/display.ts';
import {
  accessTechnology,
  batteryState,
  bcchChannels,
  locationInformation,
  networkMeasurements,
  networkSearchMode,
  timingAdvance,
} from './objects/network.ts';
import { atResponse, language, type TextString, textString } from './objects/text-string.ts';
import { dateTime, duration, timerIdentifier, timerValue } from './objects/time.ts';
import { type DataObject, decodeDataObjects, encodeDataObjects } from './tlv.ts';

/** 102 223 6.8 in its order; a terminal sets the flag where the conformance tests of 102 384 do. */
const responseLayout = {
  details: mandatory(commandDetails),
  devices: mandatory(deviceIdentities),
  result: mandatory(result),
  /** POLL INTERVAL: the one that will be used. GET INKEY: how long the user took. */
  duration: optional(duration, true),
  text: optional(textString, true),
  itemIdentifier: optional(itemIdentifier, true),
  locationInformation: optional(locationInformation, true),
  imei: optional(imei, true),
  networkMeasurements: optional(networkMeasurements, true),
  dateTime: optional(dateTime, true),
  language: optional(language, true),
  timingAdvance: optional(timingAdvance, true),
  accessTechnology: optional(accessTechnology),
  esn: optional(esn, true),
  imeisv: optional(imeisv, true),
  networkSearchMode: optional(networkSearchMode, true),
  batteryState: optional(batteryState, true),
  meid: optional(meid, true),
  callControlRequest: optional(callControlRequest, true),
  /** The result of the command that call control made of the card's own. */
  secondResult: optional(result, true),
  cardReaderStatus: optional(cardReaderStatus, true),
  answerToReset: optional(answerToReset, true),
  responseApdu: optional(responseApdu, true),
  timer: optional(timerIdentifier, true),
  timerValue: optional(timerValue, true),
  atResponse: optional(atResponse, true),
  secondText: optional(textString, true),
  channelData: optional(channelData, true),
  channelStatus: optional(channelStatus, true),
  channelDataLength: optional(channelDataLength, true),
  bearerDescription: optional(bearerDescription),
  bufferSize: optional(bufferSize),
  bcchChannels: optional(bcchChannels, true),
  displayParameters: optional(displayParameters),
  frame: optional(frameIdentifier),
} as const;

type ResponseValues = Values<typeof responseLayout>;

/** The answer to a command; each object is optional. */
export type ResponseData = Omit<ResponseValues, 'details' | 'devices' | 'result'> & {
  /** The answer to a GET INKEY that asks yes or no, in place of a text (102 223 6.8, 8.15). */
  readonly confirmed?: boolean;
};

export type TerminalResponse = Pick<ResponseValues, 'details' | 'devices' | 'result'> &
  ResponseData & {
    /** Objects that have no place in a response, kept as they came. */
    readonly ignored?: readonly DataObject[];
  };

const YES_NO_BIT = 0x04;

/** GET INKEY with bit 3 of the qualifier asks yes or no (102 223 8.6). */
export function asksYesNo({ commandType, qualifier }: CommandDetails): boolean {
  return commandType === commandTypeOf('getInkey') && (qualifier & YES_NO_BIT) !== 0;
}

/** 102 223 8.15: the answer is one octet, 01 yes and 00 no, in the 8-bit coding; as characters `£` and `@`. */
const yesNoTexts = {
  true: { text: '£', dataCodingScheme: 0x04 },
  false: { text: '@', dataCodingScheme: 0x04 },
};

function confirmedBy(details: CommandDetails, text: TextString | undefined): boolean | undefined {
  if (text === undefined || !asksYesNo(details)) return undefined;
  if (text.text === yesNoTexts.true.text) return true;
  return text.text === yesNoTexts.false.text ? false : undefined;
}

/**
 * A terminal response, from the command details on (it has no outer tag).
 * @throws ToolkitError that names the object and the octet.
 */
export function decodeTerminalResponse(octets: Uint8Array): TerminalResponse {
  const objects = decodeDataObjects(octets);
  const { values, ignored } = decodeFields(responseLayout, objects, lastOctet(octets));
  const { text, ...others } = values;
  const confirmed = confirmedBy(values.details, text);
  return {
    ...others,
    ...(confirmed !== undefined && { confirmed }),
    ...(confirmed === undefined && text !== undefined && { text }),
    ...(ignored.length > 0 && { ignored }),
  };
}

/**
 * The octets of a terminal response, for `+CUSATT` or TERMINAL RESPONSE.
 * @throws EncodeError for a value its object cannot carry.
 */
export function encodeTerminalResponse(response: TerminalResponse): Uint8Array {
  const { confirmed, ignored = [], ...values } = response;
  const text = confirmed === undefined ? values.text : yesNoTexts[confirmed ? 'true' : 'false'];
  const objects = encodeFields(responseLayout, { ...values, text });
  return encodeDataObjects([...objects, ...ignored]);
}

/**
 * The response to a command: its details repeated, from terminal to card (102 223 6.8).
 * @param general the octet of 102 223 8.12.
 * @param additional what that result adds; none for most.
 */
export function responseTo(
  details: CommandDetails,
  general: number,
  data: ResponseData = {},
  additional: readonly number[] = [],
): TerminalResponse {
  return {
    details,
    devices: { source: device.terminal, destination: device.card },
    result: { general, additional: Uint8Array.from(additional) },
    ...data,
  };
}
