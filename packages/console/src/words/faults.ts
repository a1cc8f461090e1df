/** Failures of a request in words. */
import { Fault } from '../data/api.ts';
import type { T } from './i18n.ts';

/** A failure in words for people: a refusal has the words of the gateway. */
export function faultText(error: unknown, t: T): string {
  if (!(error instanceof Fault)) return String(error);
  const { error: fault } = error;
  if (fault.kind === 'refused')
    return fault.code === 403 ? t('fault.forbidden') : t('fault.refused', { reason: fault.message });
  if (fault.kind === 'unexpected') return t('fault.unexpected', { status: fault.status });
  return t(fault.kind === 'unauthorized' ? 'fault.unauthorized' : 'fault.unreachable');
}
