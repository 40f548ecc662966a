import { writeFileSync } from 'node:fs'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine } from '../src/cli/command-line.ts'
import { EXIT } from '../src/cli/exit.ts'
import { collectRules, isCurrent, OUT_OF_DATE, RUBRIC } from '../src/grade/rubric.ts'
import { findWrongSum, renderRubric } from '../src/report/rubric.ts'
import { workshop } from '../src/workshop/workshop.ts'

const USAGE = `usage: npm run rubric -- [--check]
  --check  write nothing; only report whether RUBRIC.md is out of date`

const EXAMPLES = ['npm run rubric', 'npm run rubric -- --check']

const OPTIONS = { check: { type: 'boolean' } } as const

async function main(): Promise<number> {
  const { check } = readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: OPTIONS },
    (values) => values,
  )
  const rules = await collectRules(workshop)
  const wrong = findWrongSum(workshop, rules) ?? (check && !isCurrent(workshop, rules) && OUT_OF_DATE)
  if (wrong) {
    console.error(wrong)
    return EXIT.failed
  }
  if (!check) writeFileSync(RUBRIC, renderRubric(workshop, rules))
  return EXIT.passed
}

await runCommand(main)
