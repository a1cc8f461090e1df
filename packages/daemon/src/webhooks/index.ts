/** `@simgate/daemon/webhooks`: delivers events to targets, over a queue and a source that its user has. Knows no kind of event. */
export { AddressBook, AddressGuard, allowedAddressProblem, type Resolve } from './addresses.ts';
export {
  type Attempt,
  type Changes,
  type Delivery,
  type DeliveryQueue,
  type EventSource,
  freshDelivery,
  PASSED_OVER,
  type Page,
  type QueuedEvent,
  type Waiting,
} from './delivery.ts';
export { Poster } from './poster.ts';
export { destinationOf, optionsProblem, originProblem, type TargetOptions } from './target.ts';
export { type Send, TargetWorker, type WorkerState } from './target-worker.ts';
