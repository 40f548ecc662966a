import type { Reporter, TestCase, TestModule, TestRunEndReason } from 'vitest/node'
import type { Refusal } from '../cluster/cluster.ts'
import type { Outcome, Rule } from '../verdict/verdict.ts'
import type { Section } from '../verdict/workshop.ts'
import type { GradeWatcher } from './progress.ts'
import { type CheckResult, toResult } from './report.ts'

/** The results of the run so far. */
export interface Results {
  /** In the workshop's order. */
  checks: CheckResult[]
  /** The submitted objects that the cluster refused. */
  refusals: Refusal[]
  /** Grader errors outside the checks: in a hook, a spec that did not load, an unhandled rejection. */
  faults: string[]
}

/** The results of several runs together, in the order of these sections. */
export function together(runs: Results[], sections: Section[]): Results {
  const refusals = new Map(runs.flatMap((run) => run.refusals).map((refusal) => [identity(refusal), refusal]))
  return {
    checks: inOrder(
      runs.flatMap(({ checks }) => checks),
      sections,
    ),
    refusals: [...refusals.values()],
    faults: runs.flatMap(({ faults }) => faults),
  }
}

/** The first grader error among results, in words, if there is one. */
export function errorOf({ checks, faults }: Pick<Results, 'checks' | 'faults'>): string | undefined {
  const error = checks.find(({ verdict }) => verdict === 'error')
  return faults[0] ?? (error && `${error.id}: ${error.observed}`)
}

const identity = ({ kind, name }: Refusal) => JSON.stringify([kind, name])

function inOrder(checks: CheckResult[], sections: Section[]): CheckResult[] {
  return sections.flatMap(({ title }) => checks.filter(({ section }) => section === title))
}

/** Vitest's reporter for a grade: turns tests into results and hands the list on after every one. */
export class Collector implements Reporter {
  private readonly rules = new Map<string, Rule>()
  private readonly results = new Map<string, CheckResult>()
  private readonly refusals = new Map<string, Refusal>()
  private readonly faults: string[] = []

  constructor(
    private readonly onResults: (results: Results) => void,
    private readonly progress: GradeWatcher,
    private readonly sections: Section[],
  ) {}

  onTestModuleCollected(module: TestModule): void {
    const rules = [...module.children.allTests()].flatMap((test) => test.meta().rule ?? [])
    for (const rule of rules) this.rules.set(rule.id, rule)
    this.progress.expect(rules)
  }

  onTestCaseReady(test: TestCase): void {
    this.progress.begin(test.name)
  }

  onTestCaseAnnotate(test: TestCase, { type, message }: { type: string; message: string }): void {
    if (type === 'waiting') this.progress.wait(test.name, message)
  }

  onTestCaseResult(test: TestCase): void {
    const { rule, outcome, refusals = [] } = test.meta()
    if (!rule) return
    for (const refusal of refusals) this.refusals.set(identity(refusal), refusal)
    const seconds = (test.diagnostic()?.duration ?? 0) / 1000
    this.keep(toResult(rule, outcome ?? unjudged(test), seconds))
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly Faulty[], reason: TestRunEndReason): void {
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
    const failed = [...errors, ...suites.flatMap((suite) => suite.errors())]
    this.faults.push(...failed.map(inWords))
    if (reason === 'interrupted') this.faults.push('the run was interrupted')
    for (const rule of this.rules.values()) {
      const known = this.results.get(rule.id)
      if (known && known.observed !== UNJUDGED) continue
      this.keep(toResult(rule, { verdict: 'error', problem: this.faults[0] ?? 'it did not run' }, 0))
    }
    this.handOn()
    this.progress.close()
  }

  private keep(result: CheckResult): void {
    this.results.set(result.id, result)
    this.progress.end(result)
    this.handOn()
  }

  private handOn(): void {
    const { faults, refusals } = this
    this.onResults({ checks: this.inOrder(), refusals: [...refusals.values()], faults })
  }

  /** Files come as they are ready, the checks of each as they are written. */
  private inOrder(): CheckResult[] {
    return inOrder(
      [...this.rules.keys()].flatMap((id) => this.results.get(id) ?? []),
      this.sections,
    )
  }
}

interface Faulty {
  message: string
  cause?: unknown
}

/** Vitest's own errors may tell what happened only in their cause. */
function inWords({ message, cause }: Faulty): string {
  const said = (cause as Faulty | undefined)?.message
  return said ? `${message}: ${said}` : message
}

/** Stands in for the reason of a test until the end of the run tells it. */
const UNJUDGED = 'it was not judged'

/** If Assay's hook has not judged a test, it did not run as it should: that is an error, never a pass. */
function unjudged(test: TestCase): Outcome {
  const { errors } = test.result()
  const parent =
    test.parent.type === 'module' ? test.parent.errors() : [...test.parent.errors(), ...test.module.errors()]
  return { verdict: 'error', problem: [...(errors ?? []), ...parent][0]?.message ?? UNJUDGED }
}
