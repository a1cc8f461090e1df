/** Faults of an open page, judged in the browser. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Visit } from './console.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(options: object): Promise<{
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  }>;
}

/** Findings of axe that are serious or critical, once no colour changes any more. */
export async function seriousFindings({ page }: Visit): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const ending = document
      .getAnimations()
      .filter(one => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(ending.map(one => one.finished.catch(() => undefined)));
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(
          ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 200)}`,
        ),
      );
  });
}

interface Shift {
  readonly hadRecentInput: boolean;
  readonly value: number;
}

/** How far the layout has moved by itself since the last question, as browsers add it up; 0 is well. */
export function shiftOf({ page }: Visit): Promise<number> {
  return page.evaluate(async () => {
    const kept = globalThis as unknown as { shifts?: { sum: number } };
    if (kept.shifts === undefined) {
      const shifts = { sum: 0 };
      kept.shifts = shifts;
      const observer = new PerformanceObserver(list => {
        for (const { hadRecentInput, value } of list.getEntries() as unknown as Shift[])
          if (!hadRecentInput) shifts.sum += value;
      });
      observer.observe({ type: 'layout-shift', buffered: true });
    }
    // The browser reports what was painted a frame later.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const { sum } = kept.shifts;
    kept.shifts.sum = 0;
    return sum;
  });
}

/** By how many pixels the page is wider than the screen; 0 or less is well. */
export function overflowOf({ page }: Visit): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** Texts of the page itself that did not come from the file of its language: the pseudo-language puts brackets around those. */
export function hardCoded({ page }: Visit): Promise<string[]> {
  return page.evaluate(() => {
    const marked = /[⟦⟧·]/;
    const own =
      'bdi, [lang], .message-text, .cell-time, select, code, kbd, title, .fact, header a, [data-given]';
    return [...document.querySelectorAll('button, a, label, h1, h2, p, th, span, legend')]
      .filter(element => element.children.length === 0 && element.closest(own) === null)
      .map(element => element.textContent.trim())
      .filter(text => /\p{L}{3,}/u.test(text) && !marked.test(text));
  });
}
