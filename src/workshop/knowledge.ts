import type { AppKnowledge, DiagnosisContext } from '../diagnosis/app-knowledge.ts'
import { lineOfManifest } from '../diagnosis/source-lookup.ts'
import type { Submission } from '../submission/submission.ts'
import { databaseOf, diagnoseDeployedDatabase, isPostgres } from './database.ts'
import { logSentences } from './log-sentences.ts'
import { linesOfRelease } from './release-lines.ts'

/** PostgreSQL listens on the network only once its first start has made the database, in seconds. */
const DATABASE_LISTENS_AFTER = 60

/** The knowledge of NanoMon and its database. */
export const knowledge: AppKnowledge = {
  dependencyOf: databaseOf,
  logSentences,
  listensAfter: (container) => (isPostgres(container) ? DATABASE_LISTENS_AFTER : undefined),
  diagnoseStandIn: diagnoseDeployedDatabase,
}

/** How NanoMon is explained: with the learner's lines in manifests or, of a release, in the submission's values. */
export function contextOf(release?: Submission): DiagnosisContext {
  return { app: knowledge, lineOf: release ? linesOfRelease(release) : lineOfManifest }
}
