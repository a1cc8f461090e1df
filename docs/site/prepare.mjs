/**
 * The pages of docs/ as Starlight wants them: the title in front matter, links to places of the site. The pages themselves stay as they are
 * read in the repository; what is written here, into src/content/docs, is no source.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const docs = join(import.meta.dirname, '..');
const target = join(import.meta.dirname, 'src/content/docs');
/** Where files stand that are no pages of the site. */
const REPOSITORY = 'https://github.com/simgate/simgate/blob/main/';

/** docs/do/upgrade.md is the page do/upgrade, a README the page of its folder. */
function slugOf(page) {
  return page
    .replace(/\.md$/, '')
    .replace(/(^|\/)README$/, '$1')
    .replace(/\/$/, '')
    .toLowerCase();
}

function placeOf(page, link, base) {
  if (/^([a-z]+:|#)/.test(link)) return link;
  const [file, anchor] = link.split('#');
  const path = posix.normalize(posix.join(posix.dirname(page), file));
  const behind = anchor === undefined ? '' : `#${anchor}`;
  if (path.startsWith('..')) return `${REPOSITORY}${path.replace(/^(\.\.\/)+/, '')}${behind}`;
  if (!path.endsWith('.md') || !existsSync(join(docs, path))) return `${REPOSITORY}docs/${path}`;
  return `${posix.join(base, slugOf(path), '/')}${behind}`;
}

function withPlaces(page, text, base) {
  const isCode = /^```/;
  let inside = false;
  return text
    .split('\n')
    .map(line => {
      if (isCode.test(line)) inside = !inside;
      return inside
        ? line
        : line.replaceAll(/\]\(([^)\s]+)\)/g, (_, link) => `](${placeOf(page, link, base)})`);
    })
    .join('\n');
}

/** The sections of docs/README.md with their pages, in its order. */
function sidebarOf(text) {
  return text
    .split(/^## /m)
    .slice(1)
    .map(section => {
      const [label = ''] = section.split('\n');
      const links = [...section.matchAll(/\[([^\]]*)\]\(([^)#]+\.md)\)/g)];
      return {
        label,
        items: links.map(([, title, file]) => ({
          label: title.replace(/^./, one => one.toUpperCase()),
          slug: slugOf(file),
        })),
      };
    })
    .map(group =>
      group.label === 'By symptom'
        ? { ...group, items: [{ autogenerate: { directory: 'symptoms' } }] }
        : group,
    );
}

/** Writes the pages. @param base the path that the site has, with a slash at both ends @returns the side bar */
export function preparePages(base) {
  rmSync(target, { recursive: true, force: true });
  for (const page of globSync('**/*.md', { cwd: docs, exclude: name => name === 'site' || name === 'adr' })) {
    const text = readFileSync(join(docs, page), 'utf8');
    const [heading = '', title = page] = /^# (.*)\n/m.exec(text) ?? [];
    const file = join(target, page.replace(/(^|\/)README\.md$/, '$1index.md'));
    mkdirSync(dirname(file), { recursive: true });
    const body = withPlaces(page, text.replace(heading, ''), base);
    writeFileSync(file, `---\ntitle: ${JSON.stringify(title)}\n---\n${body}`);
  }
  return { sidebar: sidebarOf(readFileSync(join(docs, 'README.md'), 'utf8')) };
}
