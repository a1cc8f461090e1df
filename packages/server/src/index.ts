/** The SMS server as a library: its program and its settings. */
export { loadServerConfig } from './config/load.ts';
export type { ServerConfig } from './config/schema.ts';
export { type RunningServer, type ServerSurroundings, startServer } from './program.ts';
