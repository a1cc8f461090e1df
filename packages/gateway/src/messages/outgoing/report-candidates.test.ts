/** The clock of a service centre, as reports show it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { temporaryStore } from '../../store/testing.ts';
import { learnClock, type ReportRow } from './report-candidates.ts';

const YEAR = 366 * 24 * 3600_000;
/** When the segment was handed over. */
const HANDED = 2 * YEAR;

const report: ReportRow = {
  ...{ id: 1, port: 0, reference: 1, status: 0, imsi: '26201', recipient: '01', centre_time: null },
  ...{ received_steady: HANDED, time: 0, told: 0 },
};

describe('the difference to the clock of the service centre of a SIM', () => {
  const rows: [
    what: string,
    known: number | undefined,
    shown: Partial<ReportRow>,
    kept: number | undefined,
  ][] = [
    ['is that of the first report', undefined, { centre_time: HANDED + 5 }, 5],
    ['may be a year', undefined, { centre_time: HANDED + YEAR }, YEAR],
    ['may be a year back', undefined, { centre_time: HANDED - YEAR }, -YEAR],
    [
      'is not learnt from a stamp that is further out',
      undefined,
      { centre_time: HANDED + YEAR + 1 },
      undefined,
    ],
    ['nor from one that cannot be read', undefined, { centre_time: null }, undefined],
    ['nor from a report whose SIM is not known', undefined, { centre_time: HANDED, imsi: '' }, undefined],
    ['is corrected by a second', 5000, { centre_time: HANDED + 4000 }, 4000],
    ['is not corrected by less', 5000, { centre_time: HANDED + 4001 }, 5000],
  ];
  for (const [what, known, shown, kept] of rows)
    test(what, async () => {
      const store = temporaryStore(fakeClock());
      await store.write(database => {
        if (known !== undefined)
          database.run("INSERT INTO service_centre_clocks (imsi, clock_offset) VALUES ('26201', ?)", known);
        learnClock(database, { ...report, ...shown }, HANDED);
      });
      const found = store.read.get<{ at: number }>('SELECT clock_offset AS at FROM service_centre_clocks');
      store.close();
      assert.equal(found?.at, kept);
    });
});
