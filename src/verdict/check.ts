import path from 'node:path'
import { inject, type TestAPI, type TestContext } from 'vitest'
import { releaseNode } from '../cluster/capacity/exclusive-node.ts'
import type { Cluster, Refusal } from '../cluster/cluster.ts'
import { slowdown } from '../cluster/health/starvation.ts'
import { awaitMetrics } from '../cluster/ready.ts'
import { acquireNode } from '../matchers/exclusive-node.ts'
import { keepRecord, openRecord } from '../matchers/record.ts'
import { watchThrough } from '../waiting/progress.ts'
import { keepEvidence } from './evidence.ts'
import type { test } from './fixtures.ts'
import { absence, conclude, judge, obstacle } from './judge.ts'
import { gradedSection, specRun } from './spec-run.ts'
import type { Outcome, Rule } from './verdict.ts'
import type { Section } from './workshop.ts'

declare module 'vitest' {
  interface TaskMeta {
    rule?: Rule
    exclusiveNode?: boolean | undefined
    startsLastPods?: boolean | undefined
    outcome?: Outcome
    /** The submitted objects that the cluster has refused so far. */
    refusals?: Refusal[]
  }
}

/** What a check confirms: a sentence of the workshop, word for word, with `…` for words that are left out; or its own if the workshop has none. */
type Claim = { quotes: string } | { states: string }

/** One claim that the cluster can confirm or deny. */
export type Check<Given> = Claim & {
  points: number
  /** The advice to a learner if it fails. */
  hint: string
  /** Checks without which this one makes no sense. */
  needs?: CheckId[]
  /** Whether it fills the node: it begins once no other section starts Pods any more. */
  exclusiveNode?: boolean
  /** Whether the section starts no more Pods after it, so that another section may have the node. */
  startsLastPods?: boolean
  /** Looks at what the cluster does; throws a Failure if it does something else. */
  observe(given: Given & TestContext): Promise<void>
}

/** A declared check; `needs` takes these. */
export type CheckId = { readonly id: string }

/** The arguments that {@link test} gives to a check. */
type BaseGiven = GivenBy<typeof test>

/** The fixtures that a check receives from Vitest. */
export type GivenBy<Test> = Test extends TestAPI<infer Fixtures> ? Fixtures : never

/** The words that a workshop's specs are written in, for checks that receive what `test` gives. */
export function specsWith<Given extends BaseGiven>(base: TestAPI<Given>) {
  return {
    /** Opens the spec of one section; its checks follow in the workshop's order. */
    section(section: Section<Given>): void {
      specRun.section = section
      const { isHandedIn, begin, readsMetrics } = section
      const submission = inject('submission')
      if (!isHandedIn(submission)) {
        base.beforeEach(({ skip, task }) => {
          const outcome = absence(submission, isHandedIn)
          conclude(task, outcome)
          skip(outcome.verdict)
        })
        return
      }
      base.beforeAll(begin)
      if (readsMetrics) base.beforeAll(({ cluster }) => awaitMetrics(cluster.api))
      base.afterAll(({ cluster }) => release(cluster))
      base.beforeEach(({ task }) => openRecord(evidenceOf(task)))
      base.beforeEach(({ annotate, cluster, signal, skip, task }) => {
        const announce = (text: string) => void annotate(text, 'waiting')
        watchThrough({ announce, signal, slowdown: () => slowdown(cluster.address) })
        const outcome = obstacle(task)
        if (!outcome) return
        conclude(task, outcome)
        skip(outcome.verdict)
      })
      base.beforeEach(({ cluster, task }) => (task.meta.exclusiveNode ? acquireNode(cluster) : undefined))
      base.afterEach(async ({ cluster, signal, task }) => {
        task.meta.refusals = cluster.refused
        if (task.meta.outcome) return
        // Vitest takes no annotation once the body has ended.
        watchThrough({ announce() {}, signal })
        const outcome = await judge(task, cluster, signal)
        conclude(task, outcome)
        await keepRecord()
        if (outcome.verdict !== 'pass') await keepEvidence(cluster, evidenceOf(task))
        if (task.meta.startsLastPods) await release(cluster)
      })
    },

    /** Declares a check of the section. Editors and `vitest list` look for the name `test`. */
    test(id: string, { observe, ...declared }: Check<Given>): CheckId {
      const { points, hint, needs = [], exclusiveNode, startsLastPods } = declared
      const { title, offers } = gradedSection()
      const needed = needs.map((need) => need.id)
      const claim =
        'quotes' in declared
          ? { says: `“${declared.quotes}”`, isQuote: true }
          : { says: declared.states, isQuote: false }
      const rule: Rule = { id, section: title, offers, ...claim, points, hint, needs: needed }
      base(id, { meta: { rule, exclusiveNode, startsLastPods } }, observe)
      return { id }
    },
  }
}

/** The folder for the evidence of a check. */
const evidenceOf = ({ name }: TestContext['task']) => path.join(inject('reports'), 'evidence', name)

/** An unhealthy cluster has been reported already. */
const release = (cluster: Cluster) =>
  releaseNode(cluster).catch((error: Error) => {
    if (!specRun.ailment) throw error
  })
