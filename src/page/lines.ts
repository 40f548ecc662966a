import { quote } from '../report/quote.ts'
import type { Place } from '../report/report.ts'
import { type Html, html } from './html.ts'

/** The learner's line with the caret under its column, between the lines around it; nothing for an empty line. */
export function renderLines(at: Place): Html | undefined {
  const quoted = quote(at)
  if (quoted.length === 0) return undefined
  const { line: first, lines } = at.around ?? { line: at.line, lines: [''] }
  const last = first + lines.length - 1
  const width = `${last}`.length
  const shown = lines.map((text, i) => {
    const number = first + i
    if (number !== at.line) return html`${`${number}`.padStart(width)} │ ${text}\n`
    const indented = quoted.map((one) => ' '.repeat(width - `${number}`.length) + one)
    return html`<mark>${indented.join('\n')}</mark>\n`
  })
  const label = first === last ? `line ${first}` : `lines ${first} to ${last}`
  return html`<pre role="region" tabindex="0" aria-label="${at.file}, ${label}">${shown}</pre>`
}
