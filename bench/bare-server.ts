/**
 * The least that a server needs which stores each request before it answers: `node:http`, one row a request, group commit with full
 * synchronisation. No sign-in, no checks, no contract. `send_sms` is measured against it. Usage: node bench/bare-server.ts FILE
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';

const [file = ''] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
database.exec('CREATE TABLE requests (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO requests (body) VALUES (?)');

interface Waiting {
  readonly body: string;
  readonly response: ServerResponse;
}
let waiting: Waiting[] = [];

/** Stores the requests of one turn of the event loop in one transaction, then answers them. */
function commit(): void {
  const works = waiting;
  waiting = [];
  database.exec('BEGIN IMMEDIATE');
  const ids = works.map(({ body }) => insert.run(body).lastInsertRowid);
  database.exec('COMMIT');
  for (const [index, { response }] of works.entries()) {
    const text = JSON.stringify({ error_code: 202, task_id: ids[index] });
    response.writeHead(202, { 'content-type': 'application/json', 'content-length': text.length });
    response.end(text);
  }
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ body: Buffer.concat(pieces).toString('utf8'), response });
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listens on ${(server.address() as AddressInfo).port}`));
