/** The result of what a person asks of push targets. */

export type Refusal = { readonly ok: false; readonly code: 400 | 404 | 409 | 429; readonly error: string };
export type Outcome<Value> = { readonly ok: true; readonly value: Value } | Refusal;

export function refusal(code: Refusal['code'], error: string): Refusal {
  return { ok: false, code, error };
}

export function notHere(id: number): Refusal {
  return refusal(404, `id: there is no push target ${id}.`);
}

/** The outcome of a made-up event. */
export interface TestResult {
  readonly delivered: boolean;
  /** 0 where no answer came. */
  readonly status: number;
  readonly trouble: string;
  readonly milliseconds: number;
}
