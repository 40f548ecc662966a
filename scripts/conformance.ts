import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { conform, type Outcome } from '../src/conformance/conformance.ts'
import { renderMatrix } from '../src/conformance/matrix.ts'
import { mismatches } from '../src/conformance/mismatch.ts'
import { pin, pinned, textOf } from '../src/conformance/pinned.ts'
import { gather, type Subject } from '../src/conformance/subject.ts'
import { runCommand } from '../src/grade/command.ts'
import { EXIT, Usage } from '../src/grade/exit.ts'
import { collectRules } from '../src/grade/rubric.ts'
import { ensureParts } from '../src/parts/parts.ts'
import { root } from '../src/parts/places.ts'

const USAGE = `usage: npm run conformance -- [NAME…] [--times N] [--update]
  NAME      a mutant or an equivalent, or reference or empty; all of them if not given
  --times   grade each so many times, and ask for the same verdicts every time
  --update  pin the texts that the mutants get now`

function readCommandLine() {
  try {
    const options = {
      times: { type: 'string', default: '1' },
      update: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    } as const
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const times = Number(values.times)
    if (!Number.isInteger(times) || times < 1)
      throw new Error(`--times ${values.times} is no number of times`)
    return { ...values, times, names: positionals }
  } catch (error) {
    throw new Usage(`${(error as Error).message}\n${USAGE}`)
  }
}

function choose(subjects: Subject[], names: string[]): Subject[] {
  const unknown = names.find((name) => !subjects.some((subject) => subject.name === name))
  if (unknown) throw new Usage(`there is no mutant or equivalent ${unknown}`)
  return names.length > 0 ? subjects.filter(({ name }) => names.includes(name)) : subjects
}

async function main(signal: AbortSignal): Promise<number> {
  const { names, times, update, help } = readCommandLine()
  if (help) {
    console.log(USAGE)
    return EXIT.passed
  }
  const rules = await collectRules()
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-subjects-'))
  const outcomes: Outcome[] = []
  let wrong = 0
  try {
    const chosen = choose(await gather(folder), names)
    const parts = await ensureParts(signal)
    const subjects = Array.from({ length: times }, () => chosen).flat()
    const out = path.join(root, 'reports', 'conformance')
    await rm(out, { recursive: true, force: true })
    await conform({ subjects, parts, out, signal }, (outcome) => {
      outcomes.push(outcome)
      const found = mismatches(outcome, rules)
      if (found.length === 0 && outcome.subject.kind === 'mutant') {
        if (update) pin(outcome)
        else if (pinned(outcome) !== textOf(outcome))
          found.push(`its text is not the one that is pinned:\n${textOf(outcome)}`)
      }
      if (found.length > 0) wrong++
      const { name, kind } = outcome.subject
      console.log(
        `${found.length > 0 ? 'WRONG' : 'ok   '}  ${kind} ${name} (${outcome.seconds.toFixed(0)} s)${found.map((line) => `\n       ${line}`).join('')}`,
      )
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  if (signal.aborted) return EXIT.interrupted
  console.log(`\n${renderMatrix(outcomes, rules)}\n\n${outcomes.length - wrong} as stated, ${wrong} not`)
  return wrong > 0 ? EXIT.failed : EXIT.passed
}

await runCommand(main)
