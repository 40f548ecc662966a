import type { Handle } from '../cluster/handle.ts'
import type { Container, Workload } from '../cluster/objects.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import type { SourceLookup } from './source-lookup.ts'

/** Knowledge that only a workshop has of its app. All of it is optional. */
export interface AppKnowledge {
  /** Says what a workload depends on, and whether that is there. */
  dependencyOf?(workload: Handle<Workload>, context: DiagnosisContext): Promise<Dependency>
  /** Sentences that the app's programs log when they cannot go on. */
  logSentences?: LogSentence[]
  /** By when the program of a container listens on its port, in seconds from its start; nothing if it is no slower than most. */
  listensAfter?(container: Container): number | undefined
  /** Says what runs in place of a Pod that is not there because no StatefulSet makes it. */
  diagnoseStandIn?(pod: Handle): Promise<Diagnosis>
}

/** Explains to a learner what is observed in a cluster. */
export interface DiagnosisContext {
  app: AppKnowledge
  /** Finds the line that explains it. */
  lineOf: SourceLookup
}

/** A dependency of a workload. */
export interface Dependency {
  /** The workload of the dependency, if there is one. */
  workload?: Handle<Workload> | undefined
  /** Since when all of it has been there, in milliseconds since the epoch; not given where it is not. */
  since?: number | undefined
  /** A fault of it, or of the way to it. */
  trouble?: Diagnosis | undefined
}

/** A sentence of a log, and what it means for the learner. */
export interface LogSentence {
  words: RegExp
  explain(found: RegExpExecArray): LogExplanation
}

/** Why a container does not stay up, and the setting that decides it. */
export interface LogExplanation {
  cause: string
  /** Variables of the dependency, or else of the workload itself, of which the first that is there decides it. */
  variables?: string[]
  /** A field of the container, or of its Pod, that decides it. */
  field?: string
}
