/** Commands that no person is asked about (102 223 6.4): what is done, and what the card is answered. */

import type { Clock } from '@simgate/daemon';
import {
  type CommandOf,
  generalResult,
  type ProactiveCommand,
  responseTo,
  type TerminalResponse,
  terminalProblem,
} from '@simgate/gsm';
import { knownEvents } from './card-events.ts';
import { provideLocalInformation } from './local-information.ts';
import { type CardServices, carryOut, type PaidKind, type ToolkitPort } from './paid-commands.ts';
import { performedResult } from './performed.ts';
import type { CardTimers } from './timers.ts';

export interface Performing {
  readonly port: ToolkitPort;
  readonly clock: Clock;
  readonly timers: CardTimers;
  readonly services: CardServices;
  /** The paid commands that the port's settings allow to the card. */
  readonly allowed: ReadonlySet<PaidKind>;
  /** The events the card wants to hear of (102 223 8.25). */
  readonly listens: (events: readonly number[]) => void;
  /** For people: a command that was refused because it costs money. */
  readonly refused: (kind: PaidKind) => void;
}

function done(command: ProactiveCommand): TerminalResponse {
  return responseTo(command.details, performedResult(command));
}

function beyond(command: ProactiveCommand): TerminalResponse {
  return responseTo(command.details, generalResult.beyondTerminalCapabilities);
}

/** Never rejects for what modem, network or card can do. */
export async function perform(command: ProactiveCommand, performing: Performing): Promise<TerminalResponse> {
  switch (command.type) {
    case 'moreTime':
    case 'pollingOff':
    case 'languageNotification':
    // The module reads the changed files itself; the next look at the SIM shows what is new.
    case 'refresh':
      return done(command);
    case 'pollInterval':
      // 102 223 6.4.6: the interval that will be used is the one asked for; the module polls.
      return responseTo(command.details, performedResult(command), { duration: command.duration });
    case 'setUpEventList':
      return listen(command, performing);
    case 'playTone':
      // Nobody hears a gateway.
      return responseTo(command.details, generalResult.performedButToneNotPlayed);
    case 'timerManagement':
      return performing.timers.manage(command);
    case 'provideLocalInformation':
      return answerHere(command, performing);
    case 'sendShortMessage':
      return spend('sms', command, performing);
    case 'sendUssd':
      return spend('ussd', command, performing);
    case 'sendSs':
      return spend('ss', command, performing);
    case 'setUpCall':
      return spend('call', command, performing);
    case 'unknown':
      return responseTo(command.details, generalResult.commandTypeNotUnderstood);
    default:
      // Browsers, data channels, further cards, tones into calls, AT commands: none of them is in our profile.
      return beyond(command);
  }
}

/** 102 223 6.4.16: a list with an event that we cannot report is not accepted. */
function listen(command: CommandOf<'setUpEventList'>, { listens }: Performing): TerminalResponse {
  if (!command.events.every(event => knownEvents.includes(event))) return beyond(command);
  listens(command.events);
  return done(command);
}

function answerHere(
  command: CommandOf<'provideLocalInformation'>,
  { port, clock }: Performing,
): Promise<TerminalResponse> {
  const { imei } = port.snapshot();
  return provideLocalInformation(command, { imei, now: clock.now(), place: () => port.toolkit.place() });
}

/** 102 223 8.12: what the owner did not allow, the user did not accept. */
function spend(
  kind: PaidKind,
  command: Parameters<typeof carryOut>[0],
  { allowed, port, services, refused }: Performing,
): Promise<TerminalResponse> {
  if (!allowed.has(kind)) {
    refused(kind);
    return Promise.resolve(responseTo(command.details, generalResult.userDidNotAccept));
  }
  // A blocked port takes no new work; the card may ask again later (102 223 8.12.2).
  if (port.snapshot().blocked === true)
    return Promise.resolve(
      responseTo(command.details, generalResult.terminalUnableToProcess, {}, [
        terminalProblem.noSpecificCause,
      ]),
    );
  return port.toolkit.moduleActs ? Promise.resolve(done(command)) : carryOut(command, port, services);
}
