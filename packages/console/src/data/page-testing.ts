/** A browser as the stores and hooks of the page see it: document, address, storage, and a gateway behind `fetch`. */
import { FakeElement, FakeFrame } from './element-testing.ts';

/** A request as the gateway gets it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
  /** Aborted where the page no longer wants the answer. */
  readonly signal: AbortSignal | undefined;
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
  readonly document: PageDocument;
  /** The part of the address with its #; `replaced` and `pushed` are those that the page has set. */
  hash: string;
  readonly replaced: string[];
  readonly pushed: string[];
  /** The storage of the browser; undefined: it refuses to keep anything. */
  storage: Map<string, string> | undefined;
  /** Languages of the browser, the preferred one first. */
  languages: readonly string[];
  /** Pixels. */
  width: number;
}

/** The document as far as the page uses it; `found` has the elements by their selectors. */
type PageDocument = EventTarget & {
  hidden: boolean;
  readonly documentElement: { lang: string; dir: string };
  readonly body: FakeElement;
  activeElement: FakeElement;
  readonly found: Map<string, FakeElement>;
  readonly created: FakeElement[];
};

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

function documentOf(): PageDocument {
  const body = new FakeElement('BODY');
  const found = new Map<string, FakeElement>();
  const created: FakeElement[] = [];
  return Object.assign(new EventTarget(), {
    ...{ baseURI: 'http://gateway/console/', hidden: false, nodeType: 9, defaultView: globalThis },
    ...{ documentElement: { lang: '', dir: '' }, body, activeElement: body, found, created },
    querySelector: (selector: string) => found.get(selector) ?? null,
    createElement: (name: string) => {
      const element = new FakeElement(name.toUpperCase());
      created.push(element);
      return element;
    },
  });
}

/** A storage of the browser, which fails where a person has switched it off. */
function storageOf(page: Pick<Page, 'storage'>): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = () => {
    if (page.storage === undefined) throw new Error('The storage is switched off.');
    return page.storage;
  };
  return { getItem: name => kept().get(name) ?? null, setItem: (name, value) => kept().set(name, value) };
}

/** Address and history of the page. */
function addressOf(page: Pick<Page, 'hash' | 'replaced' | 'pushed'>) {
  const change = (made: string[]) => (_state: unknown, _title: string, address: string) => {
    made.push(address);
    page.hash = address === '#' ? '' : address;
  };
  const location = {
    get hash() {
      return page.hash;
    },
  };
  return { location, history: { replaceState: change(page.replaced), pushState: change(page.pushed) } };
}

/** Makes this process a page at http://gateway/console/, for the stores to be loaded; `leave` ends that. */
export function openPage(): Page {
  const document = documentOf();
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
    pushed: [],
    storage: new Map(),
    languages: ['en'],
    width: 1280,
  };
  const fetch = async (input: string | URL, init: RequestInit = {}): Promise<Response> => {
    const { pathname, search } = new URL(String(input));
    const { method = 'GET' } = init;
    page.asked.push({
      method,
      path: pathname + search,
      headers: new Headers(init.headers),
      body: String(init.body ?? ''),
      signal: init.signal ?? undefined,
    });
    const known = left.get(`${method} ${pathname.replace('/console', '')}`) ?? [];
    const answer = known.length > 1 ? known.shift() : known[0];
    if (answer === undefined) throw new TypeError('fetch failed');
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? answer() : answer.clone();
  };
  const own: Readonly<Record<string, unknown>> = {
    ...{ document, fetch, ...addressOf(page), localStorage: storageOf(page) },
    ...{ window: globalThis, HTMLElement: FakeElement, HTMLIFrameElement: FakeFrame },
    HashChangeEvent: Event,
    navigator: {
      get languages() {
        return page.languages;
      },
    },
    // Queries of the page are of the widest screen that fits: (max-width: 800px).
    matchMedia: (query: string) =>
      Object.assign(new EventTarget(), { matches: page.width <= Number(/\d+/.exec(query)?.[0]) }),
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
