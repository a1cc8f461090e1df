/** The ties between the pages: links and anchors, words that a screen really shows, a block unrun only for a reason. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { anchorOf, renderSymptoms } from '../../packages/api/src/contract-entry.ts';
import { catalogue } from '../../packages/cli/src/program/catalogue.ts';
import { allPages, blocksOf, isProse, root, textOf } from './support/page.ts';
import { symptomPages } from './support/symptom-pages.ts';

const pages = allPages();

function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
}

/** Anchors of headings; equal ones are counted. */
function anchorsOf(page: string): Set<string> {
  const text = textOf(page).replaceAll(/^```[\s\S]*?^```/gm, '');
  const anchors = new Set<string>();
  for (const [, heading = ''] of text.matchAll(/^#+ (.*)$/gm)) {
    const anchor = anchorOf(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    let name = anchor;
    for (let count = 1; anchors.has(name); count++) name = `${anchor}-${count}`;
    anchors.add(name);
  }
  return anchors;
}

/** Links of a page that lead nowhere. Addresses of the web are not looked at: tests run without a network. */
function deadLinks(page: string): string[] {
  const links = [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter(link => {
    if (/^[a-z]+:/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? page : relative(root, join(root, dirname(page), file));
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(target).has(anchor);
  });
}

describe('links of pages', () => {
  for (const page of pages) test(page, () => assert.deepEqual(deadLinks(page), []));
});

test('every page of docs/ is reached from docs/README.md', () => {
  const reached = new Set(['docs/README.md']);
  for (const page of reached)
    for (const [, link = ''] of withoutCode(textOf(page)).matchAll(/\]\(([^)#\s]+)/g)) {
      const target = relative(root, join(root, dirname(page), link));
      if (/^docs\/.*\.md$/.test(target)) reached.add(target);
    }
  const absent = pages.filter(
    page => page.startsWith('docs/') && !page.startsWith('docs/adr/') && !reached.has(page),
  );
  assert.deepEqual(absent, []);
});

test('at most one block of code in ten is not run, each for a reason', () => {
  const blocks = pages.flatMap(page => blocksOf(page)).filter(block => !isProse(block));
  const unrun = blocks.filter(({ marks }) => marks['not run'] !== undefined);
  for (const { page, line, marks } of unrun)
    assert.ok((marks['not run'] ?? '').length > 8, `${page}:${line}`);
  assert.ok(unrun.length <= blocks.length / 10, `${unrun.length} of ${blocks.length}`);
});

test('every block says its language; text is for pictures', () => {
  const without = pages.flatMap(page => blocksOf(page)).filter(({ language }) => language === '');
  assert.deepEqual(
    without.map(({ page, line }) => `${page}:${line}`),
    [],
  );
});

describe('docs/symptoms', () => {
  const sources = globSync('packages/*/{src,bin}/**/*.{ts,tsx,js}', {
    cwd: root,
    exclude: name => /\.test\.ts/.test(name),
  })
    .map(file => readFileSync(join(root, file), 'utf8'))
    .join('\n');

  test('lists every sentence of the catalogue', () => {
    assert.equal(textOf('docs/symptoms/README.md'), renderSymptoms(symptomPages()), 'run npm run docs');
  });

  for (const { file } of symptomPages())
    test(`${file} has the very words of the screen`, () => {
      const words = [...textOf(`docs/symptoms/${file}`).matchAll(/^- "(.*)"$/gm)].map(
        ([, text = '']) => text,
      );
      for (const each of words) assert.ok(sources.includes(each), `nothing shows "${each}"`);
    });
});

describe('docs/command-line.md', () => {
  const page = textOf('docs/command-line.md');
  const elsewhere = new Set(['gateway', 'simulator', 'fleet', 'server', 'doctor', 'backup', 'restore']);
  for (const name of Object.keys(catalogue).filter(each => !elsewhere.has(each)))
    test(`simgate ${name} has its place`, () => assert.match(page, new RegExp(`simgate ${name}\\b`)));
});
