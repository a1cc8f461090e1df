/** Each step of the schema, from whatever version before it. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { StoreError } from '@simgate/daemon';
import { type Connection, migrate, openConnection } from '@simgate/daemon/store';
import { migrations } from './migrations.ts';

function database(context: TestContext, version = 0): Connection {
  const connection = openConnection(':memory:');
  context.after(() => connection.close());
  migrate(connection, migrations.slice(0, version));
  return connection;
}

function versionOf(connection: Connection): number | undefined {
  return connection.get<{ user_version: number }>('PRAGMA user_version')?.user_version;
}

/** Tables with their columns, indexes and triggers. */
function shapeOf(connection: Connection): unknown {
  const names = connection.all<{ type: string; name: string }>(
    "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
  );
  return names.map(({ type, name }) =>
    type === 'table'
      ? { type, name, columns: connection.all(`SELECT * FROM pragma_table_info('${name}')`) }
      : { type, name, columns: connection.all(`SELECT * FROM pragma_index_info('${name}')`) },
  );
}

describe('the schema', () => {
  for (let version = 0; version <= migrations.length; version += 1)
    test(`of version ${version} is brought to that of a new store`, context => {
      const connection = database(context, version);
      assert.equal(versionOf(connection), version);
      migrate(connection, migrations);
      assert.equal(versionOf(connection), migrations.length);
      assert.deepEqual(shapeOf(connection), shapeOf(database(context, migrations.length)));
    });

  test('brought up twice stays as it is', context => {
    const connection = database(context, migrations.length);
    const before = shapeOf(connection);
    migrate(connection, migrations);
    assert.deepEqual(shapeOf(connection), before);
  });

  test('has tables of strict types only', context => {
    const connection = database(context, migrations.length);
    const loose = connection
      .all<{ name: string; strict: number }>('PRAGMA table_list')
      .filter(({ name, strict }) => strict === 0 && !name.startsWith('sqlite_'));
    assert.deepEqual(loose, []);
  });

  for (let version = 1; version <= migrations.length; version += 1)
    test(`step ${version} that fails half way leaves version ${version - 1} whole, and is done at the next start`, context => {
      const connection = database(context, version - 1);
      const before = shapeOf(connection);
      const broken = [
        ...migrations.slice(0, version - 1),
        `${migrations[version - 1]}; SELECT no_such_column`,
      ];
      assert.throws(() => migrate(connection, broken), /no_such_column/);
      assert.deepEqual([versionOf(connection), connection.inTransaction()], [version - 1, false]);
      assert.deepEqual(shapeOf(connection), before);
      migrate(connection, migrations);
      assert.equal(versionOf(connection), migrations.length);
    });

  test('of a later version is refused with both numbers', context => {
    const connection = database(context, migrations.length);
    connection.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    assert.throws(
      () => migrate(connection, migrations),
      new StoreError(
        'newer',
        `the data was written by a later version: its schema is ${migrations.length + 1}, this program knows ${migrations.length}`,
      ),
    );
  });
});
