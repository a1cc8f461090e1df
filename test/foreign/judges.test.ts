import { describe, test } from 'node:test';
import { missing } from './support/foreign-program.ts';
import { openJudgedModems } from './support/judged-modems.ts';
import { judges } from './support/judges/index.ts';
import { subjects } from './support/judges/judge.ts';

/** The persona each of them drives here; `npm run foreign-run` tries all. */
const personaOf: Readonly<Record<string, string>> = {
  // Its <ackpdu> (27.005 4.3) is more than gsm-utils can read.
  'gsm-utils': 'sara-u2',
};

describe('foreign drivers of modems', { concurrency: true }, () => {
  for (const judge of judges) {
    describe(judge.name, { skip: missing(...judge.needs) }, () => {
      test('drives a virtual modem', { timeout: 180_000 }, async t => {
        const { modems, close } = await openJudgedModems([personaOf[judge.name] ?? 'generic']);
        t.after(close);
        const [modem] = modems;
        if (modem === undefined) throw new Error('there is no modem');
        const checks = await judge.open(modem);
        for (const subject of subjects) {
          const check = checks[subject];
          if (check !== undefined) await t.test(subject, { timeout: 60_000 }, check);
        }
      });
    });
  }
});
