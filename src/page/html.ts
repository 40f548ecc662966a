import { sanitize } from '../output/sanitize.ts'

class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** A piece of HTML; `html` and `verbatim` alone make one. */
export type Html = Markup

type Value = Html | Html[] | string | number | false | undefined

/** HTML in which whatever is put in is text that is seen, in an element or in a quoted attribute, unless `html` made it. */
export function html(written: TemplateStringsArray, ...values: Value[]): Html {
  return new Markup(String.raw({ raw: written }, ...values.map(toMarkup)))
}

/** A text of our own as it stands, such as a script, which must not be escaped. */
export const verbatim = (text: string): Html => new Markup(text)

function toMarkup(value: Value): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(toMarkup).join('')
  return sanitize(`${value}`).replace(/[&<>"'`]/g, (sign) => `&#${sign.codePointAt(0)};`)
}
