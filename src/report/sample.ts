import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { root } from '../setup/paths.ts'
import type { Outcome, Rule } from '../verdict/verdict.ts'
import { type CheckResult, type Report, toResult, total } from './report.ts'

/** The result of a check with a rule of the tests' own. */
export function sampleResult(id: string, outcome: Outcome, rule: Partial<Rule> = {}): CheckResult {
  const defaults = {
    section: 'Scaling',
    offers: 'any manifest',
    says: `What ${id} says.`,
    isQuote: true,
    points: 20,
    needs: [],
    hint: 'Try `kubectl get pods`.',
  }
  return toResult({ id, ...defaults, ...rule }, outcome, 1.26)
}

// zod gives a date's pattern beside its format.
const published = new Ajv2020({ validateFormats: false, allErrors: true })
const follows = published.compile<Report>(
  JSON.parse(readFileSync(path.join(root, 'report.schema.json'), 'utf8')),
)

/** What is wrong with a report by `report.schema.json`, as a validator says it; nothing if it follows it. */
export function problemsBySchema(report: unknown): string[] {
  if (follows(JSON.parse(JSON.stringify(report)))) return []
  return (follows.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** A report for the tests of the renderings. Throws if it does not follow `report.schema.json`. */
export function sampleReport(checks: CheckResult[], rest: Partial<Report> = {}): Report {
  const report = makeReport(checks, rest)
  const problems = problemsBySchema(report)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return report
}

function makeReport(checks: CheckResult[], rest: Partial<Report>): Report {
  return {
    schema: 1,
    submission: 'ada',
    digest: '0123456789abcdef',
    pace: 'fast',
    versions: { assay: '0.1.0', kubernetes: 'v1.36.3', nodeImage: 'assay/node:1' },
    images: [{ name: 'node', reference: 'assay/node:1', id: 'sha256:0123456789abcdef' }],
    startedAt: '2026-11-24T12:00:00.000Z',
    seconds: { setup: 1.5, cluster: 20, checks: 60 },
    ...total(checks, [], [{ points: 100 }]),
    attempts: 1,
    faults: [],
    objects: { submission: ['StatefulSet store'], workshop: ['Service api', 'Service database'] },
    problems: [],
    checks,
    ...rest,
  }
}

/** A check that passed with the workshop's own app, in place of one that does not come up. */
export const carried: CheckResult = {
  ...sampleResult('reads-metrics', { verdict: 'pass' }),
  carriedForward: true,
}

/** One check with each verdict, worth 100 points together. */
export const eachVerdict = [
  sampleResult('scales-out', { verdict: 'pass' }),
  sampleResult('scales-in', { verdict: 'error', problem: 'the API server does not answer' }),
  sampleResult(
    'data-survives',
    {
      verdict: 'fail',
      finding: {
        expected: 'row "assay-7f3a" still there',
        observed: 'no such row (0 rows);\nstore-0 is a new Pod, after 14 s',
        at: { file: 'store/set.yaml', line: 71, column: 26, text: '              mountPath: /data' },
      },
    },
    { section: 'Keeping The Data' },
  ),
  sampleResult(
    'stable-name',
    { verdict: 'blocked', blockedBy: 'data-survives' },
    { section: 'Keeping The Data', needs: ['data-survives'] },
  ),
  sampleResult('installs', { verdict: 'absent' }, { section: 'Installing The App with Helm' }),
]
