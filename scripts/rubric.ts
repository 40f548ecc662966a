import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runCommand } from '../src/cli/command.ts'
import { EXIT, Usage } from '../src/cli/exit.ts'
import { collectRules, isCurrent, OUT_OF_DATE, RUBRIC } from '../src/grade/rubric.ts'
import { findWrongSum, renderRubric } from '../src/report/rubric.ts'
import { workshop } from '../src/workshop/workshop.ts'

const USAGE = `usage: npm run rubric -- [--check]
  --check  write nothing; only report whether RUBRIC.md is out of date`

function readCommandLine() {
  try {
    return parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } }).values
  } catch (error) {
    throw new Usage(`${(error as Error).message}\n${USAGE}`)
  }
}

async function main(): Promise<number> {
  const { check, help } = readCommandLine()
  if (help) {
    console.log(USAGE)
    return EXIT.passed
  }
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
