import { SegmentedControl, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { loaded } from '../../data/loaded.ts';
import { dbmOf } from '../../data/port-state.ts';
import { spreadOf } from '../../data/series.ts';
import { FaultNote } from '../../parts/fault-note.tsx';
import { type Span, spans, useStatistics } from '../../parts/use-statistics.ts';
import { useT } from '../../words/i18n.ts';

const parts = {
  Chart: lazy(() => loaded(async () => ({ default: (await import('../../parts/chart.tsx')).Chart }))),
};

const choices = Object.keys(spans) as Span[];
/** The range of +CSQ, in dBm (27.007 8.5). */
const dbmRange = [-113, -51] as const;

/** The signal of a row in dBm; null, a gap in the line, where it is not known. */
function dbmOfRow(signal: number | null | undefined): number | null {
  return signal === null || signal === undefined || signal <= 0 ? null : Math.round(dbmOf(signal));
}

/**
 * The signal of an hour, a day or a week as a line, and in words.
 * In dBm from -113 to -51 (27.007 8.5), with gaps where no signal is known. The library of the chart is loaded on demand.
 */
export function SignalChart({ port }: { readonly port: number }) {
  const t = useT();
  const [span, setSpan] = useState<Span>('hour');
  const { data, error, refetch } = useStatistics(span, port);
  const values = data?.rows.map(row => dbmOfRow(row?.signal)) ?? [];
  const spread = spreadOf(values);
  return (
    <>
      <SegmentedControl
        aria-label={t('chart.span')}
        value={span}
        onChange={value => setSpan(choices.find(one => one === value) ?? 'hour')}
        data={choices.map(value => ({ value, label: t(`chart.span.${value}`) }))}
        size="xs"
        mb="xs"
      />
      {error === null ? null : <FaultNote error={error} again={() => void refetch()} />}
      <Text size="sm" c="dimmed" mih="1.5em">
        {spread === undefined ? '' : t('chart.signal.words', { ...spread })}
      </Text>
      {data === undefined || spread === undefined ? (
        <div className={data === undefined ? 'chart' : 'chart chart-empty'}>
          {data === undefined ? null : (
            <Text size="sm" c="dimmed">
              {t('chart.signal.none')}
            </Text>
          )}
        </div>
      ) : (
        <Suspense fallback={<div className="chart" />}>
          <parts.Chart
            times={data.times}
            lines={[{ label: t('port.signal'), color: '#0072b2', values }]}
            range={dbmRange}
          />
        </Suspense>
      )}
    </>
  );
}
