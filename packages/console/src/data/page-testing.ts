/** A browser as the stores of the page see it: document, address, and a gateway behind `fetch`. */

/** A request as the gateway gets it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

type Answer = Response | Error | (() => Response | Promise<Response>);

/** Answers by method and path; a list answers one request after the other, and its last one stays. */
type Answers = Readonly<Record<string, Answer | readonly Answer[]>>;

export interface Page {
  /** Makes this process the page; other tests may run in it before and afterwards. */
  enter(): void;
  /** Makes it what it was before. */
  leave(): void;
  readonly asked: Asked[];
  /** Paths that were asked for since the last time. */
  took(): string[];
  answers: Answers;
  readonly document: EventTarget & { hidden: boolean };
  /** The part of the address behind #, and the address that stands there now. */
  hash: string;
  readonly replaced: string[];
}

/** An answer of JSON. */
export function json(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

/** A stream that the test writes to. */
export function stream(): {
  readonly response: Response;
  send(kind: string, data: object): void;
  end(): void;
} {
  let pipe: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: controller => {
      pipe = controller;
    },
  });
  return {
    response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    send: (kind, data) =>
      pipe?.enqueue(new TextEncoder().encode(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`)),
    end: () => pipe?.close(),
  };
}

/** Makes this process a page at http://gateway/console/, for the stores to be loaded; `leave` ends that. */
export function openPage(): Page {
  const document = Object.assign(new EventTarget(), { baseURI: 'http://gateway/console/', hidden: false });
  const window = new EventTarget();
  const left = new Map<string, Answer[]>();
  let given: Answers = {};
  const page: Page = {
    enter: () => {},
    leave: () => {},
    asked: [],
    took: () => page.asked.splice(0).map(({ method, path }) => `${method} ${path}`),
    get answers() {
      return given;
    },
    set answers(answers: Answers) {
      given = answers;
      left.clear();
      for (const [name, answer] of Object.entries(answers)) left.set(name, [answer].flat() as Answer[]);
    },
    document,
    hash: '',
    replaced: [],
  };
  const location = {
    get hash() {
      return page.hash;
    },
  };
  const history = {
    replaceState: (_state: unknown, _title: string, address: string) => {
      page.replaced.push(address);
      page.hash = '';
    },
  };
  const fetch = async (input: string | URL, init: RequestInit = {}): Promise<Response> => {
    const { pathname, search } = new URL(String(input));
    const { method = 'GET' } = init;
    page.asked.push({
      method,
      path: pathname + search,
      headers: new Headers(init.headers),
      body: String(init.body ?? ''),
    });
    const known = left.get(`${method} ${pathname.replace('/console', '')}`) ?? [];
    const answer = known.length > 1 ? known.shift() : known[0];
    if (answer === undefined) throw new TypeError('fetch failed');
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? answer() : answer.clone();
  };
  const own: Readonly<Record<string, unknown>> = {
    ...{ document, location, history, fetch },
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
    dispatchEvent: window.dispatchEvent.bind(window),
  };
  const before = Object.keys(own).map(
    name => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  page.enter = () => {
    for (const [name, value] of Object.entries(own))
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };
  page.leave = () => {
    for (const [name, descriptor] of before)
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
  };
  page.enter();
  return page;
}

/** Lets everything happen that waits for no time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve));
}
