/**
 * Fuzzes a gateway with requests and headers of all kinds: `npm run fuzz-run -- --requests 100000 --seed 1`. Exit code 1 where one was answered
 * as a fault or kept the event loop for more than 50 ms.
 */
import { parseArgs } from 'node:util';
import { describeResult, fuzzRun } from '../test/fuzz/fuzz-run.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

console.log(`seed ${values.seed}`);
const result = await fuzzRun({ requests: Number(values.requests), seed: Number(values.seed) });
for (const problem of [...result.faults, ...result.stretches]) console.log(problem);
console.log(describeResult(result));
process.exitCode = result.faults.length + result.stretches.length === 0 ? 0 : 1;
