/** The SIM toolkit: ETSI TS 102 223 and 3GPP TS 31.111 as octets and values. */
export {
  type CardAnswer,
  type CardClass,
  type CardCommandBody,
  type CardInstruction,
  type CardStatus,
  decodeCardAnswer,
  encodeCardCommand,
  encodeStatusCommand,
} from './card-command.ts';
export { type CommandName, commandTypeOf } from './command-layouts.ts';
export {
  decodeEnvelope,
  type Envelope,
  type EnvelopeName,
  type EnvelopeOf,
  encodeEnvelope,
  type UnknownEnvelope,
} from './envelope.ts';
export { type CommandDetails, ToolkitError } from './errors.ts';
export { type ToolkitEventName, toolkitEvent } from './event-list.ts';
export {
  describeGeneralResult,
  generalResult,
  terminalProblem,
} from './general-result.ts';
export { type DialledNumber, formatDialledNumber } from './objects/address.ts';
export type { AlphaCoding, AlphaIdentifier, Item } from './objects/alpha-identifier.ts';
export {
  type CardReaderStatus,
  type CommandApdu,
  type DeviceIdentities,
  device,
  type FileList,
  type Result,
} from './objects/card.ts';
export type {
  BearerDescription,
  ChannelStatus,
  TransportLevel,
} from './objects/channel.ts';
export type {
  Icon,
  ItemIcons,
  ResponseLength,
  TextAttribute,
} from './objects/display.ts';
export type { LocationInformation, Plmn, TimingAdvance, TrackingArea } from './objects/network.ts';
export { decodeTextString, encodeTextString, type TextString } from './objects/text-string.ts';
export {
  type Duration,
  durationMilliseconds,
  type TimerValue,
  timerMilliseconds,
  timerValueFrom,
} from './objects/time.ts';
export { type UssdString, ussdText } from './objects/ussd-string.ts';
export {
  type CommandHeader,
  type CommandOf,
  commandNameOf,
  decodeProactiveCommand,
  encodeProactiveCommand,
  type ProactiveCommand,
  type UnknownCommand,
} from './proactive-command.ts';
export { callSetUp, describeTone, localInformation, refreshMode, timerAction } from './qualifiers.ts';
export { readServiceString, type ServiceRequest } from './service-string.ts';
export { shortMessageOf, type ToolkitMessage } from './short-message.ts';
export {
  facilitiesOf,
  type TerminalFacility,
  terminalProfile,
} from './terminal-profile.ts';
export {
  asksYesNo,
  decodeTerminalResponse,
  encodeTerminalResponse,
  type ResponseData,
  responseTo,
  type TerminalResponse,
} from './terminal-response.ts';
export { answerText, type TextAnswer } from './text-answer.ts';
export type { DataObject } from './tlv.ts';
export { type InputType, type View, type ViewItem, viewOf } from './view.ts';
