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

/** One request after another on one connection until `isOver`; resolves to the milliseconds that each answer took. */
function drive(load: Load, request: string, isOver: () => boolean): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(load.url);
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const waits: number[] = [];
    let asked = 0;
    let text = '';
    const ask = (): void => {
      asked = performance.now();
      socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.on('error', error =>
      reject(new Error(`after ${waits.length} answers at ${load.url}${load.path}: ${error.message}`)),
    );
    socket.on('connect', ask);
    socket.on('data', (chunk: string) => {
      text += chunk;
      const length = answerLength(text);
      if (length === 0) return;
      if (!text.includes(load.expected)) {
        socket.destroy();
        return reject(new Error(`unexpected answer: ${text}`));
      }
      text = '';
      waits.push(performance.now() - asked);
      if (!isOver()) return ask();
      socket.destroy();
      resolve(waits);
    });
  });
}

export interface Answered {
  /** Requests answered a second. */
  readonly rate: number;
  /** Milliseconds within which 99 of 100 were answered. */
  readonly p99: number;
}

export async function answeredBy(load: Load): Promise<Answered> {
  const begun = performance.now();
  const isOver = (): boolean => performance.now() - begun >= load.seconds * 1000;
  const request = requestOf(load);
  const waits = (
    await Promise.all(Array.from({ length: load.connections }, () => drive(load, request, isOver)))
  ).flat();
  const rate = waits.length / ((performance.now() - begun) / 1000);
  const p99 = waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Number.NaN;
  return { rate, p99 };
}

/** Requests answered a second. */
export async function requestsPerSecond(load: Load): Promise<number> {
  return (await answeredBy(load)).rate;
}
