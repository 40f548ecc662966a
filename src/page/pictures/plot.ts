import { type Markish, type PlotOptions, plot } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { type Html, html, verbatim } from '../html.ts'

/** The width of every picture, so that its text can still be read on a phone of 360 px. */
export const WIDTH = 460
export const MARGIN = { left: 40, right: 12 }

/** Pixels of a letter, about, for the size of text in a picture. */
export const LETTER = 6.5
const FONT_SIZE = 12

/**
 * Draws marks as SVG: the same marks are the same bytes, and what stands in them is text. Colours are the page's own, so
 * that a picture follows light and dark.
 */
export function draw(marks: Markish[], options: PlotOptions): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const picture = plot({
    document,
    width: WIDTH,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    ...options,
    marks,
  })
  // The page's policy lets in no style but its own, which says the same.
  for (const style of picture.querySelectorAll('style')) style.remove()
  // The figure says in words what it shows; a name such as "line" adds nothing.
  for (const element of picture.querySelectorAll('[aria-label]')) element.removeAttribute('aria-label')
  picture.setAttribute('font-size', `${FONT_SIZE}`)
  return verbatim(picture.outerHTML)
}

/** How a line of a picture is drawn: its dashes tell it from others where colours do not. */
export interface Stroke {
  stroke: string
  strokeWidth: number
  strokeDasharray?: string
}

/** The strokes that are told apart with and without colour. */
export const STROKES = {
  plain: { stroke: 'currentColor', strokeWidth: 1.5 },
  strong: { stroke: 'var(--plain)', strokeWidth: 3 },
  dashed: { stroke: 'var(--fail)', strokeWidth: 2, strokeDasharray: '7 4' },
  dotted: { stroke: 'currentColor', strokeWidth: 2, strokeDasharray: '1.5 4' },
} satisfies Record<string, Stroke>

/** What a stroke means. */
export function renderKey({ stroke, strokeWidth, strokeDasharray = 'none' }: Stroke, meaning: string): Html {
  return html`<span class="stroke"><svg width="32" height="10" aria-hidden="true"><line x2="32" y1="5" y2="5" stroke="${stroke}" stroke-width="${strokeWidth}" stroke-dasharray="${strokeDasharray}"/></svg> ${meaning}</span> `
}
