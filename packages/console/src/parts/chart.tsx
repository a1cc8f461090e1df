/** Lines over time. The drawing is for eyes alone: who uses it puts its numbers beside it as text. */
import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { useFormats } from '../words/format.ts';

/** One line of a chart. */
export interface Line {
  readonly label: string;
  readonly color: string;
  readonly values: readonly (number | null)[];
}

interface Props {
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  /** The lowest and highest value of the axis; absent: from 0 to what is there. */
  readonly range?: readonly [low: number, high: number];
  /** Whether a line is filled down to the axis. */
  readonly filled?: boolean;
}

const HEIGHT = 180;
const DAY = 86_400;
const FEW = 4;

/** Options of uPlot in the colours of the page. Above two days the axis has dates, below it times of the day. */
function useOptions({ times, lines, range, filled }: Props) {
  const formats = useFormats();
  // Not a frame later: on a dark page the first drawing would dazzle.
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const long = (times.at(-1) ?? 0) - (times[0] ?? 0) > 2 * DAY;
  const label = (seconds: number): string => {
    const instant = new Date(seconds * 1000).toISOString();
    return long ? formats.day(instant) : formats.clock(instant);
  };
  const axis = {
    stroke: dark ? '#a6adb4' : '#5c636a',
    grid: { stroke: dark ? '#3a3f45' : '#e3e6e9', width: 1 },
    ticks: { show: false },
  };
  return {
    height: HEIGHT,
    cursor: { show: false },
    legend: { show: false },
    scales: { y: { range: range === undefined ? highestOf : () => [...range] as [number, number] } },
    axes: [
      { ...axis, values: (_chart: UPlot, splits: number[]) => splits.map(label), space: 80 },
      {
        ...axis,
        size: 48,
        values: (_chart: UPlot, splits: number[]) => splits.map(value => formats.count(value)),
      },
    ],
    series: [
      {},
      ...lines.map(({ label: name, color, values }) => ({
        label: name,
        stroke: color,
        width: 2,
        // A single value is no line.
        points: { show: values.filter(value => value !== null).length < FEW },
        ...(filled ? { fill: `${color}33` } : {}),
      })),
    ],
  };
}

/** Counts begin at 0, and an axis of nothing is no flat line at its top. */
function highestOf(_chart: UPlot, _low: number | null, high: number | null): [number, number] {
  return [0, Math.max(5, Math.ceil((high ?? 0) * 1.1))];
}

/**
 * A chart by time. It is drawn on a canvas, which screen readers cannot read: the page has the same in words beside it.
 * A null is a gap in the line. It is drawn anew at each render, and follows the width of its room.
 */
export function Chart(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const options = useOptions(props);
  const { times, lines } = props;
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const data = [[...times], ...lines.map(({ values }) => [...values])] as UPlot.AlignedData;
    const chart = new UPlot({ ...options, width: current.clientWidth || 320 }, data, current);
    const sizes = new ResizeObserver(() => chart.setSize({ width: current.clientWidth, height: HEIGHT }));
    sizes.observe(current);
    return () => {
      sizes.disconnect();
      chart.destroy();
    };
  });
  // Time runs from left to right in every language.
  return <div ref={box} className="chart" aria-hidden dir="ltr" />;
}
