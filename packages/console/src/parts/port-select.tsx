import { NativeSelect } from '@mantine/core';
import { usePortsPart } from '../data/hooks.ts';
import { isolate, useT } from '../words/i18n.ts';

interface Props {
  readonly label: string;
  /** "" for any. */
  readonly value: string;
  readonly change: (value: string) => void;
  readonly any?: boolean;
}

/** Ports by number, with the own number of the SIM beside it. */
export function PortSelect({ label, value, change, any = false }: Props) {
  const t = useT();
  const known = usePortsPart(all => all.map(({ port, sim }) => ({ port, number: sim?.number ?? '' })));
  const ports = known.map(({ port, number }) => ({
    value: `${port}`,
    label: number === '' ? t('common.port', { port }) : `${t('common.port', { port })} · ${isolate(number)}`,
  }));
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={event => change(event.currentTarget.value)}
      data={any ? [{ value: '', label: t('common.anyPort') }, ...ports] : ports}
    />
  );
}
