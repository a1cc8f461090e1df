import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Delivery, freshDelivery } from './delivery.ts';
import { type Lane, SubjectLanes } from './subject-lanes.ts';

function delivery(id: number, subject: string, attempts = 0): Delivery {
  return { ...freshDelivery({ id, kind: 'sms', subject, at: 0, content: '{}' }), attempts };
}

function laneOf(lanes: SubjectLanes, subject: string): Lane {
  const lane = lanes.get(subject);
  assert.ok(lane !== undefined);
  return lane;
}

describe('lanes of subjects', () => {
  test('are ready in the order in which they were opened, each sort for itself', () => {
    const lanes = new SubjectLanes();
    lanes.open(delivery(1, 'a'), false);
    lanes.open(delivery(2, 'b', 3), true);
    lanes.open(delivery(3, 'c'), false);
    assert.equal(lanes.takeReady('fresh')?.subject, 'a');
    assert.equal(lanes.takeReady('retry')?.subject, 'b');
    assert.equal(lanes.hasFresh, true);
    assert.equal(lanes.takeReady('fresh')?.subject, 'c');
    assert.equal(lanes.takeReady('fresh'), undefined);
    assert.equal(lanes.isReady, false);
  });

  test('let one event at a time be tried', () => {
    const lanes = new SubjectLanes();
    lanes.open(delivery(1, 'a'), false);
    const lane = lanes.takeReady('fresh');
    assert.ok(lane !== undefined);
    lanes.append(lane, delivery(2, 'a'), false);
    assert.equal(lanes.takeReady('fresh'), undefined);
    lanes.shift(lane);
    lanes.makeReady(lane);
    assert.equal(lanes.takeReady('fresh')?.line[0]?.delivery.id, 2);
  });

  test('an event of the queue has its row', () => {
    const lanes = new SubjectLanes();
    lanes.open(delivery(1, 'a'), true);
    lanes.open(delivery(2, 'b'), false);
    assert.deepEqual(
      [...lanes.carried()].map(({ row }) => row),
      ['written', 'none'],
    );
  });

  test('count what is in memory', () => {
    const lanes = new SubjectLanes();
    lanes.open(delivery(1, 'a'), false);
    const lane = laneOf(lanes, 'a');
    for (const id of [2, 3, 4]) lanes.append(lane, delivery(id, 'a'), false);
    assert.equal(lanes.count, 4);
    assert.deepEqual(
      lanes.cutTail(lane).map(one => one.delivery.id),
      [2, 3, 4],
    );
    assert.equal(lanes.count, 1);
    lanes.shift(lane);
    lanes.shift(lane);
    assert.equal(lanes.count, 0);
    lanes.close(lane);
    assert.equal(lanes.get('a'), undefined);
  });
});
