import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type ObstacleKind,
  type PortAction,
  type PortEvent,
  type PortState,
  reopenDelay,
  transition,
} from './lifecycle.ts';

const MAXIMUM = 60_000;

function closed(failures: number): PortState {
  return { phase: 'closed', failures };
}
function opening(failures: number): PortState {
  return { phase: 'opening', failures };
}
function raising(failures: number, again = false): PortState {
  return { phase: 'raising', failures, again };
}
function waiting(obstacle: ObstacleKind): PortState {
  return {
    phase: 'waiting',
    failures: 0,
    obstacle,
  };
}
function serving(failures: number): PortState {
  return { phase: 'serving', failures };
}
function silent(step: 'escape' | 'reset'): PortState {
  return { phase: 'silent', failures: 2, step };
}
const stopped: PortState = { phase: 'stopped' };

function event(type: Exclude<PortEvent['type'], 'obstacle'>): PortEvent {
  return { type };
}
function obstacle(kind: ObstacleKind): PortEvent {
  return { type: 'obstacle', obstacle: kind };
}
function act(type: Exclude<PortAction['type'], 'wait'>): PortAction {
  return { type };
}
function wait(milliseconds: number): PortAction {
  return { type: 'wait', milliseconds };
}

const rows: [why: string, from: PortState, event: PortEvent, to: PortState, actions: PortAction[]][] = [
  ['a start opens', stopped, event('start'), opening(0), [act('open')]],
  ['an open device is brought up', opening(0), event('opened'), raising(0), [act('raise')]],
  ['one that does not open is tried later', opening(0), event('openFailed'), closed(1), [wait(1000)]],
  ['and later each time', opening(3), event('openFailed'), closed(4), [wait(8000)]],
  ['up to the longest delay', opening(30), event('openFailed'), closed(31), [wait(MAXIMUM)]],
  ['the delay over, it is opened again', closed(4), event('due'), opening(4), [act('open')]],
  [
    'plugged in again, at once and as if for the first time',
    closed(9),
    event('plugged'),
    opening(0),
    [act('open')],
  ],
  ['plugged in while it serves changes nothing', serving(1), event('plugged'), serving(1), []],
  ['the top of the ladder serves', raising(1), event('raised'), serving(1), [act('serve')]],
  ['a restart while climbing is remembered', raising(1), event('rebooted'), raising(1, true), []],
  ['and the ladder climbed again', raising(1, true), event('raised'), raising(1), [act('raise')]],
  ['also where an obstacle was met', raising(1, true), obstacle('busy'), raising(1), [act('raise')]],
  ['without a SIM it waits', raising(0), obstacle('noSim'), waiting('noSim'), [wait(10_000)]],
  ['a starting SIM is asked soon', raising(0), obstacle('busy'), waiting('busy'), [wait(3000)]],
  ['a PIN takes longer', raising(0), obstacle('pin'), waiting('pin'), [wait(60_000)]],
  ['an inserted SIM ends the waiting', waiting('noSim'), event('simThere'), raising(0), [act('raise')]],
  ['a restart too', waiting('pin'), event('rebooted'), raising(0), [act('raise')]],
  ['and the delay', waiting('pin'), event('due'), raising(0), [act('raise')]],
  ['a SIM that is not there cannot go', waiting('noSim'), event('simGone'), waiting('noSim'), []],
  ['a pulled SIM ends serving', serving(0), event('simGone'), waiting('noSim'), [wait(10_000)]],
  ['a restart of the module too', serving(2), event('rebooted'), raising(2), [act('raise')]],
  ['a SIM that is there changes nothing', serving(0), event('simThere'), serving(0), []],
  ['a port that served long is trusted again', serving(3), event('settled'), serving(0), []],
  ['a silent modem gets ESC and Ctrl-Z', serving(2), event('silent'), silent('escape'), [act('escape')]],
  ['also while climbing', raising(2), event('silent'), silent('escape'), [act('escape')]],
  ['then a reset', silent('escape'), event('silent'), silent('reset'), [act('reset')]],
  ['then the device is opened anew', silent('reset'), event('silent'), closed(3), [act('close'), wait(4000)]],
  ['one that answers again is set up anew', silent('escape'), event('answered'), raising(2), [act('raise')]],
  ['also behind the reset', silent('reset'), event('answered'), raising(2), [act('raise')]],
  ['a lost device is opened again', serving(0), event('linkLost'), closed(1), [wait(1000)]],
  ['also while it is silent', silent('reset'), event('linkLost'), closed(3), [wait(4000)]],
  ['one that is lost twice is lost once', closed(1), event('linkLost'), closed(1), []],
  ['a stop closes', serving(0), event('stop'), stopped, [act('close')]],
  ['also while it is opened', opening(1), event('stop'), stopped, [act('close')]],
  ['a stopped port stays so', stopped, event('due'), stopped, []],
  ['whatever its modem says', stopped, event('silent'), stopped, []],
];

describe('life of a port', () => {
  for (const [why, from, happened, to, actions] of rows)
    test(`${from.phase}, ${happened.type}: ${why}`, () =>
      assert.deepEqual(transition(from, happened, MAXIMUM), { state: to, actions }));

  test('doubles the delay before reopening up to the longest', () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map(failures => reopenDelay(failures, MAXIMUM));
    assert.deepEqual(delays, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  const delays: Readonly<Record<ObstacleKind, number>> = {
    ...{ busy: 3000, starting: 3000, radioOff: 3000, noSim: 10_000, noImsi: 10_000 },
    ...{ sim: 60_000, pin: 60_000, puk: 60_000, slot: 60_000, off: 60_000, noSms: 60_000 },
  };
  for (const [kind, milliseconds] of Object.entries(delays) as [ObstacleKind, number][])
    test(`climbs the ladder again ${milliseconds / 1000} s after ${kind}`, () =>
      assert.deepEqual(transition(raising(0), obstacle(kind), MAXIMUM), {
        ...{ state: waiting(kind), actions: [wait(milliseconds)] },
      }));
});
