import type { Port } from '../../data/types.ts';
import { Advice } from '../../parts/advice.tsx';
import { useReason } from '../../words/reasons/reasons.ts';

/** Why a port does not work, and what to do. */
export function Why({ port }: { readonly port: Port }) {
  const reason = useReason()('port', port.reason);
  return reason === undefined ? null : <Advice {...reason} />;
}
