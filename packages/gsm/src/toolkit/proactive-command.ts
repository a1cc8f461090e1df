/** Proactive commands: what the card asks the terminal to do (102 223 6.4, 31.111 6.4). */
import { lastOctet } from '../errors.ts';
import { type CommandName, commandLayouts } from './command-layouts.ts';
import { type CommandDetails, ToolkitError } from './errors.ts';
import { generalResult } from './general-result.ts';
import { keysOf } from './keys-of.ts';
import { decodeFields, encodeFields, mandatory, type Values } from './layout.ts';
import { commandDetails, type DeviceIdentities, deviceIdentities } from './objects/card.ts';
import type { Icon } from './objects/display.ts';
import {
  type DataObject,
  decodeBerTlv,
  decodeDataObjects,
  encodeBerTlv,
  encodeDataObjects,
  type ReceivedObject,
} from './tlv.ts';

/** BER-TLV tag of a proactive command (102 223 9.2). */
const PROACTIVE_COMMAND_TAG = 0xd0;

/** The objects that every command begins with. */
export interface CommandHeader {
  readonly details: CommandDetails;
  readonly devices: DeviceIdentities;
  /** Objects nobody had to understand, kept as they came; with any, a success is result 0x02 (102 223 6.10.4). */
  readonly ignored: readonly DataObject[];
}

/** One command by its name; its fields are those of its table. */
export type CommandOf<N extends CommandName> = CommandHeader & { readonly type: N } & Values<
    (typeof commandLayouts)[N]['fields']
  >;

/** A command of a type this terminal does not know: the answer is result 0x31. */
export type UnknownCommand = CommandHeader & {
  readonly type: 'unknown';
  readonly objects: readonly DataObject[];
};

export type ProactiveCommand = { [N in CommandName]: CommandOf<N> }[CommandName] | UnknownCommand;

const headerLayout = { details: mandatory(commandDetails), devices: mandatory(deviceIdentities) };

const commandNames = new Map<number, CommandName>(
  keysOf(commandLayouts).map(name => [commandLayouts[name].commandType, name]),
);

/** The command of a type octet (102 223 9.4); undefined where this terminal does not know it. */
export function commandNameOf(commandType: number): CommandName | undefined {
  return commandNames.get(commandType);
}

/** Adds the command's details to a refusal, so that it can be answered. */
function withDetails<T>(details: CommandDetails, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ToolkitError) || error.details !== undefined) throw error;
    throw new ToolkitError(error.field, error.octet, error.reason, error.generalResult, details);
  }
}

function isHeader({ tag }: DataObject): boolean {
  return tag === commandDetails.tag || tag === deviceIdentities.tag;
}

/** The header's values; the details are read first, so that whatever else is wrong can be answered. */
function decodeHeader(objects: readonly ReceivedObject[], end: number): Omit<CommandHeader, 'ignored'> {
  const own = objects.filter(isHeader);
  const { details } = decodeFields(
    { details: headerLayout.details },
    own.filter(({ tag }) => tag === commandDetails.tag),
    end,
  ).values;
  return withDetails(details, () => decodeFields(headerLayout, own, end).values);
}

interface Text {
  readonly text: string;
}

/** Texts of a command with the icon that stands beside each. */
function iconsOf(command: ProactiveCommand): readonly (readonly [Icon | undefined, Text | undefined])[] {
  switch (command.type) {
    case 'displayText':
    case 'getInkey':
    case 'getInput':
    case 'setUpIdleModeText':
      return [[command.icon, command.text]];
    case 'setUpCall':
      return [
        [command.confirmationIcon, command.confirmation],
        [command.icon, command.alpha],
      ];
    default:
      return [['icon' in command ? command.icon : undefined, 'alpha' in command ? command.alpha : undefined]];
  }
}

/**
 * 102 223 6.5.4: an icon that does not explain itself needs a text beside it. 6.4.21: a timer is started with a value.
 * @throws ToolkitError with 0x32 or 0x36.
 */
function checkCommand(command: ProactiveCommand, end: number): void {
  for (const [icon, text] of iconsOf(command)) {
    if (icon === undefined || icon.selfExplanatory || (text !== undefined && text.text !== '')) continue;
    const reason = 'does not explain itself and has no text beside it';
    throw new ToolkitError('icon identifier (0x1E)', end, reason, generalResult.commandDataNotUnderstood);
  }
  const starts = command.type === 'timerManagement' && (command.details.qualifier & 0x03) === 0;
  if (starts && command.value === undefined) {
    throw new ToolkitError('timer value (0x25)', end, 'missing', generalResult.requiredValuesMissing);
  }
}

function decodeBody(
  header: Omit<CommandHeader, 'ignored'>,
  body: readonly ReceivedObject[],
  end: number,
): ProactiveCommand {
  const name = commandNames.get(header.details.commandType);
  if (name === undefined) {
    const objects = body.map(({ tag, comprehensionRequired, value }) => ({
      tag,
      comprehensionRequired,
      value,
    }));
    return { type: 'unknown', ...header, ignored: [], objects };
  }
  const { values, ignored } = decodeFields(commandLayouts[name].fields, body, end);
  // The table was chosen by the name, so name and values belong together.
  const command = { type: name, ...header, ...values, ignored } as ProactiveCommand;
  checkCommand(command, end);
  return command;
}

/**
 * A proactive command as the card sent it, from tag 0xD0 on.
 * @throws ToolkitError that names the object and the octet, with the general result the card is owed and, where they
 *   could be read, the details to answer with.
 */
export function decodeProactiveCommand(octets: Uint8Array): ProactiveCommand {
  const { tag, value, octet } = decodeBerTlv(octets);
  if (tag !== PROACTIVE_COMMAND_TAG) {
    const found = `0x${tag.toString(16)} is not 0xD0`;
    throw new ToolkitError('BER-TLV tag', 0, found, generalResult.commandDataNotUnderstood);
  }
  const objects = decodeDataObjects(value, octet);
  const header = decodeHeader(objects, lastOctet(octets));
  const body = objects.filter(object => !isHeader(object));
  return withDetails(header.details, () => decodeBody(header, body, lastOctet(octets)));
}

/**
 * The octets of a command. Objects stand in the order of the clause, ignored ones behind them.
 * @throws EncodeError for a value its object cannot carry.
 */
export function encodeProactiveCommand(command: ProactiveCommand): Uint8Array {
  const header = encodeFields(headerLayout, command);
  const body =
    command.type === 'unknown' ? command.objects : encodeFields(commandLayouts[command.type].fields, command);
  return encodeBerTlv(PROACTIVE_COMMAND_TAG, encodeDataObjects([...header, ...body, ...command.ignored]));
}
