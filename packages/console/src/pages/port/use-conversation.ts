/** The AT conversation of a port as it is held. */
import { useEffect, useState } from 'react';
import { client, reply } from '../../data/api.ts';
import { useLink } from '../../data/hooks.ts';

/** A line between gateway and modem, with numbers and texts masked. */
export interface Line {
  readonly key: number;
  /** ISO 8601. */
  readonly at: string;
  readonly direction: '>>' | '<<';
  readonly text: string;
}

/** Older lines are let go: a page that is left open must not grow. */
const MOST = 1000;
/** Lines come in bursts; so often they are shown. */
const EVERY = 250;

/** Line ends alone, as stand before each answer (V.250 5.7.1), are half of what a modem writes. */
function isEmpty({ text }: Pick<Line, 'text'>): boolean {
  return /^(?:\\r|\\n)*$/.test(text);
}

/** The known lines with the fresh ones; the oldest go where there are too many. */
function withLines(known: readonly Line[], fresh: readonly Line[]): readonly Line[] {
  return fresh.length === 0 ? known : [...known, ...fresh].slice(-MOST);
}

/**
 * Lines from the moment it is on; what was shown stays when it is switched off.
 * At most 1,000 lines are kept. They are shown four times a second, since lines come in bursts.
 * A stream that broke with the gateway begins again when the gateway is back.
 * @returns `error` is null while the stream runs
 */
export function useConversation(
  port: number,
  on: boolean,
): { readonly lines: readonly Line[]; readonly error: unknown } {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [error, setError] = useState<unknown>(null);
  const lost = useLink().kind === 'lost';
  useEffect(() => {
    if (!on || lost) return undefined;
    const ending = new AbortController();
    let waiting: Line[] = [];
    let key = Date.now();
    const show = () => {
      const fresh = waiting;
      waiting = [];
      setLines(known => withLines(known, fresh));
    };
    const timer = setInterval(show, EVERY);
    const read = async () => {
      const stream = await reply(client.streamConversation({ port }, { signal: ending.signal }));
      setError(null);
      for await (const { kind, data } of stream) {
        key += 1;
        if (kind === 'line' && !isEmpty(data as Line)) waiting.push({ ...(data as Omit<Line, 'key'>), key });
      }
    };
    read().catch(problem => ending.signal.aborted || setError(problem));
    return () => {
      ending.abort();
      clearInterval(timer);
    };
  }, [port, on, lost]);
  return { lines, error };
}
