import { areaY, line, type Markish } from '@observablehq/plot'
import { html } from '../html.ts'
import { inSeconds, type Picture, thin } from './picture.ts'
import { draw, renderKey, STROKES, type Stroke } from './plot.ts'
import type { Row } from './tables.ts'

const LINES: [column: string, meaning: string, stroke: Stroke][] = [
  ['running', 'Running', STROKES.strong],
  ['pending', 'Pending', STROKES.dashed],
  ['fits', 'room on the node', STROKES.dotted],
]

const MOST_POINTS = 600
const MOST_ROWS = 12

/** Pods that run and Pods that are Pending, against how many the node has room for; nothing if nobody looked. */
export function drawPods(rows: Row[]): Picture | undefined {
  const counts = rows.filter((row) => LINES.every(([column]) => row.number(column) !== undefined))
  const [first, last] = [counts[0], counts.at(-1)]
  if (!first || !last) return undefined
  const points = (column: string) =>
    thin(counts, MOST_POINTS).map((row) => ({ x: row.seconds, y: row.number(column) }))
  const at = { x: 'x', y: 'y', curve: 'step-after' } as const
  const marks: Markish[] = [
    areaY(points('running'), { ...at, fill: 'var(--plain)', fillOpacity: 0.25 }),
    ...LINES.map(([column, , stroke]) => line(points(column), { ...at, ...stroke })),
  ]
  const values = LINES.flatMap(([column]) => counts.map((row) => row.number(column) ?? 0))
  const svg = draw(marks, {
    height: 180,
    marginTop: 8,
    marginBottom: 34,
    x: { domain: [0, Math.max(1, last.seconds)], label: 'seconds' },
    y: { domain: [0, Math.max(1, ...values) * 1.1], label: null, ticks: 5, grid: true },
  })
  const key = html`<p class="quiet">Pods: ${LINES.map(([, meaning, stroke]) => renderKey(stroke, meaning))}</p>`
  const changed = counts.filter((row, i) => i === counts.length - 1 || !isSame(row, counts[i - 1]))
  return {
    title: 'Pods that run and Pods that wait',
    panels: [html`${key}${svg}`],
    sentence: `Pods after ${inSeconds(last.seconds)}: ${last.number('running')} Running, ${last.number('pending')} Pending; the node had room for ${last.number('fits')}.`,
    table: {
      head: ['Time', ...LINES.map(([, meaning]) => meaning)],
      rows: thin(changed, MOST_ROWS).map((row) => [
        inSeconds(row.seconds),
        ...LINES.map(([column]) => `${row.number(column)}`),
      ]),
    },
  }
}

const isSame = (row: Row, before: Row | undefined) =>
  LINES.every(([column]) => row.number(column) === before?.number(column))
