/** The contract of the server as a page of the manual. */
import { renderManual } from '../manual.ts';
import { serverContract } from './contract.ts';

const INTRODUCTION = `# The HTTP API of the SMS server

This page is made from the contract in \`packages/api/src/server\` by \`npm run docs\`; edit the contract, not the page.

The HTTP status is the outcome, a body is JSON, and a refusal is \`{"error": "field: what is wrong."}\`. Whoever asks sends a key as
\`Authorization: Bearer sgk_...\`, or is a user of the settings (Digest, Basic). Times are ISO 8601 in UTC. Lists run from cursor to cursor, newest first; a page may be short before
the end, which is where \`next\` is null. While the store cannot be used every request is answered 503 with Retry-After: nothing is done then, or
after a lost connection perhaps everything, and a repeat with the same Idempotency-Key finds out.`;

/** docs/server-api.md. */
export function renderServerManual(): string {
  return renderManual(serverContract, INTRODUCTION);
}
