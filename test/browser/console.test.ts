/**
 * The console in a browser, on a real gateway and a virtual network: how it looks, what it is for, and what goes wrong. One gateway and one
 * browser for all of it. `npm run console-run` is the full form, CONSOLE_SCREENSHOTS=folder keeps each page there as a picture.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { badLuck } from './parts/bad-luck.ts';
import { care } from './parts/care.ts';
import { dailyWork } from './parts/daily-work.ts';
import { look } from './parts/look.ts';
import { mainJobs } from './parts/main-jobs.ts';
import { reference } from './parts/reference.ts';
import { upkeep } from './parts/upkeep.ts';
import { type Console, fullForm, startConsole, type Visit, withoutBrowser } from './support/console.ts';

describe('the console', { skip: withoutBrowser, timeout: fullForm ? 7_200_000 : 1_800_000 }, () => {
  let running: Console;
  let visit: Visit;
  const shared = {
    get running() {
      return running;
    },
    get visit() {
      return visit;
    },
  };

  before(async () => {
    running = await startConsole();
  });
  after(() => running?.close());

  describe('looks well', () => look(shared));

  describe('is used', () => {
    before(async () => {
      visit = await running.open();
    });

    describe('for its main jobs', () => mainJobs(shared));
    describe('for daily work', () => dailyWork(shared));
    describe('for upkeep', () => upkeep(shared));
    describe('with care', () => care(shared));
    describe('with bad luck', () => badLuck(shared));

    test('and asks nobody else, and leaves no error', () => {
      assert.deepEqual(visit.foreign, []);
      assert.deepEqual(visit.errors, []);
    });
  });

  reference(shared);
});
