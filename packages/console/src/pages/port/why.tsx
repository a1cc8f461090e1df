import { portReasons } from '@simgate/api/contract';
import type { Port } from '../../data/types.ts';
import { Advice } from '../../parts/advice.tsx';

/** Why a port does not work, and what to do. */
export function Why({ port }: { readonly port: Port }) {
  if (port.reason === '') return null;
  const { causes, remedies } = portReasons[port.reason];
  return <Advice causes={causes} remedies={remedies} />;
}
