import type { Contract } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { Handler } from '../context.ts';

/** Chapter 11. Answers when it is stored; it is done after that. */
export const setPortInfo: Handler<Contract['set_port_info']> = async (request, { portManagement }) => {
  const { port, ...asked } = request;
  const answer = await portManagement.act(port, asked);
  return answer.ok ? done(200, {}) : refused(answer.code, answer.error);
};
