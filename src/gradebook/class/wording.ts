/** A hint as the words that its cause always has, and between them what differs from learner to learner. */
export interface Wording {
  words: string[]
  values: string[]
}

const NAME = '[^\\s,;:()"`]*[^\\s,;:.?!()"`]'
const NAMES = `${NAME}(?:, ${NAME})*`

/** After these stands what a learner named. */
const NAMED = '(?:\\w+(?:Set|Claim|Map|Class)|Service|Deployment|Secret|Ingress|Pod|[Cc]ontainer|host|port)'

const QUOTED = '`[^`\\n]*`|"[^"\\n]*"|“[^”\\n]*”'
const OBJECT = `(?<=(?<![^\\s(])${NAMED} )${NAME}`
const LIST = `(?<=(?<![^\\s])(?:are|has|have|instead of) )${NAMES}(?=[.;]|$)|(?<=: )${NAMES}(?= instead of )`
const MODE = '\\bRead(?:Write|Only)(?:Once|Many)(?:Pod)?\\b'
/** Numbers, durations, paths, addresses, hosts, and names of several words: no other words have such signs inside. */
const SIGNED = `(?<!\\w)(?=[^\\s,;:]*(?:[\\d/=@~]|\\w[.-]\\w))${NAME}`

const ONE = `(?:${[QUOTED, LIST, OBJECT, MODE, SIGNED].join('|')})`
// oxlint-disable-next-line assay/linear-expressions -- a hint is cut before it meets this
const VARIABLE = new RegExp(`${ONE}(?:, ${ONE})*`, 'g')

/** A hint has a few hundred characters; more of one, which quotes much of a learner's, are left out. */
const LONGEST = 2000

/** Takes a hint apart; hints of one cause have the same words. */
export function wordingOf(hint: string): Wording {
  const text = hint.slice(0, LONGEST)
  return { words: text.split(VARIABLE), values: text.match(VARIABLE) ?? [] }
}

/** The hints of one cause in one sentence: what they do not agree in is left open. */
export function joinWordings(wordings: Wording[]): string {
  const [first = { words: [], values: [] }] = wordings
  const values = first.values.map((value, i) =>
    wordings.every((other) => other.values[i] === value) ? value : leaveOpen(value),
  )
  return first.words.map((words, i) => `${words}${values[i] ?? ''}`).join('')
}

function leaveOpen(value: string): string {
  const [quote] = /^[`"]/.exec(value) ?? ['']
  return `${quote}…${quote}`
}
