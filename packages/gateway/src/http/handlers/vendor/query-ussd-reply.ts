import type { Contract } from '@simgate/api/contract';
import { done } from '@simgate/daemon/http';
import type { Handler } from '../context.ts';

/** Ports that do not exist are answered too (contract, chapter 8). */
export const queryUssdReply: Handler<Contract['query_ussd_reply']> = ({ port }, { ussd }) =>
  done(200, { reply: [...new Set(port)].map(number => ({ port: number, text: ussd.reply(number) })) });
