/** No single text is shown beyond this many characters. */
const LONGEST = 2000

/** A text of the learner's or of the cluster's as characters that are seen: no escape sequences, and no longer than a reader would read. */
export function sanitize(text: string): string {
  const seen = asSeen(text)
  if (seen.length <= LONGEST) return seen
  return `${seen.slice(0, LONGEST).replace(/\p{Cs}$/u, '')}… (${seen.length - LONGEST} more characters)`
}

/** The same on one line. */
export const sanitizeLine = (text: string) => sanitize(text).replace(/(?<!\s)\s*\n\s*/g, ' ')

/**
 * A text inside a line of Markdown, also in a cell of a table: nothing in it is Markdown or HTML, and it links to
 * and mentions nothing. Words in `backticks` are shown as code.
 */
export function inline(text: string): string {
  return sanitize(text)
    .split(/`([^`\n]+)`/)
    .map((part, i) => (i % 2 === 1 ? `<code>${entities(part)}</code>` : entities(part)))
    .join('')
    .replaceAll('\n', '<br>')
}

/** A text as code inside a line of Markdown. */
export const code = (text: string) => `<code>${entities(sanitize(text)).replaceAll('\n', ' ')}</code>`

function entities(text: string): string {
  const signs = text.replace(/[&<>\\`*_[\]|~#$@]/g, (sign) => `&#${sign.codePointAt(0)};`)
  // GitHub looks for mentions, references and addresses in the finished text, where an entity is a character again.
  return signs.replace(/&#(?:64|35|36);|:(?=\/\/)|www(?=\.)/gi, '$&&#8203;')
}

/** A text as a block of code, in a fence that nothing in it can close. */
export function fence(text: string, language: string): string {
  const body = sanitize(text)
  const runs = [...body.matchAll(/`+/g)].map(([run]) => run.length)
  const ticks = '`'.repeat(Math.max(2, ...runs) + 1)
  return `${ticks}${language}\n${body}\n${ticks}`
}

// By hand, since the expression of util.stripVTControlCharacters takes seconds for some 16 KB of a few signs.
const ESCAPE = '(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]'
const LINK = '\u001b\\][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)'
const SEQUENCE = new RegExp(`${ESCAPE}|${LINK}`, 'g')

/** Characters that a terminal or a viewer would obey instead of show, except line breaks. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A learner's or a cluster's text in visible characters: no escape sequences, no direction marks. */
export function asSeen(text: string): string {
  return text.replace(SEQUENCE, '').replace(/\r\n?/g, '\n').replaceAll('\t', ' ').replace(UNSEEN, '')
}
