import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CommittedPlaces } from './committed-places.ts';

describe('places of the storage whose message is committed', () => {
  test('are known by memory, index and content, until they are deleted', () => {
    const places = new CommittedPlaces();
    places.note('ME,3', '07A1');
    assert.deepEqual(
      [places.has('ME,3', '07A1'), places.has('ME,3', '07A2'), places.has('ME,4', '07A1')],
      [true, false, false],
    );
    places.forget('ME,3');
    assert.equal(places.has('ME,3', '07A1'), false);
  });

  test('of the SIM itself are not remembered: it takes them along', () => {
    const places = new CommittedPlaces();
    places.note('SM,1', '07A1');
    assert.equal(places.has('SM,1', '07A1'), false);
  });

  test('are 256 at most: those that were noted longest ago go first', () => {
    const places = new CommittedPlaces();
    for (let index = 0; index < 256; index += 1) places.note(`ME,${index}`, 'A');
    // Noted anew.
    places.note('ME,0', 'B');
    places.note('ME,256', 'A');
    assert.deepEqual(
      [places.has('ME,0', 'B'), places.has('ME,1', 'A'), places.has('ME,2', 'A'), places.has('ME,256', 'A')],
      [true, false, true, true],
    );
  });
});
