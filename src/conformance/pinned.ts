import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { sectionNames } from '../cluster/sections.ts'
import { fixture } from '../parts/places.ts'
import { renderCheck } from '../report/terminal.ts'
import type { Outcome } from './conformance.ts'

/** What differs from one run to the next and says nothing: names that Kubernetes makes up, times, addresses. */
const VOLATILE: [RegExp, string][] = [
  [/\bassay-[0-9a-f]{8}\b/g, 'assay-ID'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID'],
  // Kubernetes makes names of letters that spell no word.
  [/-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-HASH'],
  [/\b(try|restarted) \d+( of \d+| times)/g, '$1 N$2'],
  [/\b\d+\.\d+\.\d+\.\d+(:\d+)?\b/g, 'ADDRESS'],
  [/\b\d+ of (\d+) Pods Ready/g, 'N of $1 Pods Ready'],
  // In no order.
  [/multiple HPAs: \[[^[\]]+\]/g, 'multiple HPAs: [NAMES]'],
  [/\b\d+ s\b/g, 'N s'],
  [/\bcpu \d+ %/g, 'cpu N %'],
  [/\b\d+ requests\/s/g, 'N requests/s'],
  // As many tries as the database needed.
  [/(database not reached, try N of \d+: dial tcp ADDRESS: connect: connection refused \| )+/g, ''],
]

/** What a learner reads of the checks that did not pass, without what differs from run to run. */
export function textOf({ subject, checks }: Outcome): string {
  // oxlint-disable-next-line assay/linear-expressions -- made of our own names alone
  const namespaces = new RegExp(`\\b(${sectionNames.join('|')})-${subject.name}-\\d+(-again)?\\b`, 'g')
  const lost = checks.filter(({ verdict }) => verdict !== 'pass').map(renderCheck)
  const plain = stripVTControlCharacters(lost.join('\n')).trim().replace(namespaces, '$1')
  return `${VOLATILE.reduce((text, [words, name]) => text.replace(words, name), plain)}\n`
}

const fileOf = ({ subject }: Outcome) => fixture('mutants', `${subject.name}.txt`)

/** The text that is pinned for a mutant, if one is. */
export function pinned(outcome: Outcome): string | undefined {
  return existsSync(fileOf(outcome)) ? readFileSync(fileOf(outcome), 'utf8') : undefined
}

/** Pins the text that a mutant gets now. */
export function pin(outcome: Outcome): void {
  writeFileSync(fileOf(outcome), textOf(outcome))
}
