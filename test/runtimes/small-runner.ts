/** The part of node:test that tests of the SDK use, for runtimes that have no node:test: suites and tests one after the other. */
type Body = () => unknown;

interface Entry {
  readonly name: string;
  readonly body: Body;
}

const tests: Entry[] = [];
const hooks: Readonly<Record<'before' | 'after' | 'afterEach', Body[]>> = {
  before: [],
  after: [],
  afterEach: [],
};
let suite = '';

function bodyOf(rest: readonly unknown[]): Body {
  return rest.findLast(each => typeof each === 'function') as Body;
}

export function describe(name: string, ...rest: readonly unknown[]): void {
  const outer = suite;
  suite = `${suite}${name}: `;
  bodyOf(rest)();
  suite = outer;
}

export function test(name: string, ...rest: readonly unknown[]): void {
  tests.push({ name: suite + name, body: bodyOf(rest) });
}

export function before(body: Body): void {
  hooks.before.push(body);
}

export function after(body: Body): void {
  hooks.after.push(body);
}

export function afterEach(body: Body): void {
  hooks.afterEach.push(body);
}

export interface Verdict {
  readonly passed: number;
  /** Name and error of each. */
  readonly failed: readonly string[];
}

async function runAll(bodies: readonly Body[]): Promise<void> {
  for (const body of bodies) await body();
}

/** Runs what was declared. */
export async function runTests(): Promise<Verdict> {
  const failed: string[] = [];
  await runAll(hooks.before);
  for (const { name, body } of tests) {
    try {
      await body();
    } catch (error) {
      failed.push(`${name}\n  ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    await runAll(hooks.afterEach);
  }
  await runAll(hooks.after);
  return { passed: tests.length - failed.length, failed };
}
