/** +STKPCI: the card's commands by name, their fields in digits (SIM800 Series AT Command Manual V1.09 5). */

import { objectOf } from '../card/data-objects.ts';
import { type CardCommand, commandTypes, tagNumbers } from '../card/proactive-command.ts';
import { toHex } from '../sms/hex.ts';
import { codedItemsOf, lengthsOf } from './command-reading.ts';
import { noticeType } from './permissions.ts';

/** Two hexadecimal digits. */
function twoDigits(octet: number): string {
  return toHex(Uint8Array.of(octet));
}

/** "If <alpha id> = 0, the alpha id is null": so with all that is absent or empty. */
function digits(octets: Uint8Array | undefined): string {
  return octets === undefined || octets.length === 0 ? '0' : toHex(octets);
}

function field({ objects }: CardCommand, tag: number): string {
  return digits(objectOf(objects, tag));
}

/** Items with their text as it stands on the card. */
export function itemFields(command: CardCommand): { readonly identifier: number; readonly digits: string }[] {
  return codedItemsOf(command).map(({ identifier, octets }) => ({ identifier, digits: digits(octets) }));
}

type Fields = (command: CardCommand) => readonly (string | number)[];

const text: Fields = command => [command.qualifier, field(command, tagNumbers.text)];
const list: Fields = command => [itemFields(command).length, field(command, tagNumbers.alpha)];
function withAlpha(...tags: readonly number[]): Fields {
  return command => [field(command, tagNumbers.alpha), ...tags.map(tag => field(command, tag))];
}

/** <Min length> and <Max length> are hexadecimal. */
const input: Fields = command => {
  const { minimum, maximum } = lengthsOf(command);
  return [...text(command), twoDigits(minimum), twoDigits(maximum)];
};

/** A command without any of the fields was seen as its bare name. */
const tone: Fields = command => {
  const { objects } = command;
  const [alpha, sound, duration] = [tagNumbers.alpha, tagNumbers.tone, tagNumbers.duration].map(tag =>
    objectOf(objects, tag),
  );
  if ((alpha ?? sound ?? duration) === undefined) return [];
  return [digits(alpha), digits(sound), ...[...(duration ?? [])].map(twoDigits)];
};

const namedNotices = new Map<number, readonly [name: string, fields: Fields]>([
  [commandTypes.displayText, ['DISPLAY TEXT', text]],
  [commandTypes.getInkey, ['GET INKEY', text]],
  [commandTypes.getInput, ['GET INPUT', input]],
  [commandTypes.playTone, ['PLAY TONE', tone]],
  [commandTypes.setUpMenu, ['SET UP MENU', list]],
  [commandTypes.selectItem, ['SELECT ITEM', list]],
  [commandTypes.sendShortMessage, ['SEND SHORT MESSAGE', withAlpha(tagNumbers.address, tagNumbers.tpdu)]],
  [commandTypes.sendSs, ['SEND SS', withAlpha(tagNumbers.serviceString)]],
  [commandTypes.sendUssd, ['SEND USSD', withAlpha(tagNumbers.ussd)]],
  [commandTypes.setUpCall, ['SETUP CALL', withAlpha(tagNumbers.address)]],
  [commandTypes.setUpIdleModeText, ['SET UP IDLE MODE TEXT', command => [field(command, tagNumbers.text)]]],
  [commandTypes.sendDtmf, ['SEND DTMF', withAlpha(tagNumbers.dtmf)]],
]);

/** The notice of a command, or of the session's end; none for a command that has no name. */
export function namedLines(command: CardCommand | undefined): readonly string[] {
  if (command === undefined) return ['+STKPCI: 2'];
  const named = namedNotices.get(command.type);
  if (named === undefined) return [];
  const [name, fields] = named;
  const line = [noticeType(command.type), name, ...fields(command)].join(',');
  return [line, ...itemLines(command)].map(rest => `+STKPCI: ${rest}`);
}

function itemLines(command: CardCommand): string[] {
  return itemFields(command).map(({ identifier, digits }, position) =>
    [0, 'ITEM', position + 1, twoDigits(identifier), digits].join(','),
  );
}
