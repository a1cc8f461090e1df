/** Answers that go wrong on request of a judge: each for the next so many requests, or by chance. */

import type { FleetWorld } from '../state/world.ts';

/** The fate of an answer. */
export const answerFaultKinds = ['lost', 'unread', 'empty', 'html', 'garbage', 'error', 'slow'] as const;

/** One fault. `path` is how the path of the request begins, such as `/api/send_sms`. */
export interface AnswerFault {
  /**
   * `lost`: the request is carried out and the connection breaks in place of the answer. `unread`: it breaks before anything is
   * done. `empty`: an answer without a body. `html`: a web page. `garbage`: half an answer. `error`: error_code 500, and nothing
   * is done. `slow`: the answer comes `milliseconds` later.
   */
  readonly kind: (typeof answerFaultKinds)[number];
  readonly path?: string;
  /** Left out: until it is taken away. */
  readonly times?: number;
  /** Of a thousand requests that fit; default all. */
  readonly inThousand?: number;
  readonly milliseconds?: number;
}

/** Takes one use of the first fault that fits; the list is changed. */
export function takeFault(
  faults: AnswerFault[],
  path: string,
  world: Pick<FleetWorld, 'random'>,
): AnswerFault | undefined {
  const at = faults.findIndex(
    fault =>
      path.startsWith(fault.path ?? '') &&
      (fault.inThousand === undefined || world.random() * 1000 < fault.inThousand),
  );
  const fault = faults[at];
  if (fault?.times === undefined) return fault;
  if (fault.times <= 1) faults.splice(at, 1);
  else faults[at] = { ...fault, times: fault.times - 1 };
  return fault;
}
