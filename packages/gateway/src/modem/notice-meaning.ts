/** The meaning of a line that the modem sends by itself. */
import type { Notice } from '../at/command.ts';
import { nameOf } from '../at/fields.ts';
import {
  parseRegistration,
  type Registration,
  type RegistrationModes,
  registrationNames,
} from '../at/registration.ts';
import { type AtError, parseFinal } from '../at/result.ts';
import { parseSimLock, simLockOfError } from '../at/sim.ts';
import { isWhole, lengthIn, parseStoredNotice } from '../at/storage.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { readSignal } from '../dialects/signal-form.ts';
import type { RoutedPdu } from './sms/routed.ts';

export type NoticeMeaning =
  /** A message or report was stored; without an index, somewhere in `memory`. */
  | { readonly kind: 'stored'; readonly memory: string; readonly index?: number }
  /** A message was announced under an index that cannot be. */
  | { readonly kind: 'storedNowhere' }
  /** A message or report came directly and may wait for its acknowledgement. */
  | ({ readonly kind: 'routed' } & RoutedPdu)
  | { readonly kind: 'registration'; readonly registration: Registration }
  /** 0..31, as +CSQ has it. */
  | { readonly kind: 'signal'; readonly signal: number }
  | { readonly kind: 'simGone' }
  /** It may be gone, or another one may come. */
  | { readonly kind: 'simUnready' }
  | { readonly kind: 'simThere' }
  /** The module has started so far that SMS can be used. */
  | { readonly kind: 'ready' }
  /** Of a USSD session; read by the modem's USSD driver. */
  | { readonly kind: 'ussd' }
  | { readonly kind: 'storageFull' }
  /** The module has restarted. */
  | { readonly kind: 'booted' }
  | { readonly kind: 'other' };

const other: NoticeMeaning = { kind: 'other' };

/** @param modes <n> of the registrations, by which their notices are read */
export function meaningOfNotice(
  { line, pdu }: Notice,
  dialect: Dialect,
  modes: RegistrationModes = {},
): NoticeMeaning {
  const name = nameOf(line);
  switch (name) {
    case '+CUSD':
      return { kind: 'ussd' };
    case '+CMTI':
      return storedMeaning(line, name, false);
    case '+CDSI':
      return storedMeaning(line, name, dialect.reportIndexUnreliable);
    case '+CMT':
    case '+CDS':
      if (pdu === undefined) return other;
      return routedMeaning(line, pdu);
    default:
      if (registrationNames.includes(name)) return registrationMeaning(line, modes);
      return stateMeaning(line, dialect);
  }
}

function routedMeaning(line: string, pdu: string): NoticeMeaning {
  const length = lengthIn(line);
  return {
    ...{ kind: 'routed', pdu },
    ...(length !== undefined && { length }),
    ...(!isWhole(pdu, line) && { damaged: true }),
  };
}

/** -1 in sixteen bits; no storage has so many places. */
const MINUS_ONE = 0xffff;

function storedMeaning(line: string, name: string, anywhere: boolean): NoticeMeaning {
  const stored = parseStoredNotice(line, name);
  // Without storage and index (some print `+CMTI` alone) the standing storage is listed.
  if (stored === undefined)
    return /-\d+$/.test(line) ? { kind: 'storedNowhere' } : { kind: 'stored', memory: '' };
  if (stored.index >= MINUS_ONE) return { kind: 'storedNowhere' };
  return anywhere ? { kind: 'stored', memory: stored.memory } : { kind: 'stored', ...stored };
}

function registrationMeaning(line: string, modes: RegistrationModes): NoticeMeaning {
  const registration = parseRegistration(line, modes);
  return registration === undefined ? other : { kind: 'registration', registration };
}

function stateMeaning(line: string, dialect: Dialect): NoticeMeaning {
  const spelled = spellingOf(line);
  const beginsWith = (starts: readonly string[]) =>
    starts.some(start => startsWith(spelled, spellingOf(start)));
  if (beginsWith(dialect.boot)) return { kind: 'booted' };
  if (nameOf(line).trim() === '+CPIN') return simMeaning(line.replace(' :', ':'));
  if (beginsWith(dialect.simGone)) return { kind: 'simGone' };
  if (beginsWith(dialect.simThere)) return { kind: 'simThere' };
  if (beginsWith(dialect.ready)) return { kind: 'ready' };
  if (beginsWith(dialect.storageFull)) return { kind: 'storageFull' };
  return signalMeaning(line, dialect) ?? presumedMeaning(spelled, line, dialect);
}

/** Longer lines are no notices of this kind. */
const PRESUMED_LENGTH = 40;

/**
 * The meaning that the words of a line show where no dialect has it: makers spell the same notice in many ways, and firmware of one maker
 * speaks as that of another.
 */
function presumedMeaning(
  spelled: string,
  line: string,
  { notices, simGone, simThere }: Dialect,
): NoticeMeaning {
  if (spelled.length > PRESUMED_LENGTH) return other;
  const words = spelled.toLowerCase().replaceAll(/[-_]/g, '');
  const error = errorIn(line);
  if (isFull(words) || (error?.source === 'cms' && error.code === 322)) return { kind: 'storageFull' };
  if (error !== undefined && simLockOfError(error.source, error.code) !== undefined)
    return { kind: 'simUnready' };
  if (/(?:sms|pb|call)(?:init)?(?:ready|done|complete)/.test(words)) return { kind: 'ready' };
  const name = nameOf(line).trim();
  // A maker's notice that is known and not of the card is no sign.
  const isOfCard = [...simGone, ...simThere].some(start => nameOf(start) === name);
  const isKnown = notices.includes(name) && !isOfCard;
  return !isKnown && /sim|smins|uicc|iccid|imsi|qss|scks/i.test(name) ? { kind: 'simUnready' } : other;
}

/** `+SMS FULL`, `^SMMEMFULL`, `MESSAGE STORAGE FULL`, `+MEM: FULL`; not `smsfull,0`. */
function isFull(words: string): boolean {
  return /(?:sms|sim|msg|message|mem|memory|storage|box):?full/.test(words) && !/[:,]0$/.test(words);
}

/** The error of a line that answers no command: some modems report a full memory (27.005 3.2.5: 322) or a lost SIM by it. */
function errorIn(line: string): AtError | undefined {
  const result = parseFinal(line);
  return result === undefined || result.ok ? undefined : result.error;
}

function signalMeaning(line: string, dialect: Dialect): NoticeMeaning | undefined {
  for (const notice of dialect.signal) {
    const signal = readSignal(line, notice);
    if (signal !== undefined) return { kind: 'signal', signal };
  }
  return undefined;
}

/** +CPIN by itself, with or without a blank behind its colon (27.007 8.3). */
function simMeaning(line: string): NoticeMeaning {
  const lock = parseSimLock(line);
  if (lock === 'absent') return { kind: 'simGone' };
  return { kind: lock === 'busy' || lock === 'unknown' ? 'simUnready' : 'simThere' };
}

/** Blanks and quotes differ between firmwares of one maker: `+QSIMSTAT : 1,0`, `+QSIMSTAT: 1,0`. */
function spellingOf(line: string): string {
  return line.replaceAll(/[ "]/g, '');
}

/** `+WIND: 1` does not start `+WIND: 13`. */
function startsWith(line: string, start: string): boolean {
  return line.startsWith(start) && !/\d/.test(line.charAt(start.length));
}
