/** The log of a database as a file: what is cut off it is gone, and what stands before stays, whatever the size of a page. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openConnection } from './database.ts';
import { openLogFile } from './log-file.ts';

describe('a log that is cut back', () => {
  for (const pageSize of [512, 4096, 65_536])
    test(`keeps what was before the mark, with pages of ${pageSize} octets`, t => {
      const folder = mkdtempSync(join(tmpdir(), 'simgate-log-file-'));
      t.after(() => rmSync(folder, { recursive: true, force: true }));
      const file = join(folder, 'notes.db');
      const first = openConnection(file);
      first.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0`);
      first.exec("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('kept')");
      const log = openLogFile(file);
      const mark = log.mark();
      first.exec("INSERT INTO notes VALUES ('cut'); INSERT INTO notes VALUES ('off')");
      assert.ok(log.mark().frames > mark.frames);
      log.cutBack(mark);
      log.close();
      first.close();
      const second = openConnection(file);
      assert.deepEqual(
        second.all('SELECT text FROM notes').map(({ text }) => text),
        ['kept'],
      );
      second.close();
    });
});
