/** `@simgate/daemon/http`: serves a contract by its handlers, over plain HTTP and HTTPS, behind one gatekeeper. */
export { type Answer, done, listed, type Refused, refused } from './answers.ts';
export { DOWNLOAD_PARAMETER, type DownloadLinks } from './gatekeeper.ts';
export type { Call, Handler as HandlerOf, Handlers as HandlersOf } from './handler.ts';
export { addGauge, type Collect, HttpMetrics } from './http-metrics.ts';
export type { ListeningAddress } from './listeners.ts';
export { Masking } from './masking.ts';
export { sendPage } from './pages.ts';
export { HttpService, type ServiceOptions } from './service.ts';
export { type UserContext, userHandlers } from './user-handlers.ts';
