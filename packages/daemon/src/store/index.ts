/** `@simgate/daemon/store`: a data folder with one SQLite database, owned by one process, committed in groups. */
export { type Connection, type Database, openConnection, type Row, type Value } from './database.ts';
export { asStoreError } from './errors.ts';
export { folderOwner, lockFolder } from './folder-lock.ts';
export type { GroupCommit, Work } from './group-commit.ts';
export { migrate } from './migrate.ts';
export { ownFile, ownFolder } from './own-file.ts';
export type { Json, Settings } from './settings.ts';
export { resume, type SteadyClock } from './steady-clock.ts';
export { type Log, openDataFolder, type Store, type StoreOptions } from './store.ts';
export { STORE_TABLES } from './tables.ts';
