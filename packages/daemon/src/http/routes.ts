/** The routes of the contract, and the answers where no route fits or a handler fails. */
import type { Endpoint } from '@simgate/api/endpoint';
import type { FastifyError, FastifyInstance, FastifyReply, RouteOptions } from 'fastify';
import { StoreError } from '../errors.ts';
import { refused } from './answers.ts';
import type { AnyContract, Handler, Handlers } from './handler.ts';
import type { HttpMetrics } from './http-metrics.ts';
import { sendPage } from './pages.ts';
import { respond } from './respond.ts';
import { type Serving, serve } from './serve.ts';

const MEBIBYTE = 1_048_576;
/** Seconds. */
const RETRY_AFTER = 1;

function awaySentence(error: unknown): string {
  const full = error instanceof StoreError && error.trouble === 'full';
  return full
    ? 'the disk of its data folder is full; make room and try again.'
    : 'its store cannot be used now; try again.';
}

/** The store is full or away, which passes. After a commit without an answer, whoever repeats with the same key finds out. */
function isAway(error: unknown): boolean {
  return error instanceof StoreError && ['full', 'unwritable', 'unconfirmed'].includes(error.trouble);
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The endpoint of the contract that this route serves. */
    readonly endpoint?: Endpoint;
    /** Needs no user and password, as the files of the console. */
    readonly open?: boolean;
  }
  interface FastifyRequest {
    /** Content-Type as it came, which may be none that a standard knows; "" where there is none. */
    contentType: string;
  }
}

/** Faults become the answer of their endpoint; the log has the reason. */
export function addFaults(
  app: FastifyInstance,
  { sn, log }: Pick<Serving<unknown>, 'sn' | 'log'>,
  { program, bodyBytes }: { readonly program: string; readonly bodyBytes: number },
): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const { style = 'vendor', head = 'full' } = request.routeOptions.config.endpoint ?? {};
    const manner = { sn, log, style, head };
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      return respond(reply, refused(413, `body: is over ${bodyBytes / MEBIBYTE} MiB.`), manner);
    }
    if (error.code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') {
      return respond(reply, refused(400, 'body: is not as long as Content-Length says.'), manner);
    }
    log.error({ err: error, requestId: request.id }, 'a request failed');
    // The vendor's document has no such code.
    if (style === 'rest' && isAway(error)) {
      reply.header('retry-after', RETRY_AFTER);
      return respond(reply, refused(503, `${program}: ${awaySentence(error)}`), manner);
    }
    const sentence = `${program}: it cannot be done now; its log says why under ${request.id}.`;
    return respond(reply, refused(500, sentence), manner);
  });
}

function pathsOf(endpoint: Endpoint): readonly string[] {
  return [endpoint.path, ...endpoint.aliases];
}

/** A path of the contract as fastify spells it. */
function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** The methods of a path; of several endpoints where they share it. */
function methodsReader(contract: AnyContract): (url: string) => string[] {
  // The patterns have no alternatives, so they read a path in linear time.
  const byPath = Object.values(contract).flatMap(endpoint =>
    pathsOf(endpoint).map(path => ({
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      methods: endpoint.methods,
    })),
  );
  return url => {
    const path = url.split('?', 1)[0] ?? '';
    const methods = new Set<string>();
    for (const one of byPath) {
      if (one.pattern.test(path)) for (const method of one.methods) methods.add(method);
    }
    if (methods.has('GET')) methods.add('HEAD');
    return [...methods];
  };
}

/** Requests that no endpoint serves: 404, or 405 with the methods of the path. */
export function addStrangers(app: FastifyInstance, contract: AnyContract): void {
  const methodsAt = methodsReader(contract);
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(request.url);
    const status = methods.length === 0 ? 404 : 405;
    if (status === 405) reply.header('allow', methods.join(', '));
    if (!request.url.startsWith('/v1/')) return sendPage(reply, status);
    const error = status === 404 ? 'path: there is nothing here.' : `method: here it is ${listed(methods)}.`;
    return reply.code(status).header('content-type', 'application/json').send(JSON.stringify({ error }));
  });
}

/** As people write lists: A, B or C. */
function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(word => word !== '').join(' or ');
}

/** HEAD confirms that the path exists and does nothing: a GET may send messages. */
function answerHead(endpoint: Endpoint) {
  return (_request: unknown, reply: FastifyReply) => reply.header('content-type', endpoint.mediaType).send();
}

function addEndpoint<Of extends Endpoint, Context>(
  app: FastifyInstance,
  endpoint: Of,
  handler: Handler<Of, Context>,
  serving: Serving<Context>,
  metrics: HttpMetrics,
): void {
  const handle = serve(endpoint, handler, serving);
  const observe = metrics.observer(endpoint.name);
  for (const url of pathsOf(endpoint).map(routeOf)) {
    const config = { endpoint };
    addRoute(app, endpoint, {
      method: [...endpoint.methods],
      url,
      config,
      handler: handle,
      onResponse(request, reply, done) {
        observe(reply.elapsedTime / 1000);
        if (serving.log.isLevelEnabled('debug')) {
          const { id: requestId, method } = request;
          serving.log.debug(
            { requestId, method, endpoint: endpoint.name, milliseconds: reply.elapsedTime },
            'answered',
          );
        }
        done();
      },
    });
    if (endpoint.methods.includes('GET')) {
      app.route({ method: 'HEAD', url, config, handler: answerHead(endpoint) });
    }
  }
}

/** A body that is a file is passed on as it comes, whatever its size. */
function addRoute(app: FastifyInstance, { bodyTypes }: Endpoint, route: RouteOptions): void {
  if (bodyTypes.length === 0) {
    app.route(route);
    return;
  }
  app.register((files, _options, done) => {
    files.removeAllContentTypeParsers();
    files.addContentTypeParser('*', (_request, body, pass) => pass(null, body));
    files.route(route);
    done();
  });
}

/** The routes of a contract. */
export function addEndpoints<Contract extends AnyContract, Context>(
  app: FastifyInstance,
  { contract, handlers }: { readonly contract: Contract; readonly handlers: Handlers<Contract, Context> },
  serving: Serving<Context>,
  metrics: HttpMetrics,
): void {
  const add = <Name extends keyof Contract>(name: Name): void =>
    addEndpoint<Contract[Name], Context>(app, contract[name], handlers[name], serving, metrics);
  for (const name of Object.keys(contract)) add(name);
}
