import { Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { loaded } from '../../data/loaded.ts';
import { Section } from '../../parts/section.tsx';
import { useStatistics } from '../../parts/use-statistics.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

const parts = {
  Chart: lazy(() => loaded(async () => ({ default: (await import('../../parts/chart.tsx')).Chart }))),
};

const lines = [
  { name: 'sent', color: '#0072b2' },
  { name: 'received', color: '#009e73' },
  { name: 'failed', color: '#d55e00' },
] as const;

/**
 * Messages of the last 24 hours, by quarters of an hour.
 * The sums stand in the legend, so that the chart is not needed to read them. A quarter without a row counts as 0.
 */
export function TrafficChart() {
  const t = useT();
  const formats = useFormats();
  const { data } = useStatistics('day');
  if (data === undefined) return null;
  const sumOf = (name: (typeof lines)[number]['name']) =>
    data.rows.reduce((sum, row) => sum + (row?.[name] ?? 0), 0);
  return (
    <Section title={t('chart.traffic')}>
      <ul className="legend">
        {lines.map(({ name, color }) => (
          <li key={name}>
            <span className="dot" style={{ background: color }} aria-hidden />
            <Text span size="sm">
              {t(`port.today.${name}`)} {formats.count(sumOf(name))}
            </Text>
          </li>
        ))}
      </ul>
      <Suspense fallback={<div className="chart" />}>
        <parts.Chart
          times={data.times}
          lines={lines.map(({ name, color }) => ({
            label: name,
            color,
            values: data.rows.map(row => row?.[name] ?? 0),
          }))}
          filled
        />
      </Suspense>
    </Section>
  );
}
