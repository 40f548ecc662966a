import { areaY, line, type Markish, ruleX, text } from '@observablehq/plot'
import { type Html, html } from '../html.ts'
import { inSeconds, type Picture, thin } from './picture.ts'
import { draw, LETTER, MARGIN, renderKey, STROKES, type Stroke, WIDTH } from './plot.ts'
import type { Row } from './tables.ts'

/** Something that happened at a time. */
interface Event {
  seconds: number
  event: string
}

/** Points of one line; more are not told apart. */
const MOST_POINTS = 600

/** Replicas, utilisation and requests of an autoscaled workload under load; nothing if there is no sample. */
export function drawOverTime(rows: Row[]): Picture | undefined {
  const samples = rows.filter((row) => row.number('replicas') !== undefined)
  const events = rows.flatMap((row) =>
    row.text('event') ? [{ seconds: row.seconds, event: row.text('event') }] : [],
  )
  if (samples.length === 0) return undefined
  const end = Math.max(...rows.map(({ seconds }) => seconds), 1)
  const panel = (title: string, lines: Line[], isFilled = false) =>
    drawPanel({ title, lines, isFilled, samples: thin(samples, MOST_POINTS), events, end })
  return {
    title: 'Replicas, CPU and requests over time',
    panels: [
      drawEvents(events, end),
      panel('Replicas', [
        { column: 'replicas', meaning: 'wanted', stroke: STROKES.strong },
        { column: 'ready', meaning: 'Ready', stroke: STROKES.plain },
      ]),
      panel('CPU in % of the requests', [
        { column: 'utilisation_percent', meaning: 'read by the autoscaler', stroke: STROKES.strong },
        { column: 'target_percent', meaning: 'its target', stroke: STROKES.dashed },
      ]),
      panel(
        'Requests a second',
        [{ column: 'requests_per_second', meaning: 'sent', stroke: STROKES.plain }],
        true,
      ),
    ],
    sentence: tell(samples, events),
    table: tabulate(samples, events),
  }
}

interface Line {
  column: string
  meaning: string
  stroke: Stroke
}

interface Panel {
  title: string
  lines: Line[]
  /** Whether the room below the line is filled. */
  isFilled: boolean
  samples: Row[]
  events: Event[]
  end: number
}

function drawPanel({ title, lines, isFilled, samples, events, end }: Panel): Html {
  const marks: Markish[] = [drawRules(events)]
  for (const { column, stroke } of lines) {
    const points = samples.map((row) => ({ x: row.seconds, y: row.number(column) }))
    const at = { x: 'x', y: 'y', curve: 'step-after' } as const
    if (isFilled) marks.push(areaY(points, { ...at, fill: 'var(--plain)', fillOpacity: 0.3 }))
    marks.push(line(points, { ...at, ...stroke }))
  }
  const values = lines.flatMap(({ column }) => samples.map((row) => row.number(column) ?? 0))
  const svg = draw(marks, {
    height: 124,
    marginTop: 8,
    marginBottom: 34,
    x: { domain: [0, end], label: 'seconds' },
    y: { domain: [0, Math.max(1, ...values) * 1.05], label: null, ticks: 4, grid: true },
  })
  return html`<p class="quiet">${title}: ${lines.map(({ stroke, meaning }) => renderKey(stroke, meaning))}</p>${svg}`
}

const drawRules = (events: Event[]) => ruleX(events, { x: 'seconds', stroke: 'var(--quiet)' })

/** The names of the events above their lines, in so many rows that no name stands on another. */
function drawEvents(events: Event[], end: number): Html {
  const perSecond = (WIDTH - MARGIN.left - MARGIN.right) / end
  const ends: number[] = []
  const labels = events.map(({ seconds, event }) => {
    const width = (event.length + 1) * LETTER
    const isLeft = seconds * perSecond + width > WIDTH - MARGIN.left
    const from = seconds * perSecond - (isLeft ? width : 0)
    const free = ends.findIndex((before) => before <= from)
    const row = free < 0 ? ends.length : free
    ends[row] = from + width
    return { seconds, event, row, isLeft }
  })
  const names = (isLeft: boolean) =>
    text(
      labels.filter((label) => label.isLeft === isLeft),
      { x: 'seconds', y: 'row', text: 'event', textAnchor: isLeft ? 'end' : 'start', dx: isLeft ? -4 : 4 },
    )
  return draw([drawRules(events), names(false), names(true)], {
    height: 14 * Math.max(1, ends.length) + 6,
    marginTop: 8,
    marginBottom: 6,
    x: { domain: [0, end], axis: null },
    y: { domain: [0, Math.max(1, ends.length - 1)], axis: null, reverse: true },
  })
}

const most = (samples: Row[], column: string) =>
  samples.reduce((largest, row) => Math.max(largest, row.number(column) ?? 0), 0)

function tell(samples: Row[], events: Event[]): string {
  const count = (row: Row | undefined) => row?.number('replicas') ?? 0
  const happened = events.map(({ seconds, event }) => `${event} at ${inSeconds(seconds)}`).join(', ')
  const target = samples.findLast((row) => row.number('target_percent') !== undefined)
  const aim = target ? `, with a target of ${target.number('target_percent')} %` : ''
  return [
    `Replicas wanted: ${count(samples[0])} at first, ${most(samples, 'replicas')} at most, ${count(samples.at(-1))} at the end.`,
    `The CPU reached ${most(samples, 'utilisation_percent')} % of the requests${aim}, at up to ${Math.round(most(samples, 'requests_per_second'))} requests a second.`,
    happened ? `What happened: ${happened}.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** Rows of the table, so that it is read and not skipped. */
const MOST_ROWS = 14

/** How it was at the start, at each event and at the end. */
function tabulate(samples: Row[], events: Event[]): Picture['table'] {
  const cell = (row: Row, column: string) => `${row.number(column) ?? ''}`
  const columns = ['replicas', 'ready', 'utilisation_percent', 'target_percent', 'requests_per_second']
  const at = (seconds: number) => samples.findLast((row) => row.seconds <= seconds) ?? samples[0]
  const end = samples.at(-1)?.seconds ?? 0
  const moments = [{ seconds: 0, event: 'start' }, ...events, { seconds: end, event: 'end' }]
  const rows = thin(moments, MOST_ROWS).map(({ seconds, event }) => {
    const row = at(seconds)
    return [inSeconds(seconds), event, ...columns.map((column) => (row ? cell(row, column) : ''))]
  })
  return { head: ['Time', 'Event', 'Wanted', 'Ready', 'CPU in %', 'Target in %', 'Requests a second'], rows }
}
