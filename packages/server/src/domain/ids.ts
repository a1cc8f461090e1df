/**
 * Public ids. An id sorts by the time of its making and ends with its partition, so that a look-up knows where the row lives:
 * 9 characters of time, 3 that count within a millisecond, 8 of chance for the process, 2 hex digits of the partition.
 */
import { randomBytes } from 'node:crypto';

/** Partitions are fixed at the first migration: each row carries its own. */
export const PARTITIONS = 256;

/** Crockford's Base32 in lower case: sorts as its values do, and has no letter that is read as a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

const TIME_CHARACTERS = 9;
const COUNT_CHARACTERS = 3;
const PROCESS_BYTES = 5;
const MOST_IN_A_MILLISECOND = 32 ** COUNT_CHARACTERS;

function base32(value: number, characters: number): string {
  let text = '';
  let rest = value;
  for (let place = 0; place < characters; place++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Makes ids of one process. */
export interface IdMaker {
  /** @param part 0..255 */
  next(part: number): string;
}

/** 40 random bits distinguish the processes of one server. */
function processCharacters(chance: Uint8Array): string {
  return base32(
    chance.reduce((value, byte) => value * 256 + byte, 0),
    8,
  );
}

/**
 * Ids of this process rise even when the wall clock goes back.
 * @param now wall time in milliseconds since 1970
 * @param chance five bytes
 */
export function createIdMaker(now: () => number, chance: Uint8Array = randomBytes(PROCESS_BYTES)): IdMaker {
  const process = processCharacters(chance);
  let time = 0;
  let count = 0;
  let head = '';
  const advance = (): void => {
    const wall = Math.floor(now());
    count++;
    if (wall <= time && count < MOST_IN_A_MILLISECOND) return;
    time = Math.max(wall, time + 1);
    count = 0;
    head = base32(time, TIME_CHARACTERS);
  };
  return {
    next: part => {
      advance();
      return `${head}${base32(count, COUNT_CHARACTERS)}${process}${part.toString(16).padStart(2, '0')}`;
    },
  };
}

/** The partition in which the row of an id was made. */
export function partOf(id: string): number {
  return Number.parseInt(id.slice(-2), 16);
}

/** The partition of a thing that has no gateway, such as an opted-out number: the same in every process (FNV-1a). */
export function partOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % PARTITIONS;
}
