/** The rules of style that the linter does not know (CONTRIBUTING.md, "Style"). They read code as Biome formats it. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..');

const sources = globSync(['packages/*/{src,test,bench}/**/*.{ts,tsx}', '{bench,scripts,test}/**/*.ts'], {
  cwd: root,
}).sort();

interface Constant {
  readonly name: string;
  readonly line: number;
  readonly annotated: boolean;
  /** From the first character after `=` to the end of the file. */
  readonly rest: string;
}

/** Constants at the top level: formatted code indents all others. Destructured ones take the names of their keys. */
function constantsOf(source: string): Constant[] {
  return [...source.matchAll(/^(?:export )?const (\w+)(:?)/gm)].map(
    ({ index, 0: head, 1: name = '', 2: colon }) => {
      const behindName = source.slice(index + head.length);
      return {
        name,
        line: source.slice(0, index).split('\n').length,
        annotated: colon === ':',
        rest: behindName.slice(behindName.search(/ =\s/) + 2).trimStart(),
      };
    },
  );
}

const TEXT = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/y;
const BRACKET = /[([{]|[)\]}]/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The text behind the bracket that closes the one at the start. */
function behindBrackets(text: string): string {
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const quoted = match(TEXT, text, at);
    const bracket = match(BRACKET, text, at);
    if (bracket !== '') depth += '([{'.includes(bracket) ? 1 : -1;
    at += quoted.length || 1;
    if (depth === 0) break;
  }
  return text.slice(at);
}

/** A function as a value. A type before `=` may be its point: it types the parameters, so it is allowed. */
function isFunction(rest: string): boolean {
  if (/^(?:async\b|function\b|<|\w+ =>)/.test(rest)) return true;
  return rest.startsWith('(') && /^(?:: | =>)/.test(behindBrackets(rest));
}

const literals: readonly RegExp[] = [
  /\d[\w.]*/,
  /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/,
  /`(?:[^`\\$]|\\[\s\S]|\$(?!\{)|\$\{[A-Z\d_ +*/-]+\})*`/,
  /\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/,
  /(?:true|false)\b/,
  /(?:Number\.|Math\.)?[A-Z][A-Z\d]*(?:_[A-Z\d]+)*\b(?![.([])/,
];
/** A literal, or a constant in capitals, which is made of literals itself; with signs, brackets and a type around it. */
const operand = new RegExp(
  `(?:[-+~!(]\\s*)*(?:${literals.map(each => each.source).join('|')})(?:\\s*\\))*(?: (?:as|satisfies) [\\w.<>[\\]]+)?`,
  'y',
);
const OPERATOR = /\s*(?:[-+*/%&|^<>=!?]{1,4})\s+/y;

/** A number, string, bigint, boolean or regular expression: literals, joined by operators, up to the end of the statement. */
function isPlain(rest: string): boolean {
  let at = 0;
  for (;;) {
    const taken = match(operand, rest, at);
    if (taken === '') return false;
    at += taken.length;
    if (rest[at] === ';') return true;
    const operator = match(OPERATOR, rest, at);
    if (operator === '') return false;
    at += operator.length;
  }
}

const CAPITALS = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/;
const CAMEL = /^[a-z][A-Za-z\d]*$/;
const IMPORTS_IT = /^import \{[^}]*\bit\b[^}]*\} from 'node:test';/m;

function faultOf({ name, annotated, rest }: Constant): string | undefined {
  if (!annotated && isFunction(rest)) return 'a named function is declared with function';
  if (isPlain(rest)) return CAPITALS.test(name) ? undefined : 'a plain constant is UPPER_SNAKE_CASE';
  return CAMEL.test(name) ? undefined : 'all but plain constants are camelCase';
}

const COMMENT = /^\s*(?:\/\*\*?|\*(?!\/)|\/\/)\s*(.*)/;

/** Whether a line of comment hides its subject: it should be "The answer of the network". */
function isUnclear(line: string): boolean {
  const words = COMMENT.exec(line)?.[1] ?? '';
  return /^What\b/.test(words) || /\b(?:told|tells?|says?|said)\b/i.test(words);
}

function unclearComments(source: string): string[] {
  return source
    .split('\n')
    .flatMap((line, index) =>
      isUnclear(line)
        ? [`line ${index + 1}: a comment names its subject, without "What" and tell or say`]
        : [],
    );
}

function faultsOf(source: string): string[] {
  const faults = [...faultsOfConstants(source), ...unclearComments(source)];
  return IMPORTS_IT.test(source) ? [...faults, 'tests are written with test, not it'] : faults;
}

function faultsOfConstants(source: string): string[] {
  return constantsOf(source).flatMap(constant => {
    const fault = faultOf(constant);
    return fault === undefined ? [] : [`line ${constant.line}: ${constant.name}: ${fault}`];
  });
}

describe('style of every source file', () => {
  for (const file of sources)
    test(file, () => assert.deepEqual(faultsOf(readFileSync(join(root, file), 'utf8')), []));
});

describe('what the rules of style take', () => {
  const good: string[] = [
    'function twice(n: number) {\n  return n * 2;\n}',
    'export const LIMIT = 60_000;',
    'const LIMIT: number = -1;',
    "const NAME = 'a;b' as const;",
    'const LONG =\n  /^[/;]+$/i;',
    'const DAY = 24 * HOUR;',
    'const SUM = (A + 2n) * -B_2 - ~1;',
    `const HEAD = \`a \${NAME} of \${24 * DAY}\`;`,
    'const TABLE = `\nCREATE TABLE a (x);\n`;',
    'const MOST = Number.MAX_SAFE_INTEGER;',
    'const DEBUG = false;',
    "const names = ['a', 'b'] as const;",
    'const byName: Record<string, () => void> = { a: () => {} };',
    'const rate = (await run(ports)).rate;',
    "const first = ('a)' + (await read())) as Kind;",
    'const read: Reader = value => value;',
    "const letters = 'abc'.split('');",
    `const line = \`a \${nameOf(1)}\`;`,
    'const share = LIMIT / parts.length;',
    'const pattern = new RegExp(NAME);',
    'const alias = URL.parse(NAME);',
    "const { it } = tables;\nimport { describe, test } from 'node:test';",
    'function outer() {\n  const inner = (a: number) => a;\n}',
    "modem.says('+CPIN: READY');",
    '/** Returns what the card holds. */',
  ];
  for (const source of good) test(JSON.stringify(source), () => assert.deepEqual(faultsOf(source), []));
});

describe('what the rules of style refuse', () => {
  const bad: [source: string, fault: RegExp][] = [
    ['const twice = (n: number) => n * 2;', /line 1: twice: .* function/],
    ['const twice = (n: number): number =>\n  n * 2;', /function/],
    ['\nexport const run = async (\n  a = f(")"),\n): Promise<void> => {};', /line 2: run: .* function/],
    ['const same = <T>(value: T) => value;', /function/],
    ['const same = <\n  A,\n>(value: A) => value;', /function/],
    ['const wait = async () => {};', /function/],
    ['const both = ({ a, b }: Pair) => a + b;', /function/],
    ['const curried = a => b => a;', /function/],
    ['const named = function () {};', /function/],
    ['const limit = 60_000;', /UPPER_SNAKE_CASE/],
    ["export const Name = 'a';", /UPPER_SNAKE_CASE/],
    ['const day = 24 * HOUR;', /UPPER_SNAKE_CASE/],
    ["const path: Path = '/a' as Path;", /UPPER_SNAKE_CASE/],
    ['const pattern = /[/]"/u;', /UPPER_SNAKE_CASE/],
    ['const offset = -1n;', /UPPER_SNAKE_CASE/],
    [`const head = \`\${NAME} \`;`, /UPPER_SNAKE_CASE/],
    ["const NAMES = ['a'];", /camelCase/],
    ['const Schema = Type.Object({});', /camelCase/],
    ['const SEEN: Set<string> = new Set();', /camelCase/],
    ["const LETTERS = 'abc'.split('');", /camelCase/],
    ['const HANDLER: Handler = () => {};', /camelCase/],
    ["import { describe, it } from 'node:test';", /not it/],
    ['\n/** What the network says. */', /line 2: a comment names its subject/],
    ['/**\n * The result.\n * Tells how it went.\n */', /line 3: a comment names its subject/],
    ['  // The receiver is told.', /a comment names its subject/],
    ["import {\n  describe,\n  it,\n} from 'node:test';", /not it/],
  ];
  for (const [source, fault] of bad)
    test(JSON.stringify(source), () => assert.match(faultsOf(source).join(), fault));
});
