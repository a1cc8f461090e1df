import assert from 'node:assert/strict';
import { join, posix } from 'node:path';
import { describe, test } from 'node:test';
import {
  alarmReasons,
  deviceReasons,
  messageReasons,
  pageOfReason,
  portReasons,
} from '@simgate/api/contract';
import { manualPages } from './manual.ts';

const pages = new Map(
  manualPages(join(import.meta.dirname, '../../../docs')).map(({ name, html }) => [name, html]),
);

function isThere(name: string, anchor: string | undefined): boolean {
  const html = pages.get(name);
  return html !== undefined && (anchor === undefined || html.includes(`id="${anchor}"`));
}

/** The page that a link leads to, by its name; undefined where it leads out of the manual. */
function targetOf(href: string, from: string): { name: string; anchor: string | undefined } | undefined {
  const [path = '', anchor] = href.split('#');
  const target = path === '' ? `docs/${from}` : posix.join('docs', posix.dirname(from), path);
  return target.startsWith('docs/') ? { name: target.slice('docs/'.length), anchor } : undefined;
}

describe('links of the manual', () => {
  for (const [name, html] of pages)
    test(`${name} leads to pages and headings that are there`, () => {
      const [, main = ''] = html.split('<main>');
      const links = [...main.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => href);
      const dead = links.filter(href => {
        if (/^[a-z]+:/.test(href)) return false;
        const target = targetOf(href, name);
        return target === undefined || !isThere(target.name, target.anchor);
      });
      assert.deepEqual(dead, []);
    });
});

describe('pages of the manual', () => {
  test('have no comments, and no picture that is not there', () => {
    for (const html of pages.values()) assert.doesNotMatch(html, /<!--|<img/);
  });

  test('of a folder lead back to the console and its styles', () => {
    const html = pages.get('symptoms/no-sim') ?? '';
    assert.match(html, /<title>No SIM · simgate<\/title>/);
    assert.match(html, /href="\.\.\/\.\.\/assets\/manual\.css"/);
    assert.match(html, /<a href="\.\.\/\.\.\/">Console<\/a>/);
    assert.match(html, /<a href="the-port-is-silent">The port goes silent<\/a>/);
  });

  test('show code as it is', () => {
    assert.match(pages.get('do/receive-in-your-program') ?? '', /<code>&lt;\?php/);
  });
});

describe('reasons have a page', () => {
  const groups = { port: portReasons, message: messageReasons, alarm: alarmReasons, device: deviceReasons };
  for (const [group, reasons] of Object.entries(groups))
    test(`of the group ${group}`, () => {
      for (const code of Object.keys(reasons)) {
        const page = pageOfReason(group as keyof typeof groups, code);
        const [name = '', anchor] = page.split('#');
        assert.ok(isThere(name, anchor), `${code}: ${page}`);
      }
    });
});
