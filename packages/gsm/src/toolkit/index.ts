/** The SIM toolkit: ETSI TS 102 223 and 3GPP TS 31.111 as octets and values. */
export {
  type CardAnswer,
  type CardClass,
  type CardCommandBody,
  type CardInstruction,
  decodeCardAnswer,
  encodeCardCommand,
  encodeStatusCommand,
} from './card-command.ts';
export { type CommandName, commandTypeOf } from './command-layouts.ts';
export {
  decodeEnvelope,
  type Envelope,
  type EnvelopeOf,
  encodeEnvelope,
} from './envelope.ts';
export { ToolkitError } from './errors.ts';
export { type ToolkitEventName, toolkitEvent } from './event-list.ts';
export {
  generalResult,
  terminalProblem,
} from './general-result.ts';
export { formatDialledNumber } from './objects/address.ts';
export type { Item } from './objects/alpha-identifier.ts';
export { device } from './objects/card.ts';
export type { LocationInformation } from './objects/network.ts';
export { decodeTextString, encodeTextString } from './objects/text-string.ts';
export {
  durationMilliseconds,
  type TimerValue,
  timerMilliseconds,
  timerValueFrom,
} from './objects/time.ts';
export { ussdText } from './objects/ussd-string.ts';
export {
  type CommandOf,
  commandNameOf,
  decodeProactiveCommand,
  encodeProactiveCommand,
  type ProactiveCommand,
} from './proactive-command.ts';
export { localInformation, timerAction } from './qualifiers.ts';
export { readServiceString } from './service-string.ts';
export { shortMessageOf } from './short-message.ts';
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
export { answerText } from './text-answer.ts';
export type { DataObject } from './tlv.ts';
export { type InputType, type View, type ViewItem, viewOf } from './view.ts';
