import type { ReactNode } from 'react';

/** Numbers and identities run from left to right, also in Arabic. */
export function Ltr({ children }: { readonly children: ReactNode }) {
  return <bdi dir="ltr">{children}</bdi>;
}
