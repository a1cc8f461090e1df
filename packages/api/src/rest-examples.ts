/** An example of each endpoint that is not of the vendor's document, as a gateway with virtual modems answered it. */
import recorded from './rest-examples.json' with { type: 'json' };

export interface RestExample {
  /** By path and query. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The body: JSON, or the text of a file. */
  readonly request?: unknown;
  /** JSON, or the beginning of a text or stream. */
  readonly reply?: unknown;
}

/** By the names of the endpoints; written by scripts/record/examples.ts. */
export const restExamples: Readonly<Record<string, RestExample>> = recorded;
