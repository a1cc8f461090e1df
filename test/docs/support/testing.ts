/** One test for each block of the pages, run in the order of the page. */
import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import { blocksOf, isProse } from './page.ts';
import { PageRun } from './page-run.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** TypeScript of a page is one program: what a block makes the next ones use. */
function blocksToRun(page: string): ReturnType<typeof blocksOf> {
  const blocks = blocksOf(page).filter(block => !isProse(block) && block.marks['not run'] === undefined);
  const programs = blocks.filter(({ language }) => language === 'ts');
  const [first, ...others] = programs;
  if (first === undefined) return blocks;
  const whole = { ...first, code: [...programs.map(({ code }) => code), 'process.exit();'].join('\n') };
  return blocks.filter(block => !others.includes(block)).map(block => (block === first ? whole : block));
}

/** Declares the tests of these pages, which share a gateway. A block whose program is not installed is skipped by name. */
export function testPages(pages: readonly string[], ports = 8): void {
  let workshop: Workshop | undefined;
  before(async () => {
    workshop = await openWorkshop(ports);
  });
  after(() => workshop?.end());

  for (const page of pages) {
    const blocks = blocksToRun(page);
    if (blocks.length === 0) continue;
    describe(page, { timeout: 900_000 }, () => {
      let run: PageRun;
      before(() => {
        assert.ok(workshop);
        run = new PageRun(workshop, page);
      });
      after(() => run.end());
      for (const block of blocks)
        test(`line ${block.line}, ${block.language}`, async (context: TestContext) => {
          assert.notEqual(block.language, '', 'a block names its language; text is for pictures');
          const unable = await run.run(block);
          if (unable !== undefined) context.skip(unable);
        });
    });
  }
}
