/** `simgate docs`: the pages of the manual, from the package itself. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { anchorOf, reasonAnchors } from '@simgate/api/reasons';
import { Argument, Command } from 'commander';
import { Output, type OutputOptions } from '../../output/output.ts';
import { withExamples } from '../../program/client-command.ts';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';
import { suggesting } from '../../program/suggestions.ts';

/** Beside the package where it is installed, at the top of a checkout otherwise. */
const places = ['../../../docs/', '../../../../../docs/'];

/** The folder of the manual that comes with this version. */
function docsFolder(): URL {
  const found = places
    .map(place => new URL(place, import.meta.url))
    .find(url => existsSync(new URL('command-line.md', url)));
  if (found === undefined)
    throw new CommandError(exitCodes.failed, 'the pages of the manual are not in this package');
  return found;
}

/** Where pages of the manual are, from its folder. */
const folders = ['./', 'learn/', 'do/', 'understand/', 'symptoms/'];

/** A page of the manual. */
interface Page {
  readonly page: string;
  readonly title: string;
}

/** The first heading of a page; "" without one. */
function titleOf(text: string): string {
  return /^# (.*)$/m.exec(text)?.[1] ?? '';
}

/** All pages, with their titles, by name. */
function pagesOf(folder: URL): Page[] {
  return folders
    .flatMap(name => readdirSync(new URL(name, folder)).map(file => `${name === './' ? '' : name}${file}`))
    .filter(name => name.endsWith('.md'))
    .sort()
    .map(name => ({
      page: name.slice(0, -'.md'.length),
      title: titleOf(readFileSync(new URL(name, folder), 'utf8')),
    }));
}

/** A heading of a page. */
interface Heading {
  readonly line: number;
  readonly depth: number;
  readonly anchor: string;
}

/** The headings of a page; lines of code that look like one are none. Equal anchors are numbered. */
function headingsOf(lines: readonly string[]): Heading[] {
  const used = new Map<string, number>();
  let inCode = false;
  return lines.flatMap((text, line) => {
    if (text.startsWith('```')) inCode = !inCode;
    const [, signs = '', heading] = /^(#+) (.*)$/.exec(text) ?? [];
    if (inCode || heading === undefined) return [];
    const own = anchorOf(heading);
    const count = used.get(own) ?? 0;
    used.set(own, count + 1);
    return [{ line, depth: signs.length, anchor: count === 0 ? own : `${own}-${count}` }];
  });
}

/** The part of a page below the heading with that anchor, or that key of a reason; undefined where it has none. */
function partOf(text: string, named: string): string | undefined {
  const anchor = reasonAnchors().get(named) ?? named;
  const lines = text.split('\n');
  const headings = headingsOf(lines);
  const found = headings.find(each => each.anchor === anchor);
  if (found === undefined) return undefined;
  const next = headings.find(({ line, depth }) => line > found.line && depth <= found.depth);
  return `${lines.slice(found.line, next?.line).join('\n').trim()}\n`;
}

/** Prints a page, or the list of pages where none is named. */
function show(page: string | undefined, options: OutputOptions): void {
  const out = new Output(options, process.env);
  const folder = docsFolder();
  const pages = pagesOf(folder);
  if (page === undefined) {
    const columns = [
      { title: 'page', value: (each: Page) => each.page },
      { title: 'title', value: (each: Page) => each.title },
    ];
    out.list('pages', pages, columns, '');
    if (out.isTerminal)
      out.note(`simgate docs PAGE shows one. The files are in ${fileURLToPath(folder)}`, 'dim');
    return;
  }
  const [name = '', anchor] = page.split('#');
  const wanted = name.replace(/\.md$/, '');
  const found =
    pages.find(each => each.page === wanted) ?? pages.find(each => each.page.endsWith(`/${wanted}`));
  if (found === undefined)
    throw usageError(`there is no page "${page}"`, `There are: ${pages.map(each => each.page).join(', ')}`);
  const text = readFileSync(new URL(`${found.page}.md`, folder), 'utf8');
  const part = anchor === undefined ? text : partOf(text, anchor);
  if (part === undefined) throw usageError(`the page "${found.page}" has no part "${anchor}"`);
  out.write(part);
}

/** `simgate docs [PAGE]`. */
export function docsCommand(): Command {
  return withExamples(
    new Command('docs')
      .description('Shows the manual, which comes with the command: its pages, or one of them as Markdown.')
      .addArgument(
        suggesting(new Argument('[page]', 'a page, or a part of it (page#heading)'), () =>
          pagesOf(docsFolder()).map(({ page }) => page),
        ),
      )
      .option('--json', 'the list of pages as one document of JSON', false)
      .action(show),
    ['simgate docs', 'simgate docs push | less', 'simgate docs no-sim'],
  );
}
