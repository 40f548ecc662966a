import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createVitest } from 'vitest/node'
import { withoutSignalHandlers } from '../cli/interruption.ts'
import { renderRubric } from '../report/rubric.ts'
import { root } from '../setup/paths.ts'
import { NOTHING } from '../submission/submission.ts'
import type { Rule } from '../verdict/verdict.ts'
import type { Workshop } from '../verdict/workshop.ts'

/** The file of the rubric that learners read. */
export const RUBRIC = path.join(root, 'RUBRIC.md')

/** The message for a rubric that differs from the specs. */
export const OUT_OF_DATE = 'RUBRIC.md is out of date. Run `npm run rubric`.'

/** Reads the rules of all checks from the specs, without a cluster. Throws if a spec does not load. */
export async function collectRules({ project }: Workshop): Promise<Rule[]> {
  // The specs ask what was handed in as they are loaded.
  const provide = { submission: NOTHING }
  const vitest = await withoutSignalHandlers(() =>
    createVitest('test', { root, watch: false, project, provide, reporters: [{}] }),
  )
  try {
    // Read as text, a check would have no rule.
    const { testModules, unhandledErrors } = await vitest.collect(undefined, { staticParse: false })
    const suites = testModules.flatMap((module) => [module, ...module.children.allSuites()])
    const errors = [...(unhandledErrors as Error[]), ...suites.flatMap((suite) => suite.errors())]
    if (errors[0]) throw new Error(`a spec does not load: ${errors[0].message}`)
    // Files are collected as they are ready; their names have the workshop's order.
    return testModules
      .toSorted((a, b) => a.moduleId.localeCompare(b.moduleId))
      .flatMap((module) => [...module.children.allTests()])
      .flatMap((test) => test.meta().rule ?? [])
  } finally {
    await vitest.close()
  }
}

/** Whether the rubric that is kept is that of these rules. */
export function isCurrent(workshop: Workshop, rules: Rule[]): boolean {
  return existsSync(RUBRIC) && readFileSync(RUBRIC, 'utf8') === renderRubric(workshop, rules)
}
