/** Reads USSD: dialogues with their turns, and the reply of a port. */
import { type UssdReason, ussdReasons } from '@simgate/api/contract';
import type { Database, Value } from '@simgate/daemon/store';
import { originOf, speakerOf, stateCode, stateOf } from './ussd-rows.ts';
import type { UssdDialogue, UssdFilter, UssdTurn } from './ussd-sessions.ts';

type DialogueRow = {
  id: number;
  port: number;
  imsi: string;
  origin: number;
  state: number;
  reason: string;
  reason_code: string;
  started: number;
  ended: number | null;
};
type TurnRow = { request_id: number | null; direction: number; text: string; at: number };

interface Condition {
  readonly term: string;
  readonly values: readonly Value[];
}

function oneOf(column: string, values: readonly Value[]): Condition {
  return {
    term: `${column} IN (${values.map(() => '?').join(', ')})`,
    values,
  };
}

function conditionsOf({ ports, states, requestId, before }: UssdFilter): Condition[] {
  return [
    ...(ports === undefined ? [] : [oneOf('port', ports)]),
    ...(states === undefined ? [] : [oneOf('state', states.map(stateCode))]),
    ...(requestId === undefined
      ? []
      : [{ term: 'id IN (SELECT dialogue_id FROM ussd_turns WHERE request_id = ?)', values: [requestId] }]),
    ...(before === undefined ? [] : [{ term: 'id < ?', values: [before] }]),
  ];
}

function turnsOf(database: Database, dialogueId: number): UssdTurn[] {
  return database
    .all<TurnRow>(
      'SELECT request_id, direction, text, at FROM ussd_turns WHERE dialogue_id = ? ORDER BY id',
      dialogueId,
    )
    .map(row => ({
      speaker: speakerOf(row.direction),
      requestId: row.request_id,
      text: row.text,
      at: row.at,
    }));
}

/** The newest first. */
export function queryDialogues(database: Database, filter: UssdFilter): UssdDialogue[] {
  const conditions = conditionsOf(filter);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ term }) => term).join(' AND ')}`;
  const rows = database.all<DialogueRow>(
    `SELECT id, port, imsi, origin, state, reason, reason_code, started, ended FROM ussd_dialogues ${where}
     ORDER BY id DESC LIMIT ?`,
    ...conditions.flatMap(({ values }) => values),
    filter.limit,
  );
  return rows.map(({ reason_code: code, ...row }) => ({
    ...row,
    origin: originOf(row.origin),
    state: stateOf(row.state),
    reasonCode: isUssdReason(code) ? code : '',
    turns: turnsOf(database, row.id),
  }));
}

export function queryReply(database: Database, port: number): string {
  return database.get<{ text: string }>('SELECT text FROM ussd_replies WHERE port = ?', port)?.text ?? '';
}

function isUssdReason(code: string): code is UssdReason {
  return Object.hasOwn(ussdReasons, code);
}
