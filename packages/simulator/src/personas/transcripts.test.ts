import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createBench } from '../module/test-bench.ts';
import { personaNamed } from './index.ts';

interface Transcript {
  readonly id: string;
  readonly kind: string;
  readonly responses?: Readonly<Record<string, readonly string[]>>;
}

const file = new URL('../../../../vectors/at-transcripts.json', import.meta.url);
const transcripts: readonly Transcript[] = JSON.parse(readFileSync(file, 'utf8'));

/** Answers of real modems by persona: the virtual modem answers in the same form. */
const pairs: readonly [persona: string, id: string][] = [
  ['zte', 'gsmmodem-profile-ztek3565z'],
  ['huawei', 'gsmmodem-profile-huaweik3715'],
];
const commands = ['AT+CGMI', 'AT+CGMM', 'AT+CGMR', 'AT+CIMI', 'AT+CGSN', 'AT+CPIN?'];

/** The lines with every run of letters, digits, dots and dashes of a value made the same. */
function form(text: string): string[] {
  return text
    .split('\r\n')
    .filter(line => line !== '')
    .map(line => (/^(OK|ERROR|\+)/.test(line) ? line : line.replace(/[\w.-]+/g, 'x')));
}

describe('personas answer in the form of the recorded modems', () => {
  for (const [name, id] of pairs) {
    const responses = transcripts.find(transcript => transcript.id === id)?.responses ?? {};
    for (const command of commands) {
      test(`${name}: ${command}`, async () => {
        const persona = personaNamed(name);
        const recorded = responses[`${command}\r`];
        assert.ok(persona && recorded);
        const bench = createBench({ persona });
        await bench.said();
        const [answered, expected] = [form(await bench.command(command)), form(recorded.join(''))];
        assert.deepEqual(
          answered.map(line => line.replace(/( x)+/g, '')),
          expected.map(line => line.replace(/( x)+/g, '')),
        );
      });
    }
  }
});
