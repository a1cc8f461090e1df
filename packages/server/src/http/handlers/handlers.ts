/** One handler for each endpoint of the server's contract: the compiler holds this list complete. */
import type { Handlers } from '../context.ts';
import { batchHandlers } from './batches.ts';
import { deviceHandlers } from './device.ts';
import { eventHandlers } from './events.ts';
import { gatewayHandlers } from './gateways.ts';
import { inboundHandlers } from './inbound.ts';
import { keyHandlers } from './keys.ts';
import { messageHandlers } from './messages.ts';
import { operationHandlers } from './operation.ts';
import { poolHandlers } from './pools.ts';
import { portHandlers } from './ports.ts';
import { simHandlers } from './sims.ts';
import { userHandlers } from './users.ts';
import { webhookHandlers } from './webhooks.ts';

export const handlers: Handlers = {
  ...messageHandlers,
  ...batchHandlers,
  ...inboundHandlers,
  ...gatewayHandlers,
  ...portHandlers,
  ...deviceHandlers,
  ...simHandlers,
  ...poolHandlers,
  ...webhookHandlers,
  ...eventHandlers,
  ...keyHandlers,
  ...userHandlers,
  ...operationHandlers,
};
