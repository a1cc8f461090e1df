/** A load generator that costs little: ready-made requests over plain sockets, so that the server has the machine. */
import { connect, type Socket } from 'node:net';

export interface Load {
  readonly url: string;
  readonly path: string;
  readonly authorization: string;
  /** Default POST; GET has no body. */
  readonly method?: 'GET';
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
  /** A text that every answer must contain; another answer ends the load with an error. */
  readonly expected: string;
}

function requestOf({ url, path, authorization, body, method }: Load): string {
  if (method === 'GET') return `GET ${path} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n\r\n`;
  return [
    `POST ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    `Authorization: ${authorization}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** Length of the first whole answer in `text`; 0 while it is not whole. Answers here carry a Content-Length. */
function answerLength(text: string): number {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? Number.NaN);
  const whole = head + 4 + length;
  return text.length >= whole ? whole : 0;
}

/** One request after another on one connection until `isOver`; resolves to the number answered. */
function drive(load: Load, request: string, isOver: () => boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(load.url);
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let answered = 0;
    let text = '';
    socket.setEncoding('latin1');
    socket.on('error', error =>
      reject(new Error(`after ${answered} answers at ${load.url}${load.path}: ${error.message}`)),
    );
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk: string) => {
      text += chunk;
      const length = answerLength(text);
      if (length === 0) return;
      if (!text.includes(load.expected)) {
        socket.destroy();
        return reject(new Error(`unexpected answer: ${text}`));
      }
      text = '';
      answered += 1;
      if (!isOver()) return socket.write(request);
      socket.destroy();
      resolve(answered);
    });
  });
}

/** Requests answered a second. */
export async function requestsPerSecond(load: Load): Promise<number> {
  const begun = performance.now();
  const isOver = (): boolean => performance.now() - begun >= load.seconds * 1000;
  const request = requestOf(load);
  const counts = await Promise.all(
    Array.from({ length: load.connections }, () => drive(load, request, isOver)),
  );
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - begun) / 1000);
}
