/** `@simgate/daemon`: time, chance and errors. What costs more to load has an entry of its own. */
export { boundedLog } from './bounded-log.ts';
export { type Clock, pause, type Random, systemClock, within } from './clock.ts';
export { ConfigError, lineOf, StoreError, type StoreTrouble, whyNotStored } from './errors.ts';
