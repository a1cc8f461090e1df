/** Runs the blocks of one page from top to bottom, as its reader does, in a folder of its own. */
import assert from 'node:assert/strict';
import { type ChildProgram, runProgram, startProgram } from '../../foreign/support/child-program.ts';
import { missing } from '../../foreign/support/foreign-program.ts';
import { canCheck, check } from './checks.ts';
import { type CodeBlock, root } from './page.ts';
import type { Substitutes, Workshop } from './workshop.ts';

/** Seconds a block may take. */
const LONGEST = '180';

/** Remarks of a line about the end of its command, as functions of the shell. */
const PRELUDE = `set -e -o pipefail
until_ctrl_c() {
  set -m; "$@" > .said 2>&1 & set +m
  local pid=$! waited=0
  until [ -s .said ] || [ $((waited += 1)) -gt 300 ]; do sleep 0.1; done
  kill -INT $pid; local code=0; wait $pid || code=$?; cat .said
  [ $code = 130 ] || { echo "$* ended with $code"; return 1; }
}
ends_with() {
  local wanted=$1 code=0; shift; "$@" || code=$?
  [ $code = "$wanted" ] || { echo "$* ended with $code in place of $wanted"; return 1; }
}
`;

function withEndings(code: string): string {
  return code
    .replaceAll(/^(\S.*?)\s+# until Ctrl\+C$/gm, 'until_ctrl_c $1')
    .replaceAll(/^(\S.*?)\s+# (\d+): .*$/gm, 'ends_with $2 $1');
}

/** Numbers, times and identities differ from run to run; blanks do not matter. */
function comparable(line: string): string {
  return line
    .replaceAll(/[0-9a-f]{4}(-[0-9a-f]{4}){3}/g, '0')
    .replaceAll(/\d[\d:.,]*/g, '0')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function literally(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

interface ShownAnswer {
  readonly error_code?: number;
}

/** The shape of an answer: its keys, and the code where it has one. */
function shapeOf(text: string): string {
  const value = JSON.parse(text) as ShownAnswer;
  return `${Object.keys(value).toSorted()} ${value.error_code ?? ''}`;
}

/** Languages whose blocks are a program by themselves, where they have no name to be started by. */
const programs: Readonly<Record<string, readonly string[]>> = {
  js: ['node', '--input-type=module', '--eval'],
  ts: ['node', '--input-type=module-typescript', '--eval'],
  python: ['python3', '-c'],
  php: ['php', '-r'],
};

/** Programs that the commands of a block need and not every machine has. */
const foreign = [
  'curl',
  'go',
  'java',
  'php',
  'python3',
  'ruby',
  'ser2net',
  'socat',
  'caddy',
  'nginx',
  'jq',
  'sqlite3',
];

export class PageRun {
  readonly #workshop: Workshop;
  readonly #folder: string;
  readonly #background: ChildProgram[] = [];
  #substitutes: Substitutes;
  #variables: Record<string, string> = {};
  /** Assignments of blocks above, which later blocks use. */
  #assignments: string[] = [];
  #said = '';
  /** Where the programs in the background were started. */
  #section = '';

  constructor(workshop: Workshop, page: string) {
    this.#workshop = workshop;
    this.#folder = workshop.folderFor(page);
    this.#substitutes = workshop.substitutes;
  }

  /** @returns why it cannot run here */
  async run(block: CodeBlock): Promise<string | undefined> {
    if (block.marks.background !== undefined && block.section !== this.#section) await this.#endBackground();
    if (block.marks.background !== undefined) this.#section = block.section;
    const code = this.#local(block.code);
    const unable = await this.#do(block, code);
    const says = block.marks['background says'];
    if (unable === undefined && says !== undefined) await this.#backgroundSays(this.#local(says));
    return unable;
  }

  async end(): Promise<void> {
    await this.#endBackground();
  }

  async #do(block: CodeBlock, code: string): Promise<string | undefined> {
    if (block.language === 'sh') return this.#shell(block, code);
    if (block.marks.output !== undefined) return this.#compare(code, comparable);
    if (canCheck(block)) {
      const unable = await check(block, code, this.#folder);
      if (unable !== undefined) return unable;
      if (block.language === 'json' && this.#said !== '') return this.#compareAnswers(code);
    }
    const program = block.marks.file === undefined ? programs[block.language] : undefined;
    if (program !== undefined) return this.#program(program, code);
    assert.ok(canCheck(block), `nothing runs or reads ${block.language || 'a block without language'}`);
    return undefined;
  }

  /** The page in terms of this run. */
  #local(text: string): string {
    const { gateway, password, control, server } = this.#substitutes;
    const { host } = new URL(gateway);
    return text
      .replaceAll(/http:\/\/127\.0\.0\.1:8080|http:\/\/192\.0\.2\.10(?=[/'" ]|$)/gm, gateway)
      .replaceAll('127.0.0.1:8080', host)
      .replaceAll(/http:\/\/127\.0\.0\.1:39789/g, control)
      .replaceAll('http://127.0.0.1:8090', server)
      .replaceAll(/\bPASSWORD\b|BxM0_h9HIm1dajAe/g, password);
  }

  #environment(): Record<string, string> {
    return { ...this.#workshop.environment(this.#folder), ...this.#variables };
  }

  async #shell(block: CodeBlock, code: string): Promise<string | undefined> {
    const used = foreign.filter(name => new RegExp(`^(.*[|&] *)?${name} `, 'm').test(code));
    const absent = missing(...used);
    if (absent !== false) return absent;
    const script = [...this.#assignments, withEndings(code)].join('\n');
    const { background } = block.marks;
    if (background !== undefined) return this.#startBackground(script, this.#local(background));
    const options = { cwd: this.#folder, env: this.#environment() };
    const { code: exit, output } = await runProgram(
      'timeout',
      [LONGEST, 'bash', '-c', PRELUDE + script],
      options,
    );
    assert.equal(exit, 0, `${block.page}:${block.line} ended with ${exit}:\n${output}`);
    this.#said = output;
    this.#assignments.push(
      ...code.split('\n').filter(line => /^(export )?[A-Za-z_]+=\S*\s*(#.*)?$/.test(line)),
    );
    return undefined;
  }

  async #startBackground(script: string, until: string): Promise<undefined> {
    const commands = script.replaceAll(' && ', '\n').split('\n');
    const last = commands.pop() ?? '';
    const options = { cwd: this.#folder, env: this.#environment() };
    const program = startProgram('bash', ['-c', [...commands, `exec ${last}`].join('\n')], options);
    this.#background.push(program);
    await program.waitFor(literally(until));
    this.#learn(program.output());
    this.#said = program.output();
  }

  /** The values that a program of a page prints and its reader uses later. */
  #learn(said: string): void {
    const [, address] = /listens on +(http:[^\s,]+)/.exec(said) ?? [];
    const [, password] = /password (\S+) \(/.exec(said) ?? [];
    const [, control] = /control API: (\S+)/.exec(said) ?? [];
    const [, key] = /^ *key +(\S+)/m.exec(said) ?? [];
    if (key !== undefined) this.#variables = { ...this.#variables, KEY: key };
    if (address === undefined) return;
    const local = address.replace('0.0.0.0', '127.0.0.1');
    if (key !== undefined) {
      this.#substitutes = { ...this.#substitutes, server: local };
      return;
    }
    const known = {
      password: password ?? this.#substitutes.password,
      control: control ?? this.#substitutes.control,
    };
    this.#substitutes = { ...this.#substitutes, gateway: local, ...known };
    this.#variables = { ...this.#variables, SIMGATE_URL: local, SIMGATE_PASSWORD: known.password };
  }

  async #program([command = '', ...args]: readonly string[], code: string): Promise<string | undefined> {
    const absent = missing(command);
    if (absent !== false) return absent;
    const options = { cwd: command === 'node' ? root : this.#folder, env: this.#environment() };
    const { code: exit, output } = await runProgram('timeout', [LONGEST, command, ...args, code], options);
    assert.equal(exit, 0, output);
    this.#said = output;
    return undefined;
  }

  async #backgroundSays(text: string): Promise<void> {
    await this.#background.at(-1)?.waitFor(literally(text));
  }

  #compare(shown: string, form: (line: string) => string): undefined {
    const said = new Set(this.#said.split('\n').map(form));
    for (const line of shown.split('\n').filter(each => each.trim() !== '' && !each.includes('…')))
      assert.ok(said.has(form(line)), `nothing said "${line}"; it said:\n${this.#said}`);
  }

  /** Each answer that the page shows has the form of one that came. */
  #compareAnswers(shown: string): undefined {
    const came = [...this.#said.matchAll(/\{.*\}/g)].flatMap(([text]) => {
      try {
        return [shapeOf(text)];
      } catch {
        return [];
      }
    });
    for (const line of shown.split('\n').filter(each => /^\{.*\}$/.test(each)))
      assert.ok(came.includes(shapeOf(line)), `no answer is like ${line}; these came:\n${this.#said}`);
  }

  async #endBackground(): Promise<void> {
    for (const program of this.#background.splice(0).toReversed()) await program.end();
    this.#substitutes = this.#workshop.substitutes;
    this.#variables = {};
  }
}
