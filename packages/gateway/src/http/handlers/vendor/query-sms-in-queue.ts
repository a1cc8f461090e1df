import type { Contract } from '@simgate/api/contract';
import { done } from '@simgate/daemon/http';
import type { Handler } from '../context.ts';

/** Chapter 5. Messages, not segments. */
export const querySmsInQueue: Handler<Contract['query_sms_in_queue']> = (_request, { messages }) =>
  done(200, { in_queue: messages.inQueue() });
