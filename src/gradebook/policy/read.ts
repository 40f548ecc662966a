import { Usage } from '../../cli/exit.ts'
import { unknownName } from '../../diagnosis/unknown-name.ts'
import { asSeen, sanitizeLine } from '../../output/sanitize.ts'
import type { Adjustment, Show } from '../../report/policy.ts'
import type { Rule } from '../../verdict/verdict.ts'
import type { Section } from '../../verdict/workshop.ts'
import type { Learner } from '../row.ts'
import type { Policy } from './policy.ts'
import { type Keyed, readWritten, type Tell, type Written } from './written.ts'

/** The names that a policy may use. */
export interface Known {
  rules: Pick<Rule, 'id'>[]
  sections: Pick<Section, 'id' | 'title'>[]
  /** Everyone in the roster; nothing without a roster, as a learner's folder may come later. */
  learners?: Learner[]
}

const KEYS = ['points', 'leave-out', 'show', 'adjustments']

const EMPTY = `the policy is empty: expected ${anyOf(KEYS)}.`

const SHOWS: Show[] = ['all', 'no-hint', 'verdict-only']

/** The most points that one number of a policy may give or take. More is a slip of the keyboard: ten times the workshop's. */
const MOST_POINTS = 1000

/** Reads a policy. Throws a `Usage` with a line for each mistake, which begins with the file and the mistake's line. */
export function readPolicy(text: string, file: string, known: Known): Policy {
  const mistakes: { line: number; mistake: string }[] = []
  const tell: Tell = (line, mistake) => mistakes.push({ line, mistake })
  const failIfTold = () => {
    const lines = mistakes.toSorted((a, b) => a.line - b.line)
    const said = lines.map(({ line, mistake }) => sanitizeLine(`${file}:${line}: ${mistake}`))
    if (said.length > 0) throw new Usage(said.join('\n'))
  }
  const written = readWritten(text, tell)
  failIfTold()
  if (!written) throw new Usage(`${file}:1: ${EMPTY}`)
  const policy = new Reading(known, tell).policyOf(written)
  failIfTold()
  return policy
}

/** Turns what is written into a policy, and tells about everything that is something else than expected. */
class Reading {
  constructor(
    private readonly known: Known,
    private readonly tell: Tell,
  ) {}

  policyOf(written: Written): Policy {
    const keys = this.mapOf('the policy', written, `a mapping with ${anyOf(KEYS)}`)
    if (written.value instanceof Map && keys.size === 0) this.tell(written.line, EMPTY)
    this.refuseOthers('key', keys, KEYS)
    return {
      points: this.pointsOf(keys.get('points')?.written),
      leftOut: this.leftOutOf(keys.get('leave-out')?.written),
      show: this.showOf(keys.get('show')?.written),
      adjustments: this.adjustmentsOf(keys.get('adjustments')?.written),
    }
  }

  private pointsOf(written: Written | undefined): Policy['points'] {
    const keys = this.mapOf('points', written, 'a mapping from checks to points')
    const ids = this.known.rules.map(({ id }) => id)
    this.refuseOthers('check', keys, ids)
    return new Map([...keys].map(([id, each]) => [id, this.numberOf(`points.${id}`, each.written, 0)]))
  }

  private leftOutOf(written: Written | undefined): string[] {
    if (!written) return []
    const { sections } = this.known
    const ids = sections.map(({ id }) => id)
    if (!Array.isArray(written.value)) {
      this.expect('leave-out', written, `a list of sections: ${ids.join(', ')}`)
      return []
    }
    const lines = new Map<string, number>()
    for (const item of written.value) {
      const id = this.textOf('leave-out', item, 'a section')
      const before = lines.get(id)
      if (before !== undefined) this.tell(item.line, `${id} is already on line ${before}.`)
      else if (id !== '' && !ids.includes(id)) this.tell(item.line, unknownName('section', id, ids))
      lines.set(id, item.line)
    }
    return sections.filter(({ id }) => lines.has(id)).map(({ title }) => title)
  }

  private showOf(written: Written | undefined): Show {
    const show = SHOWS.find((each) => each === written?.value)
    if (written && !show) this.expect('show', written, anyOf(SHOWS))
    return show ?? 'all'
  }

  private adjustmentsOf(written: Written | undefined): Policy['adjustments'] {
    const keys = this.mapOf('adjustments', written, 'a mapping from learners to a bonus or a deduction')
    const { learners } = this.known
    if (learners) this.refuseStrangers(keys, learners)
    return new Map([...keys].map(([id, each]) => [id, this.adjustmentOf(`adjustments.${id}`, each)]))
  }

  private adjustmentOf(path: string, { keyLine, written }: Keyed): Adjustment {
    const keys = this.mapOf(path, written, 'a mapping with bonus or deduction, and reason')
    if (!(written.value instanceof Map)) return { points: 0, reason: '' }
    this.refuseOthers('key', keys, ['bonus', 'deduction', 'reason'])
    const [bonus, deduction, reason] = ['bonus', 'deduction', 'reason'].map((key) => keys.get(key)?.written)
    if (!bonus === !deduction)
      this.tell(keyLine, `${path}: expected bonus or deduction, but found ${bonus ? 'both' : 'neither'}.`)
    if (!reason) this.tell(keyLine, `${path}: expected a reason, but found none.`)
    return {
      points: bonus
        ? this.numberOf(`${path}.bonus`, bonus, 1)
        : -(deduction ? this.numberOf(`${path}.deduction`, deduction, 1) : 0),
      reason: reason ? this.textOf(`${path}.reason`, reason, 'a text') : '',
    }
  }

  private mapOf(path: string, written: Written | undefined, expected: string): Map<string, Keyed> {
    if (written?.value instanceof Map) return written.value
    if (written) this.expect(path, written, expected)
    return new Map()
  }

  private numberOf(path: string, written: Written, least: number): number {
    const { value, isQuoted } = written
    const number = typeof value === 'string' && !isQuoted && /^\d{1,9}$/.test(value) ? Number(value) : -1
    if (number >= least && number <= MOST_POINTS) return number
    this.expect(path, written, `a whole number from ${least} to ${MOST_POINTS}`)
    return 0
  }

  /** A text of which something is seen. */
  private textOf(path: string, written: Written, expected: string): string {
    const { value } = written
    const text = typeof value === 'string' ? asSeen(value).trim() : ''
    if (text === '') this.expect(path, written, expected)
    return text
  }

  private refuseOthers(kind: string, keys: Map<string, Keyed>, known: string[]): void {
    for (const [name, { keyLine }] of keys) {
      if (known.includes(name)) continue
      const said = unknownName(kind, name, known)
      this.tell(keyLine, said.endsWith('?') ? said : `${said}: expected ${anyOf(known)}.`)
    }
  }

  /** Names them by what else the roster knows of them, too. */
  private refuseStrangers(keys: Map<string, Keyed>, learners: Learner[]): void {
    const ids = learners.map(({ id }) => id)
    for (const [name, { keyLine }] of keys) {
      if (ids.includes(name)) continue
      const meant = learners.find(({ login, email, name: called }) => [login, email, called].includes(name))
      const like = meant && `there is no learner ${name}: the id of ${meant.name} is ${meant.id}`
      this.tell(keyLine, like ?? unknownName('learner', name, ids))
    }
  }

  private expect(path: string, { line, value, isQuoted }: Written, expected: string): void {
    this.tell(line, `${path}: expected ${expected}, but found ${seenAs(value, isQuoted)}.`)
  }
}

function seenAs(value: Written['value'], isQuoted: boolean): string {
  if (typeof value !== 'string') return Array.isArray(value) ? 'a list' : 'a mapping'
  if (value === '' && !isQuoted) return 'nothing'
  return isQuoted ? JSON.stringify(value) : value
}

function anyOf(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
