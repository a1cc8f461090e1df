/**
 * The least that a server needs which stores each request before it answers: `node:http`, one row a request, group commit with full
 * synchronisation. No sign-in, no checks, no contract. `send_sms` and the server's accepting are measured against it.
 * Usage: node bench/bare-server.ts FILE, or the address of a PostgreSQL database in its place
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/** Stores bodies in one transaction; the ids of their rows. */
type Insert = (bodies: readonly string[]) => readonly number[] | Promise<readonly number[]>;

const TABLE = 'body TEXT NOT NULL)';

function openSqlite(file: string): Insert {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec(`CREATE TABLE requests (id INTEGER PRIMARY KEY, ${TABLE}`);
  const insert = database.prepare('INSERT INTO requests (body) VALUES (?)');
  return bodies => {
    database.exec('BEGIN IMMEDIATE');
    const ids = bodies.map(body => Number(insert.run(body).lastInsertRowid));
    database.exec('COMMIT');
    return ids;
  };
}

async function openPostgres(url: string): Promise<Insert> {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  await pool.query(`CREATE TABLE requests (id BIGSERIAL PRIMARY KEY, ${TABLE}`);
  const text = 'INSERT INTO requests (body) SELECT * FROM unnest($1::text[]) RETURNING id';
  return async bodies => {
    const { rows } = await pool.query<{ id: string }>({ name: 'insert', text, values: [bodies] });
    return rows.map(({ id }) => Number(id));
  };
}

const [place = ''] = process.argv.slice(2);
const insert = place.startsWith('postgres:') ? await openPostgres(place) : openSqlite(place);

interface Waiting {
  readonly body: string;
  readonly response: ServerResponse;
}
let waiting: Waiting[] = [];

/** Stores the requests of one turn of the event loop in one transaction, then answers them. */
async function commit(): Promise<void> {
  const works = waiting;
  waiting = [];
  const ids = await insert(works.map(({ body }) => body));
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
    if (waiting.length === 0) setImmediate(() => void commit());
    waiting.push({ body: Buffer.concat(pieces).toString('utf8'), response });
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listens on ${(server.address() as AddressInfo).port}`));
