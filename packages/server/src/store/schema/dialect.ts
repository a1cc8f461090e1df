/**
 * The little in which the SQL of the engines differs. Statements are written in what both share, with these words where they do not:
 *
 * | word | SQLite | PostgreSQL |
 * |---|---|---|
 * | `{now}` | wall milliseconds since 1970 of its machine | the same of the database's machine |
 * | `{share}` | nothing: one process owns the file | FOR SHARE |
 * | `{skip}` | nothing | FOR UPDATE SKIP LOCKED |
 * | `{strict}` | STRICT | nothing |
 * | `{clustered}` | STRICT, WITHOUT ROWID: the key is the table | nothing |
 * | `{int}`, `{real}`, `{text}`, `{bytes}` | INTEGER, REAL, TEXT, BLOB | bigint, double precision, text, bytea |
 * | `{each}` ... `{end}` | `JOIN message ON message.part = v.part AND message.id IN (SELECT newest.id` ... `)` | `JOIN LATERAL (SELECT newest.*` ... `) AS message ON true` |
 *
 * `{each}` joins those messages to each row of the list that a query on `message AS newest` finds for it. The query runs once a row on both;
 * with `IN` PostgreSQL would run it for each message.
 */
export type Engine = 'sqlite' | 'postgres';

const words: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  sqlite: {
    now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    share: '',
    skip: '',
    strict: 'STRICT',
    clustered: 'STRICT, WITHOUT ROWID',
    int: 'INTEGER',
    real: 'REAL',
    text: 'TEXT',
    bytes: 'BLOB',
    each: 'JOIN message ON message.part = v.part AND message.id IN (SELECT newest.id',
    end: ')',
  },
  postgres: {
    now: '(extract(epoch FROM clock_timestamp()) * 1000)::bigint',
    share: 'FOR SHARE',
    skip: 'FOR UPDATE SKIP LOCKED',
    strict: '',
    clustered: '',
    int: 'bigint',
    real: 'double precision',
    // Compared by octets, as SQLite does it, so that an order is the same on both.
    text: 'text COLLATE "C"',
    bytes: 'bytea',
    each: 'JOIN LATERAL (SELECT newest.*',
    end: ') AS message ON true',
  },
};

/**
 * Puts the words of an engine into a statement; `{rows}` is left for the engine, which knows the list.
 * @throws RangeError for a word that is not known: a mistake of the program
 */
export function dialectOf(engine: Engine, sql: string): string {
  return sql.replaceAll(/\{([a-z]+)\}/g, (whole, word: string) => {
    if (word === 'rows') return whole;
    const replacement = words[engine][word];
    if (replacement === undefined) throw new RangeError(`no word {${word}} in SQL`);
    return replacement;
  });
}
