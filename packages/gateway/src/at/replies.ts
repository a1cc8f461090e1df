/** What a command is, and what comes of it, as the channel tells it. */
import type { Command, Reply } from './command.ts';
import type { Job } from './job-queue.ts';
import type { FinalResult } from './result.ts';

export function replyOf(job: Job, result: FinalResult): Reply {
  const { lines, handedOver } = job;
  return result.ok ? { kind: 'ok', lines } : { kind: 'error', error: result.error, lines, handedOver };
}

/** What cannot be answered by OK alone: a value is asked for. A test command may be (V.250 5.4.3.2). */
export function isQuestion({ text, bare, names = [] }: Command): boolean {
  if (text.endsWith('=?')) return names.length > 0;
  return bare === true || (text.endsWith('?') && names.length > 0);
}

export function closedReply({ lines, handedOver }: Job, reason: string): Reply {
  return { kind: 'closed', reason, handedOver, lines };
}
