/** The SMS server as a library: its program, and the types of its parts. */
export type { GatewayDriver, GatewayListener } from './domain/driver.ts';
export type { Gateway, Port, Sim } from './domain/gateway.ts';
export type { Message } from './domain/message.ts';
export type { Pool } from './domain/pool.ts';
export type { Store } from './store/store.ts';
