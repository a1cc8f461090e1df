/** Writes USSD requests, dialogues and turns, each function inside its caller's transaction. */
import type { Database } from '@simgate/daemon/store';
import type { WritableJournal } from '../../store/journal.ts';
import type { UssdEnd, UssdEnding } from './ussd-dialogue.ts';
import { originCode, speakerCode, stateCode, type UssdOrigin } from './ussd-rows.ts';
import type { UssdSpeaker } from './ussd-sessions.ts';

/** Port and time of the text. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly steady: number;
}

/** Who and which request a dialogue belongs to at the moment. */
export interface Place {
  readonly dialogueId: number;
  readonly port: number;
  readonly imsi: string;
  readonly origin: UssdOrigin;
  readonly requestId: number | null;
}

export function addRequest(database: Database, text: string, { steady }: Moment): number {
  return database.run('INSERT INTO ussd_requests (text, steady) VALUES (?, ?)', text, steady).id;
}

export function openDialogue(
  database: Database,
  { port, imsi, origin }: Pick<Place, 'port' | 'imsi' | 'origin'>,
  { at, steady }: Moment,
): number {
  return database.run(
    'INSERT INTO ussd_dialogues (port, imsi, origin, state, started, steady) VALUES (?, ?, ?, ?, ?, ?)',
    port,
    imsi,
    originCode(origin),
    stateCode('asking'),
    at,
    steady,
  ).id;
}

export function addTurn(
  database: Database,
  { dialogueId, requestId }: Pick<Place, 'dialogueId' | 'requestId'>,
  speaker: UssdSpeaker,
  text: string,
  { at }: Moment,
): void {
  database.run(
    'INSERT INTO ussd_turns (dialogue_id, request_id, direction, text, at) VALUES (?, ?, ?, ?, ?)',
    dialogueId,
    requestId,
    speakerCode(speaker),
    text,
    at,
  );
}

export function setState(database: Database, dialogueId: number, state: 'asking' | 'waiting'): void {
  database.run('UPDATE ussd_dialogues SET state = ? WHERE id = ?', stateCode(state), dialogueId);
}

/** An end with a last text of the network: there is nothing to explain. */
export interface WellEnded {
  readonly end: UssdEnd;
  readonly code: '';
  readonly text: '';
}

export function closeDialogue(
  database: Database,
  dialogueId: number,
  { end, code, text }: UssdEnding | WellEnded,
  { at }: Moment,
): void {
  database.run(
    'UPDATE ussd_dialogues SET state = ?, reason = ?, reason_code = ?, ended = ? WHERE id = ?',
    stateCode(end),
    text,
    code,
    at,
    dialogueId,
  );
}

export function keepReply(database: Database, port: number, text: string): void {
  database.run('INSERT OR REPLACE INTO ussd_replies (port, text) VALUES (?, ?)', port, text);
}

/** Where a text is written. */
export interface Writing {
  readonly database: Database;
  readonly journal: WritableJournal;
  readonly place: Place;
  readonly moment: Moment;
}

/**
 * A text for whoever asked: a turn, the port's reply and an event, in one transaction. No client waits for what the balance watch asked:
 * that is a turn alone.
 */
export function recordText(
  { database, journal, place, moment }: Writing,
  speaker: UssdSpeaker,
  text: string,
): void {
  addTurn(database, place, speaker, text, moment);
  const { origin, ...rest } = place;
  if (origin === 'balance') return;
  keepReply(database, place.port, text);
  journal.append(database, { kind: 'ussd', ...rest, text });
}
