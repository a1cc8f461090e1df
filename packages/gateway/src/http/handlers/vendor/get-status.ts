import type { Contract } from '@simgate/api/contract';
import { done } from '@simgate/daemon/http';
import type { Handler } from '../context.ts';

/** Of the later document: eight texts. */
export const getStatus: Handler<Contract['get_status']> = async (_request, { machineStatus }) => {
  const { cpuUsed, memory, disk } = await machineStatus();
  const { total, cached, buffers, free } = memory;
  return done(200, {
    performance: {
      cpu_used: `${cpuUsed}`,
      flash_total: `${disk.total}`,
      flash_used: `${disk.used}`,
      memory_total: `${total}`,
      memory_cached: `${cached}`,
      memory_buffers: `${buffers}`,
      memory_free: `${free}`,
      memory_used: `${Math.max(total - free - cached - buffers, 0)}`,
    },
  });
};
