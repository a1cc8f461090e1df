/** For tests of the server's contract. */
import { testsOf } from '../testing.ts';
import { serverContract } from './contract.ts';

export const { requestRows, answerRows } = testsOf(serverContract);

/** Some id of the form that the server makes. */
export const SOME_ID = '06v3k9pq2n0a1b2c3d4e7f';
export const OTHER_ID = '06v3k9pq2n0a1b2c3d4e80';
export const MOMENT = '2026-01-31T08:00:00.000Z';
