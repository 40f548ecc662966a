import { appendFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine } from '../src/cli/command-line.ts'
import { EXIT, Usage } from '../src/cli/exit.ts'
import { assess } from '../src/conformance/assess.ts'
import { listAttackSpecs, runAttackSpecs } from '../src/conformance/attack-specs.ts'
import { type Row, renderHeading, renderRow } from '../src/conformance/attack-table.ts'
import { conform, type SubjectOutcome } from '../src/conformance/conformance.ts'
import { gatherAttacks, type Subject } from '../src/conformance/subject.ts'
import { unknownName } from '../src/diagnosis/unknown-name.ts'
import { collectRules } from '../src/grade/rubric.ts'
import { holdsInImage } from '../src/setup/docker-image.ts'
import { root } from '../src/setup/paths.ts'
import { ensureSetup, type Setup } from '../src/setup/setup.ts'
import { workshop } from '../src/workshop/workshop.ts'

const USAGE = `usage: npm run attacks -- [NAME…]
  NAME  an attack, named after its file in fixtures/attacks/ or
        specs/grader/attacks/; default: all`

const EXAMPLES = ['npm run attacks', 'npm run attacks -- memory-hog fork-bomb']

/**
 * Tries the attacks that are cases: first those that share clusters, then one by one those that need their
 * own.
 */
async function tryCases(
  subjects: Subject[],
  setup: Setup,
  signal: AbortSignal,
  tell: (outcome: SubjectOutcome) => void,
): Promise<void> {
  const out = path.join(root, 'reports', 'attacks')
  await rm(out, { recursive: true, force: true })
  const together = subjects.filter(({ defence }) => !defence?.isAlone)
  const alone = subjects.filter(({ defence }) => defence?.isAlone)
  for (const group of [together, ...alone.map((subject) => [subject])])
    if (!signal.aborted) await conform({ subjects: group, setup, out, signal }, tell)
}

async function main(signal: AbortSignal): Promise<number> {
  const chosen = readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: {}, takesArguments: true },
    (_, names) => names,
  )
  const isChosen = (name: string) => chosen.length === 0 || chosen.includes(name)
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-attacks-'))
  const rows: Row[] = []
  try {
    const allSpecs = await listAttackSpecs()
    const cases = await gatherAttacks(workshop, folder)
    const known = [...cases.map(({ name }) => name), ...allSpecs]
    const unknown = chosen.find((name) => !known.includes(name))
    if (unknown) throw new Usage(`${unknownName('attack', unknown, known)}\n${USAGE}`)
    const specs = allSpecs.filter(isChosen)
    const subjects = cases.filter(({ name }) => isChosen(name))
    const names = known.filter(isChosen)
    const tell = (row: Row) => {
      rows.push(row)
      console.log(renderRow(row, names))
    }
    const rules = await collectRules(workshop)
    const setup = await ensureSetup(workshop.app, signal)
    console.log(renderHeading(names))
    const fit: Subject[] = []
    for (const subject of subjects) {
      const needs = subject.defence?.needs
      if (needs === undefined || (await holdsInImage(setup.images.node, `command -v ${needs}`)))
        fit.push(subject)
      else tell({ name: subject.name, seconds: 0, wrong: [], untried: `this node has no ${needs}` })
    }
    await tryCases(fit, setup, signal, (outcome) => {
      const { name, defence } = outcome.subject
      const wrong = assess(outcome, { rules, update: false })
      tell({ name, ...(defence && { stops: defence.stops }), seconds: outcome.seconds, wrong })
    })
    if (!signal.aborted) await runAttackSpecs(specs, signal, tell)
    if (signal.aborted) return EXIT.interrupted
    for (const name of names.filter((one) => !rows.some((row) => row.name === one)))
      tell({ name, seconds: 0, wrong: ['it was not tried'] })
    const summary = process.env.GITHUB_STEP_SUMMARY
    const table = [renderHeading(names), ...rows.map((row) => renderRow(row, names))].join('\n')
    if (summary) appendFileSync(summary, `## Attacks\n\n\`\`\`text\n${table}\n\`\`\`\n`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const failed = rows.filter(({ wrong }) => wrong.length > 0).length
  const untried = rows.filter((row) => row.untried !== undefined).length
  if (untried > 0) console.log(`\n${untried} could not be tried on this machine`)
  console.log(`\n${rows.length - failed - untried} passed, ${failed} failed`)
  return failed > 0 ? EXIT.failed : EXIT.passed
}

await runCommand(main)
