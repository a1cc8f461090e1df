/** Commands that cost the owner of the SIM money: carried out only where the port's settings allow it. */
import {
  type CommandOf,
  formatAddress,
  formatDialledNumber,
  generalResult,
  type ResponseData,
  readServiceString,
  responseTo,
  shortMessageOf,
  type TerminalResponse,
  ToolkitError,
  terminalProblem,
  ussdText,
} from '@simgate/gsm';
import type { SubmitOutcome } from '../../modem/modem.ts';
import type { Port } from '../../ports/port.ts';
import { performedResult } from './performed.ts';

/** Kinds of commands that a port may be allowed. */
export type PaidKind = 'sms' | 'ussd' | 'ss' | 'call';

/** The end of a USSD request, an SS request or a call of the card. */
export type ServiceOutcome =
  | { readonly kind: 'done'; readonly text?: string }
  /** The network answered that it does not do this. */
  | { readonly kind: 'returnError' }
  /** The network did not do it. */
  | { readonly kind: 'networkRefused' }
  /** Modem or port could not do it now. */
  | { readonly kind: 'unable' };

/** The part of a port that the toolkit uses. */
export type ToolkitPort = Pick<Port, 'number' | 'snapshot' | 'submit' | 'toolkit'>;

/** USSD, SS and calls of a port, as a card needs them. */
export interface CardServices {
  /** Sends a USSD string and resolves with the network's answer. */
  ussd(port: ToolkitPort, text: string): Promise<ServiceOutcome>;
  /** Hands over an SS string as people dial it, and resolves when the network has answered. */
  ss(port: ToolkitPort, text: string): Promise<ServiceOutcome>;
  /** Dials a number and resolves when the call is under way, or refused. */
  call(port: ToolkitPort, number: string): Promise<ServiceOutcome>;
}

type PaidCommand =
  | CommandOf<'sendShortMessage'>
  | CommandOf<'sendUssd'>
  | CommandOf<'sendSs'>
  | CommandOf<'setUpCall'>;

/** Commands that USSD, SS or calls of the port serve. */
type ServiceCommand = Exclude<PaidCommand, CommandOf<'sendShortMessage'>>;

/** Carries out allowed commands; a message goes out once, whatever the modem answers. */
export async function carryOut(
  command: PaidCommand,
  port: ToolkitPort,
  services: CardServices,
): Promise<TerminalResponse> {
  try {
    switch (command.type) {
      case 'sendShortMessage':
        return await sendMessage(command, port);
      case 'sendUssd':
        return await sendUssd(command, port, services);
      case 'sendSs':
        return await sendSs(command, port, services);
      case 'setUpCall':
        return answerOf(command, await services.call(port, formatDialledNumber(command.address)));
    }
  } catch (error) {
    if (error instanceof ToolkitError) return responseTo(command.details, error.generalResult);
    throw error;
  }
}

async function sendMessage(
  command: CommandOf<'sendShortMessage'>,
  port: ToolkitPort,
): Promise<TerminalResponse> {
  const { tpdu, serviceCentre } = shortMessageOf(command);
  // An SMS-COMMAND (23.040 9.2.2.4) is nothing this gateway sends.
  if (tpdu.type !== 'submit') return responseTo(command.details, generalResult.beyondTerminalCapabilities);
  const centre = serviceCentre === undefined ? {} : { serviceCentre: formatAddress(serviceCentre) };
  return answerToSubmit(command, await port.submit(tpdu, { moreFollow: false, ...centre }));
}

/** 27.005 3.2.5: causes up to 127 are the network's RP causes (24.011 8.2.5.4). */
const MOST_RP_CAUSE = 127;

function answerToSubmit(command: CommandOf<'sendShortMessage'>, outcome: SubmitOutcome): TerminalResponse {
  const { details } = command;
  if (outcome.kind === 'accepted') return responseTo(details, performedResult(command));
  // In doubt counts as failed for good: a card that tries again would send twice (31.111 8.12.5).
  if (outcome.kind === 'inDoubt') return responseTo(details, generalResult.smsRpError, {}, [0]);
  const { source, code } = outcome.refusal;
  if (source === 'cms' && code !== undefined && code <= MOST_RP_CAUSE)
    return responseTo(details, generalResult.smsRpError, {}, [code]);
  return responseTo(details, generalResult.terminalUnableToProcess, {}, [terminalProblem.noService]);
}

async function sendUssd(
  command: CommandOf<'sendUssd'>,
  port: ToolkitPort,
  services: CardServices,
): Promise<TerminalResponse> {
  const string = ussdText(command.ussdString);
  if (string === undefined) return responseTo(command.details, generalResult.commandDataNotUnderstood);
  const outcome = await services.ussd(port, string);
  const text = outcome.kind === 'done' ? outcome.text : undefined;
  return answerOf(command, outcome, text === undefined ? {} : { text: { text } });
}

async function sendSs(
  command: CommandOf<'sendSs'>,
  port: ToolkitPort,
  services: CardServices,
): Promise<TerminalResponse> {
  const request = readServiceString(command.serviceString);
  if (request === undefined) return responseTo(command.details, generalResult.commandDataNotUnderstood);
  const outcome = await services.ss(port, request.text);
  // 31.111 8.12.1: the operation; modems report its parameters as text only.
  return answerOf(command, outcome, {}, [request.operation]);
}

/** The general result for an error of the network (31.111 8.12). */
const returnErrors = {
  sendUssd: generalResult.ussdReturnError,
  sendSs: generalResult.supplementaryServiceReturnError,
  setUpCall: generalResult.networkUnableToProcess,
} as const;
/** 31.111 8.12.3, 8.12.4: no specific cause. */
const noCause = [0x00];

function answerOf(
  command: ServiceCommand,
  outcome: ServiceOutcome,
  data: ResponseData = {},
  additional: readonly number[] = [],
): TerminalResponse {
  const { details, type } = command;
  switch (outcome.kind) {
    case 'done':
      return responseTo(details, performedResult(command), data, additional);
    case 'returnError':
      return responseTo(details, returnErrors[type], {}, noCause);
    case 'networkRefused':
      return responseTo(details, generalResult.networkUnableToProcess, {}, noCause);
    case 'unable':
      return responseTo(details, generalResult.terminalUnableToProcess, {}, [
        terminalProblem.noSpecificCause,
      ]);
  }
}
