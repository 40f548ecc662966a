import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PLAIN } from '../output/display.ts'
import { renderCheck } from '../report/terminal.ts'
import { root } from '../setup/paths.ts'
import type { SubjectOutcome } from './conformance.ts'
import { withoutVolatile } from './volatile.ts'

/** The learner's text on the checks that did not pass, without the parts that differ from run to run. */
export function textOf({ subject, checks }: SubjectOutcome): string {
  const ids = subject.sections.map(({ id }) => id).join('|')
  // oxlint-disable-next-line assay/linear-expressions -- made of our own names alone
  const namespaces = new RegExp(`\\b(${ids})-${subject.name}-\\d+(-again|-ours)?\\b`, 'g')
  const lost = checks.filter(({ verdict }) => verdict !== 'pass')
  const texts = lost.map((check) => renderCheck(check, PLAIN))
  const plain = texts.join('\n').trim().replace(namespaces, '$1')
  return `${withoutVolatile(plain, subject.workshop.app.containers)}\n`
}

const fileOf = ({ subject: { workshop, name } }: SubjectOutcome) =>
  path.join(root, workshop.fixtures, 'mutants', `${name}.txt`)

/** The text that is pinned for a mutant, if one is. */
export function readSnapshot(outcome: SubjectOutcome): string | undefined {
  return existsSync(fileOf(outcome)) ? readFileSync(fileOf(outcome), 'utf8') : undefined
}

/** Pins the text that a mutant gets now. */
export function writeSnapshot(outcome: SubjectOutcome): void {
  writeFileSync(fileOf(outcome), textOf(outcome))
}
