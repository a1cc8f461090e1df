/** Failures of a request in words. */
import { Fault } from '../data/api.ts';
import type { T } from './i18n.ts';

/** The field that stands before a sentence of the gateway is of use in a form alone. */
function withoutField(message: string): string {
  const sentence = message.replace(/^[a-z_]+: /, '');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Whether there is no such thing: to ask again would not help. */
export function isMissing(error: unknown): boolean {
  return error instanceof Fault && error.error.kind === 'refused' && error.error.code === 404;
}

/** A failure in words for people: a refusal has the words of the gateway. */
export function faultText(error: unknown, t: T): string {
  if (!(error instanceof Fault)) return String(error);
  const { error: fault } = error;
  if (isMissing(error) && fault.kind === 'refused') return withoutField(fault.message);
  if (fault.kind === 'refused') {
    if (fault.code === 403) return t('fault.forbidden');
    if (fault.code < 500) return t('fault.refused', { reason: fault.message });
    return t('fault.failed', { reason: fault.message.replace(/^gateway: /, '') });
  }
  if (fault.kind === 'unexpected') return t('fault.unexpected', { status: fault.status });
  return t(fault.kind === 'unauthorized' ? 'fault.unauthorized' : 'fault.unreachable');
}
