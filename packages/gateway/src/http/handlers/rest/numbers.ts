import { done, refused } from '@simgate/daemon/http';
import type { Handlers } from '../context.ts';

export const numberHandlers = {
  erase_number: async ({ number }, { erasure }) => {
    const outcome = await erasure.erase(number);
    return outcome.ok ? done(200, { ...outcome.erased }) : refused(409, outcome.error);
  },
} satisfies Partial<Handlers>;
