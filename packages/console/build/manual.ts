/** The manual as web pages, made of the Markdown in `docs/`: the gateway serves them below `/docs/`, so that they are there without a network. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { anchorOf, reasonAnchors } from '@simgate/api/reasons';
import { Marked, type RendererObject, type Tokens } from 'marked';

/** A page of the manual. */
export interface ManualPage {
  /** Below `/docs/`: `symptoms/no-sim`; that of a README is `index` in its folder. */
  readonly name: string;
  readonly html: string;
}

const SOURCES = '{*,{adr,do,learn,symptoms,understand}/*}.md';

/** The name of the page of a file. */
function nameOf(file: string): string {
  return file.replace(/\.md$/, '').replace(/(^|\/)README$/, '$1index');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Where a link of a page leads; undefined where no page of the manual is there. */
function addressOf(href: string, from: string, files: ReadonlySet<string>): string | undefined {
  if (/^[a-z]+:|^#/.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const file = posix.join(posix.dirname(from), path);
  if (!files.has(file)) return undefined;
  const address = posix.relative(posix.dirname(from), nameOf(file));
  return anchor === undefined ? address : `${address}#${anchor}`;
}

/** Anchors of a page as GitHub makes them: equal ones are numbered. */
function anchors(): (heading: string) => string {
  const used = new Map<string, number>();
  return heading => {
    const anchor = anchorOf(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    const count = used.get(anchor) ?? 0;
    used.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  };
}

/** Reasons are found by their key too, which stays when their words change: `reasons#port.no_sim`. */
const keys = new Map([...reasonAnchors()].map(([key, anchor]) => [anchor, key]));

/** The forms of a page that differ from those of the library. What is wider than the screen can be scrolled with the keyboard. */
function rendererFor(file: string, files: ReadonlySet<string>): RendererObject {
  const anchor = anchors();
  return {
    heading({ tokens, depth, text }) {
      const own = anchor(text);
      const key = file === 'reasons.md' ? keys.get(own) : undefined;
      const mark = key === undefined ? '' : `<span id="${key}"></span>`;
      return `<h${depth} id="${own}">${mark}${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      const address = addressOf(href, file, files);
      return address === undefined ? text : `<a href="${escaped(address)}">${text}</a>`;
    },
    /** Pictures stay in the repository. */
    image: ({ text }) => escaped(text),
    code: ({ text }: Tokens.Code) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`,
    /** Comments are for the test that runs the blocks. */
    html: ({ text }) => (text.startsWith('<!--') ? '' : text),
  };
}

/** Tables get a frame that scrolls. */
function withFrames(html: string): string {
  return html
    .replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
}

function pageAround(title: string, body: string, toRoot: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · simgate</title>
<link rel="icon" href="${toRoot}assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${toRoot}assets/manual.css">
</head>
<body>
<nav aria-label="simgate">
<a href="${toRoot}">Console</a>
<a href="${toRoot}docs/index">Manual</a>
<a href="${toRoot}docs/symptoms/index">By symptom</a>
<a href="${toRoot}docs">The API</a>
</nav>
<main>
${body}</main>
</body>
</html>
`;
}

/**
 * All pages of the manual.
 * @param folder that of the Markdown
 */
export function manualPages(folder: string): ManualPage[] {
  const files = new Set(globSync(SOURCES, { cwd: folder }).toSorted());
  return [...files].map(file => {
    const text = readFileSync(join(folder, file), 'utf8');
    const [, title = ''] = /^# (.*)$/m.exec(text) ?? [];
    const marked = new Marked({ renderer: rendererFor(file, files) });
    const name = nameOf(file);
    const toRoot = '../'.repeat(name.split('/').length);
    return { name, html: pageAround(title, withFrames(marked.parse(text, { async: false })), toRoot) };
  });
}

/** Writes them below a folder: `docs/symptoms/no-sim.html`. */
export function writeManual(folder: string, to: string): void {
  for (const { name, html } of manualPages(folder)) {
    const file = join(to, 'docs', `${name}.html`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, html);
  }
}
