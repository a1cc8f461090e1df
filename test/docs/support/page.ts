/** The code blocks of a page of Markdown, with the comments before them (CONTRIBUTING.md, "Writing a page"). */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

/** The comments directly before a block, as `<!-- file: receive.py -->`. */
export type Mark = 'not run' | 'file' | 'background' | 'background says' | 'checked as' | 'output';

const marks: readonly string[] = [
  'not run',
  'file',
  'background',
  'background says',
  'checked as',
  'output',
] satisfies Mark[];

export interface CodeBlock {
  /** From the root of the project, as docs/push.md. */
  readonly page: string;
  /** Of the fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** The heading of the second level above it. */
  readonly section: string;
  readonly marks: Readonly<Partial<Record<Mark, string>>>;
}

/** Every page that people read: README and its like, docs/ and the READMEs of packages. */
export function allPages(): string[] {
  const folders = ['*.md', 'docs/**/*.md', 'packages/*/README.md', 'packaging/*/*.md'];
  return globSync(folders, {
    cwd: root,
    exclude: name => /node_modules|^CHANGELOG|^site$|docs\/site/.test(name),
  }).toSorted();
}

export function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

function markIn(line: string, place: string): [Mark, string] | undefined {
  const [, name = '', , value = ''] = /^<!-- ([a-z ]+?)(: (.*?))? -->$/.exec(line) ?? [];
  // Those of scripts/, between which figures are written.
  if (name === '' || /^(measured|end)$/.test(name)) return undefined;
  if (!marks.includes(name))
    throw new Error(`${place}: no such mark: ${name}; there are ${marks.join(', ')}`);
  return [name as Mark, value];
}

/** @throws Error where a comment in the form of a mark is none, or a fence has no end */
export function blocksOf(page: string, text = textOf(page)): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = text.split('\n');
  let section = '';
  let found: [Mark, string][] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const fence = /^```(\S*)$/.exec(line);
    if (fence === null) {
      if (line.startsWith('## ')) section = line.slice(3);
      const mark = markIn(line, `${page}:${index + 1}`);
      if (mark !== undefined) found.push(mark);
      else if (line !== '') found = [];
      continue;
    }
    const end = lines.indexOf('```', index + 1);
    if (end === -1) throw new Error(`${page}:${index + 1}: the block has no end`);
    const code = lines.slice(index + 1, end).join('\n');
    const [, language = ''] = fence;
    blocks.push({ page, line: index + 1, language, code, section, marks: Object.fromEntries(found) });
    found = [];
    index = end;
  }
  return blocks;
}

/** Pictures and lists of what is seen: nothing that could run. */
export function isProse({ language, marks: { output } }: CodeBlock): boolean {
  return language === 'text' && output === undefined;
}
