import type { Handle } from '../cluster/handle.ts'
import type { Container, Workload } from '../cluster/objects.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import type { SourceLookup } from './source-lookup.ts'

/** What only a workshop can know of its app; of an app that needs none of it, all is left out. */
export interface AppKnowledge {
  /** Says what a workload depends on, and whether that is there. */
  dependencyOf?(workload: Handle<Workload>, context: DiagnosisContext): Promise<Dependency>
  /** What the app's programs write when they cannot go on. */
  logSentences?: LogSentence[]
  /** By when the program of a container listens on its port, in seconds from its start; nothing if it is no slower than most. */
  listensAfter?(container: Container): number | undefined
  /** Says what runs in place of a Pod that is not there because no StatefulSet makes it. */
  diagnoseStandIn?(pod: Handle): Promise<Diagnosis>
}

/** How what is seen in a cluster is explained to a learner. */
export interface DiagnosisContext {
  app: AppKnowledge
  /** Finds the line that explains it. */
  lineOf: SourceLookup
}

/** What a workload needs besides itself. */
export interface Dependency {
  /** The workload that it depends on, if there is one. */
  workload?: Handle<Workload> | undefined
  /** Since when all of it has been there, in milliseconds since the epoch; not given where it is not. */
  since?: number | undefined
  /** What is wrong with it, or with the way to it. */
  trouble?: Diagnosis | undefined
}

/** A sentence of a log, and what it means for the learner. */
export interface LogSentence {
  words: RegExp
  explain(found: RegExpExecArray): LogExplanation
}

/** Why a container does not stay up, and what decides it. */
export interface LogExplanation {
  cause: string
  /** Variables of the dependency, or else of the workload itself, of which the first that is there decides it. */
  variables?: string[]
  /** A field of the container, or of its Pod, that decides it. */
  field?: string
}
