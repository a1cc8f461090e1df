/** The files of the console: open to all, because the page itself holds nothing; what it shows comes from the API behind the sign-in. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sendPage } from '@simgate/daemon/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface ConsoleOptions {
  /** Where the built page lies; it may be built while the gateway runs. Undefined: there is no console. */
  readonly folder: string | undefined;
  /** Sites that may show the console in a frame, besides its own. */
  readonly frameAncestors: readonly string[];
}

/** The name of a page of the manual, of a folder or of none. */
const PAGE_NAME = /^(?:[A-Za-z0-9-]{1,100}\/)?[A-Za-z0-9-]{1,100}$/;

/** The names that the build gives; nothing else of the disk can be asked for. */
const FILE_NAME = /^[A-Za-z0-9_-]{1,100}(?:\.[A-Za-z0-9_-]{1,20}){1,3}$/;

/** A name that changes with the content, as the build gives it. */
const HASHED = /-[A-Za-z0-9_-]{8,}\./;

const mediaTypes = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
  png: 'image/png',
  txt: 'text/plain; charset=utf-8',
} as const;

/** Positioners and virtual lists set the style attribute, so styles alone may stand inline. */
function contentSecurityPolicy(frameAncestors: readonly string[]): string {
  return [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${["'self'", ...frameAncestors].join(' ')}`,
  ].join('; ');
}

/** While the page is being built after an installation. It looks again by itself. */
const BEING_BUILT = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3"><title>simgate</title></head>
<body><h1>One moment</h1><p>The page is being built, which takes some seconds after an installation. It loads by itself.
The API works already.</p></body></html>
`;

interface Found {
  readonly path: string;
  readonly size: number;
  readonly encoding?: 'br' | 'gzip';
}

async function fileAt(path: string, encoding?: 'br' | 'gzip'): Promise<Found | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return undefined;
    return { path, size: found.size, ...(encoding === undefined ? {} : { encoding }) };
  } catch {
    return undefined;
  }
}

/** The smallest form of a file that the browser takes. */
async function best(path: string, accepted: string): Promise<Found | undefined> {
  const takes = (name: string) => accepted.split(',').some(one => one.trim().split(';')[0] === name);
  return (
    (takes('br') ? await fileAt(`${path}.br`, 'br') : undefined) ??
    (takes('gzip') ? await fileAt(`${path}.gz`, 'gzip') : undefined) ??
    (await fileAt(path))
  );
}

function typeOf(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return Object.entries(mediaTypes).find(([one]) => one === ending)?.[1] ?? 'application/octet-stream';
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, path: string, name: string) {
  const accepted = request.headers['accept-encoding'];
  const found = await best(path, typeof accepted === 'string' ? accepted : '');
  if (found === undefined) return undefined;
  reply
    .header('content-type', typeOf(name))
    .header('content-length', found.size)
    .header('vary', 'accept-encoding');
  if (found.encoding !== undefined) reply.header('content-encoding', found.encoding);
  return reply.send(createReadStream(found.path));
}

/** The pages by their path: the console, and the reference of the API. */
const pages = { '/': 'index.html', '/docs': 'docs.html' } as const;

/** Headers of everything that is a page. */
function addPageHeaders(reply: FastifyReply, policy: string): void {
  reply
    .header('cache-control', 'no-cache')
    .header('content-security-policy', policy)
    .header('referrer-policy', 'no-referrer');
}

/** `GET /docs/symptoms/no-sim` and the other pages of the manual. */
function addManual(app: FastifyInstance, folder: string, policy: string): void {
  app.get('/docs/*', { config: { open: true }, exposeHeadRoute: true }, async (request, reply) => {
    const { '*': asked } = request.params as { readonly '*': string };
    if (!PAGE_NAME.test(asked)) return sendPage(reply, 404);
    const file = `docs/${asked}.html`;
    addPageHeaders(reply, policy);
    return (await sendFile(request, reply, join(folder, file), file)) ?? sendPage(reply, 404);
  });
}

/** `GET /`, `GET /docs`, the manual below it, and the files under `/assets/`. */
export function addConsole(app: FastifyInstance, { folder, frameAncestors }: ConsoleOptions): void {
  if (folder === undefined) return;
  const config = { open: true };
  const policy = contentSecurityPolicy(frameAncestors);
  for (const [path, file] of Object.entries(pages)) {
    app.get(path, { config, exposeHeadRoute: true }, async (request, reply) => {
      addPageHeaders(reply, policy);
      const sent = await sendFile(request, reply, join(folder, file), file);
      return sent ?? reply.code(503).header('content-type', mediaTypes.html).send(BEING_BUILT);
    });
  }
  addManual(app, folder, policy);
  app.get('/assets/:name', { config, exposeHeadRoute: true }, async (request, reply) => {
    const { name } = request.params as { readonly name: string };
    if (!FILE_NAME.test(name)) return sendPage(reply, 404);
    reply.header('cache-control', HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache');
    return (await sendFile(request, reply, join(folder, 'assets', name), name)) ?? sendPage(reply, 404);
  });
}
