/** Commits over a queue that the test answers by hand. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fakeClock } from '../testing.ts';
import { type Changes, type Delivery, freshDelivery } from './delivery.ts';
import { PendingChanges, type Position } from './pending-changes.ts';
import type { Carried } from './subject-lanes.ts';

function delivery(id: number, subject = 's'): Delivery {
  return freshDelivery({ id, kind: 'sms', subject, at: 0, content: '{}' });
}

function carried(id: number): Carried {
  return { delivery: delivery(id), row: 'none', passedOver: false };
}

interface Commit {
  readonly changes: Changes;
  succeed(next?: ReadonlyMap<string, readonly Delivery[]>): Promise<void>;
  fail(): Promise<void>;
}

/** Changes whose commits wait for the test. */
function openChanges(position: () => Position = () => ({ place: 0, started: [] })) {
  const clock = fakeClock();
  const commits: Commit[] = [];
  const events: string[] = [];
  const unused = (): never => assert.fail('commits do not ask this');
  const changes = new PendingChanges({
    clock,
    position,
    queue: {
      ...{ hasSubject: unused, waiting: unused, load: unused, recover: unused, hurry: unused },
      commit: made => {
        const { promise, resolve, reject } =
          Promise.withResolvers<ReadonlyMap<string, readonly Delivery[]>>();
        commits.push({
          changes: made,
          succeed: async (next = new Map()) => {
            resolve(next);
            await turn();
          },
          fail: async () => {
            reject(new Error('disk full'));
            await turn();
          },
        });
        return promise;
      },
    },
    began: () => events.push('began'),
    committed: () => events.push('committed'),
    failed: error => events.push(String(error)),
  });
  return { clock, changes, commits, events };
}

describe('changes of a target', () => {
  test('of one moment go into one commit, and those that come during it into the next', async () => {
    const { changes, commits } = openChanges();
    changes.add({ taken: [1] });
    changes.add({ taken: [2], freed: ['s'] });
    await turn();
    changes.add({ taken: [3] });
    changes.add({ taken: [4] });
    assert.equal(commits.length, 1);
    assert.deepEqual(commits[0]?.changes.taken, [1, 2]);
    assert.deepEqual(commits[0]?.changes.freed, ['s']);
    await commits[0]?.succeed();
    assert.deepEqual(commits[1]?.changes.taken, [3, 4]);
    await commits[1]?.succeed();
    assert.equal(commits.length, 2);
    assert.equal(changes.isSaved, true);
  });

  test('take the position in the moment of the commit', async () => {
    let place = 5;
    const { changes, commits } = openChanges(() => ({ place, started: [] }));
    changes.save();
    place = 6;
    await turn();
    assert.equal(commits[0]?.changes.place, 6);
  });

  test('are counted until they are on their way to the disk', async () => {
    const { changes, commits } = openChanges();
    changes.add({ taken: [1, 2], held: [delivery(3)] });
    assert.equal(changes.size, 3);
    await turn();
    assert.equal(changes.size, 0);
    assert.equal(changes.isSaved, false);
    await commits[0]?.succeed();
    assert.equal(changes.isSaved, true);
  });

  test('that could not be stored are stored a second later, with what came since', async () => {
    const { changes, commits, clock, events } = openChanges();
    changes.add({ taken: [1] });
    await turn();
    await commits[0]?.fail();
    changes.add({ taken: [2] });
    await turn();
    assert.equal(commits.length, 1);
    clock.advance(1000);
    await turn();
    assert.deepEqual(commits[1]?.changes.taken, [1, 2]);
    await commits[1]?.succeed();
    assert.deepEqual(events, ['began', 'Error: disk full', 'began', 'committed']);
  });
});

describe('events under way', () => {
  test('have a row once a commit has succeeded', async () => {
    const one = carried(1);
    const { changes, commits } = openChanges(() => ({
      place: 2,
      started: one.row === 'written' ? [] : [one],
    }));
    changes.save();
    await turn();
    assert.equal(one.row, 'writing');
    assert.deepEqual(
      commits[0]?.changes.started.map(({ id }) => id),
      [1],
    );
    await commits[0]?.succeed();
    assert.equal(one.row, 'written');
  });

  test('that a commit could not store are in the next one', async () => {
    const one = carried(1);
    const { changes, commits, clock } = openChanges(() => ({
      place: 2,
      started: one.row === 'written' ? [] : [one],
    }));
    changes.save();
    await turn();
    await commits[0]?.fail();
    clock.advance(1000);
    await turn();
    assert.equal(commits[1]?.changes.started.length, 1);
    await commits[1]?.succeed();
    assert.equal(one.row, 'written');
  });
});

describe('the end', () => {
  test('commits what is left', async () => {
    const { changes, commits } = openChanges();
    changes.add({ taken: [1] });
    const finished = changes.finish();
    await turn();
    await commits[0]?.succeed();
    await finished;
    assert.deepEqual(commits[0]?.changes.taken, [1]);
  });

  test('does not wait for a disk that fails', async () => {
    const { changes, commits } = openChanges();
    changes.add({ taken: [1] });
    const finished = changes.finish();
    await turn();
    await commits[0]?.fail();
    await finished;
    assert.equal(commits.length, 1);
  });
});
