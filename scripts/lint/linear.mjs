// Judges whether a regular expression takes time linear in its text, whatever the text is. Plain JavaScript: oxlint loads it.
import { CharSet, JS, NFA } from 'refa'
import { analyse } from 'scslre'

const UNBOUNDED = Number.POSITIVE_INFINITY

/**
 * A text that an expression is slow on when it is repeated, if there is one. What one quantifier can take from another
 * as single signs is scslre's; here it is words: in `a .* b` each `a ` of `a a a` begins a search to the end of the text.
 */
export function attackOn(source, flags) {
  const literal = { source, flags }
  const [report] = analyse(literal, { assumeRejectingSuffix: false, maxReports: 1 }).reports
  if (report) return report.character.pick
  return new Search(literal).attack
}

class Search {
  attack

  constructor(literal) {
    const { expression, maxCharacter } = JS.Parser.fromLiteral(literal).parse({ backreferences: 'unknown' })
    this.maxCharacter = maxCharacter
    // The engine tries to begin at each sign: as if the expression began with a quantifier over all of them.
    this.anything = starOf(CharSet.all(maxCharacter))
    const begun = [{ quantifier: this.anything, between: [] }]
    for (const { elements } of expression.alternatives) this.visit(elements, [], begun)
  }

  /**
   * Goes through the elements of a sequence. `before` holds the quantifiers on the way here, each with what lies between;
   * returns those on the way on. `after` is what must still match.
   */
  visit(elements, after, before) {
    let open = before
    for (const [i, element] of elements.entries()) {
      const rest = [...elements.slice(i + 1), ...after]
      const passed = () => open.map((one) => ({ ...one, between: [...one.between, element] }))
      const into = (next, from) => element.alternatives.flatMap((one) => this.visit(one.elements, next, from))
      if (element.type === 'Assertion') {
        if (element.kind === 'ahead') into([element], open)
        open = this.afterAssertion(element, rest, open)
      } else if (element.type === 'Alternation') open = into(rest, open)
      else if (element.type !== 'Quantifier') open = passed()
      else {
        if (element.max === UNBOUNDED && canReject(rest)) this.clash(element, open)
        let inside = open
        // Twice: what is repeated also meets itself.
        for (let n = 0; n < Math.min(element.max, 2); n++) inside = into([element, ...rest], inside)
        const known = new Set(open.map(({ quantifier }) => quantifier))
        open = [...passed(), ...inside.filter(({ quantifier }) => !known.has(quantifier))]
        if (element.max === UNBOUNDED) open.push({ quantifier: element, between: [] })
      }
    }
    return open
  }

  /** The ways on that an assertion about one sign leaves: `^`, `\b` and their like tell where a match may begin. */
  afterAssertion({ kind, negate, alternatives }, rest, open) {
    const [first, ...more] = alternatives
    const [sign, ...others] = first?.elements ?? []
    if (more.length > 0 || others.length > 0 || sign?.type !== 'CharacterClass') return open
    const allowed = negate ? sign.characters.negate() : sign.characters
    const one = { type: 'CharacterClass', characters: allowed }
    if (kind === 'ahead') {
      const isPossible =
        (negate && !canReject(rest)) || this.overlap([...rest, this.anything], [one, this.anything])
      return isPossible ? open : []
    }
    const isStart = ({ quantifier, between }) => quantifier === this.anything && between.every(isNullable)
    if (allowed.isEmpty) return open.filter((way) => !isStart(way))
    return open.map((way) => (isStart(way) ? { ...way, between: [one] } : way))
  }

  /** Looks for a word that an earlier quantifier and this one both take, with all that lies between them inside. */
  clash(quantifier, open) {
    const repeated = (one) => ({ ...one, min: 1, max: UNBOUNDED })
    for (const { quantifier: earlier, between } of open) {
      const isStart = earlier === this.anything
      if (this.attack !== undefined || (isStart && between.every(isNullable))) continue
      const inside = [this.anything, ...between, this.anything]
      this.attack = this.overlap(inside, [repeated(quantifier)], isStart ? undefined : [repeated(earlier)])
    }
  }

  /** The first word that all sequences match; undefined where there is none but the empty one. */
  overlap(...sequences) {
    const [first, ...others] = sequences.flatMap((elements) => (elements ? [this.automaton(elements)] : []))
    const both = others.reduce((all, one) => NFA.fromIntersection(all, one), first)
    for (const word of both.words()) if (word.length > 0) return String.fromCodePoint(...word)
    return undefined
  }

  automaton(elements) {
    const alternatives = [{ type: 'Concatenation', elements }]
    const { maxCharacter } = this
    const options = { assertions: 'ignore', unknowns: 'ignore' }
    return NFA.fromRegex({ type: 'Expression', alternatives }, { maxCharacter }, options)
  }
}

function starOf(characters) {
  const alternatives = [{ type: 'Concatenation', elements: [{ type: 'CharacterClass', characters }] }]
  return { type: 'Quantifier', min: 0, max: UNBOUNDED, lazy: false, alternatives }
}

const canReject = (rest) => rest.some((one) => one.type === 'Assertion' || !isNullable(one))

function isNullable({ type, min, alternatives }) {
  if (type === 'Assertion' || min === 0) return true
  return (alternatives ?? []).some(({ elements }) => elements.every(isNullable))
}
