import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  /** Below `docs/`, with an anchor where it is a part of a page. */
  readonly page: string;
  readonly children: ReactNode;
}

/** Leads to a page of the manual, which the gateway serves too, in a tab of its own: what somebody is doing here stays as it is. */
export function ManualLink({ page, children }: Props) {
  return (
    <Anchor href={`docs/${page}`} target="_blank" rel="noopener" hrefLang="en" inherit>
      {children}
    </Anchor>
  );
}
