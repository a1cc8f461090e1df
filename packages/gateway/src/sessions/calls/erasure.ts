/** Erases the calls with a number that are over. */
import { erasureByScan } from '../../store/erasure.ts';

export const eraseCalls = erasureByScan({
  table: 'calls',
  condition: "ended IS NOT NULL AND ? IN (ltrim(source, '+'), ltrim(destination, '+'))",
  remove: (database, id) => {
    database.run('DELETE FROM calls WHERE id = ?', id);
    database.run('DELETE FROM call_legs WHERE call_id = ?', id);
  },
});
