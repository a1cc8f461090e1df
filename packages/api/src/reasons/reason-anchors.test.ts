import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { anchorOf, reasonAnchors, reasonGroups } from './reason-anchors.ts';
import { pageOfReason, writtenPage } from './reason-pages.ts';

const docs = new URL('../../../../docs/', import.meta.url);

describe('the anchor of a heading', () => {
  for (const [heading, anchor] of [
    ['No SIM', 'no-sim'],
    ['no_sim: There is no SIM', 'no_sim-there-is-no-sim'],
    ["It's 5 %, or (more)", 'its-5--or-more'],
    ['Ünder-score', 'ünder-score'],
  ] as const) {
    test(heading, () => assert.equal(anchorOf(heading), anchor));
  }
});

describe('the anchors of reasons', () => {
  test('are those of the headings of docs/reasons.md, numbered where two are alike', () => {
    const used = new Map<string, number>();
    const page = readFileSync(new URL('reasons.md', docs), 'utf8');
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
      const anchor = anchorOf(heading);
      const count = used.get(anchor) ?? 0;
      used.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${count}`;
    });
    const anchors = [...reasonAnchors().values()];
    assert.deepEqual(
      anchors.filter(anchor => !headings.includes(anchor)),
      [],
    );
    assert.equal(new Set(anchors).size, anchors.length);
    assert.ok(anchors.some(anchor => anchor.endsWith('-1')));
  });

  test('are one for each reason', () => {
    const keys = Object.entries(reasonGroups).flatMap(([group, reasons]) =>
      Object.keys(reasons).map(code => `${group}.${code}`),
    );
    assert.deepEqual([...reasonAnchors().keys()], keys);
  });
});

describe('the page about a reason', () => {
  test('is one that somebody wrote, or its part of the catalogue', () => {
    assert.equal(pageOfReason('port', 'no_sim'), 'symptoms/no-sim');
    assert.equal(pageOfReason('port', 'blocked'), 'reasons#port.blocked');
  });

  test('is there', () => {
    for (const [group, reasons] of Object.entries(reasonGroups))
      for (const code of Object.keys(reasons)) {
        const page = writtenPage(group as keyof typeof reasonGroups, code);
        if (page !== undefined) assert.ok(readFileSync(new URL(`${page}.md`, docs), 'utf8').length > 0);
      }
  });
});
