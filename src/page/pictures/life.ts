import { barX, text } from '@observablehq/plot'
import { html } from '../html.ts'
import { inSeconds, type Picture } from './picture.ts'
import { draw, LETTER, WIDTH } from './plot.ts'
import type { Row } from './tables.ts'

/** A thing in one state, from a time to a time, in seconds. */
interface Span {
  thing: string
  state: string
  from: number
  to: number
}

/** More are not drawn: a Pod has few claims. */
const MOST_THINGS = 12
const MOST_ROWS = 40
const MARGIN = 8
const LANE = 48

/** What was there, and in which state, from when to when; nothing if nothing was noted. */
export function drawLife(rows: Row[]): Picture | undefined {
  const things = [...new Set(rows.map((row) => row.text('thing')))].slice(0, MOST_THINGS)
  const end = Math.max(...rows.map(({ seconds }) => seconds), 1)
  const spans = things.flatMap((thing) => spansOf(thing, rows, end)).slice(0, MOST_ROWS)
  if (spans.length === 0) return undefined
  const perSecond = (WIDTH - 2 * MARGIN) / end
  const fitting = spans.filter(({ state, from, to }) => state.length * LETTER < (to - from) * perSecond - 6)
  const bars = { x1: 'from', x2: 'to', y: 'thing', insetTop: 18, insetBottom: 8, stroke: 'currentColor' }
  const svg = draw(
    [
      barX(spans.filter(isThere), { ...bars, fill: 'var(--plain)', fillOpacity: 0.35 }),
      barX(
        spans.filter((span) => !isThere(span)),
        { ...bars, fill: 'none', strokeDasharray: '3 3' },
      ),
      text(fitting, { x: 'from', y: 'thing', text: 'state', textAnchor: 'start', dx: 5, dy: 5 }),
      text(things, {
        frameAnchor: 'left',
        y: (thing) => thing,
        textAnchor: 'start',
        dy: -15,
        fontWeight: 600,
      }),
    ],
    {
      height: LANE * things.length + 42,
      marginTop: 4,
      marginBottom: 34,
      marginLeft: MARGIN,
      marginRight: MARGIN,
      x: { domain: [0, end], label: 'seconds' },
      y: { domain: things, axis: null, padding: 0 },
    },
  )
  return {
    title: 'What was there, and when',
    panels: [html`<p class="quiet">A dashed, empty bar is a state that is not reached.</p>${svg}`],
    sentence: things.map((thing) => tell(thing, spans, end)).join(' '),
    table: {
      head: ['What', 'State', 'From', 'To'],
      rows: spans.map(({ thing, state, from, to }) => [thing, state, inSeconds(from), inSeconds(to)]),
    },
  }
}

const isThere = ({ state }: Span) => !state.startsWith('not ')

/** Each state of a thing lasts until its next; an empty one is none. */
function spansOf(thing: string, rows: Row[], end: number): Span[] {
  const changes = rows
    .filter((row) => row.text('thing') === thing)
    .map((row) => ({ state: row.text('state'), from: row.seconds }))
    .filter(({ state }, i, all) => state !== all[i - 1]?.state)
  return changes
    .map(({ state, from }, i) => ({ thing, state, from, to: changes[i + 1]?.from ?? end }))
    .filter(({ state }) => state !== '')
}

function tell(thing: string, spans: Span[], end: number): string {
  const own = spans.filter((span) => span.thing === thing)
  const states = own.map(({ state, from, to }) =>
    to === end
      ? `${state} from ${inSeconds(from)} on`
      : `${state} from ${inSeconds(from)} to ${inSeconds(to)}`,
  )
  const isGone = own.length === 0 || own.at(-1)?.to !== end
  return `${thing}: ${[...states, ...(isGone ? ['then gone'] : [])].join(', ')}.`
}
