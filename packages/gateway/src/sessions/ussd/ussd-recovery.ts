/** Closes the dialogues that a restart cut, and removes old ones. */

import type { Database } from '@simgate/daemon/store';
import type { RetentionConfig } from '../../config/schema.ts';
import type { WritableJournal } from '../../store/journal.ts';
import { endings } from './ussd-dialogue.ts';
import { closeDialogue, type Moment, type Place, recordText } from './ussd-record.ts';
import { originOf, stateCode } from './ussd-rows.ts';

type Open = {
  id: number;
  port: number;
  imsi: string;
  origin: number;
  state: number;
  request_id: number | null;
};

/** Closes the dialogues up to this id that the last run left open; whoever waits for an answer gets one. Returns how many there were. */
export function closeInterrupted(
  database: Database,
  journal: WritableJournal,
  upTo: number,
  moment: Moment,
): number {
  const open = database.all<Open>(
    `SELECT id, port, imsi, origin, state,
       (SELECT request_id FROM ussd_turns WHERE dialogue_id = ussd_dialogues.id ORDER BY id DESC LIMIT 1) AS request_id
     FROM ussd_dialogues WHERE state < ? AND id <= ? ORDER BY id`,
    stateCode('done'),
    upTo,
  );
  for (const { id, port, imsi, origin, state, request_id: requestId } of open) {
    const place: Place = { dialogueId: id, port, imsi, origin: originOf(origin), requestId };
    if (state === stateCode('asking'))
      recordText({ database, journal, place, moment }, 'gateway', endings.restarted.text);
    closeDialogue(database, id, endings.restarted, moment);
  }
  return open.length;
}

const DAY = 24 * 3600_000;
/** Dialogues removed in one transaction. */
export const RETENTION_STEP = 200;

/** Removes ended dialogues that are old or too many, with their turns; returns how many. */
export function removeOldDialogues(
  database: Database,
  { events: days, maximumRows }: Pick<RetentionConfig, 'events' | 'maximumRows'>,
  steady: number,
): number {
  const newest = database.number('SELECT max(id) FROM ussd_dialogues');
  const due = database.all<{ id: number }>(
    `SELECT id FROM (SELECT id, state, steady FROM ussd_dialogues ORDER BY id LIMIT ${RETENTION_STEP})
     WHERE state >= ? AND (steady < ? OR id <= ?)`,
    stateCode('done'),
    days === 0 ? Number.MIN_SAFE_INTEGER : steady - days * DAY,
    maximumRows === 0 ? 0 : newest - maximumRows,
  );
  for (const { id } of due) {
    database.run('DELETE FROM ussd_turns WHERE dialogue_id = ?', id);
    database.run('DELETE FROM ussd_dialogues WHERE id = ?', id);
  }
  if (days > 0) database.run('DELETE FROM ussd_requests WHERE steady < ?', steady - days * DAY);
  return due.length;
}
