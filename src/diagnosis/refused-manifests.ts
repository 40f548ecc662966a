import type { Cluster, Refusal } from '../cluster/cluster.ts'
import { fieldIn, noMatches } from '../cluster/kubectl-words.ts'
import type { Problem } from '../submission/problem.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import { whereItBelongs } from './fields.ts'
import { hintAtKind } from './known-kinds.ts'
import { explainPolicy } from './policies.ts'
import { beginningOf } from './sentence.ts'

/** Says that an object was refused, what the refusal means, and which of the learner's lines it names. */
export async function diagnoseRefused(
  cluster: Cluster,
  refusal: Refusal,
): Promise<Diagnosis & { cause: string }> {
  const { kind, name, message, at } = refusal
  return {
    observed: tellRefused({ kind, name, message: beginningOf(message) }),
    cause: (await explainField(cluster, refusal)) ?? explainKind(refusal) ?? explainInvalid(message),
    at,
  }
}

/** The sentence that kubectl refuses an object, with kubectl's own words. */
export const tellRefused = ({ kind, name, message }: Pick<Refusal, 'kind' | 'name' | 'message'>) =>
  `kubectl refuses ${kind} ${name}: ${message}`

/** A refusal as a problem of the submission. */
export function problemOfRefusal(refusal: Refusal): Problem {
  const { at } = refusal
  return { severity: 'error', message: tellRefused(refusal), ...(at && { at }) }
}

/** Which kind was meant, if the cluster does not have the one that was written. */
function explainKind({ apiVersion, kind, message }: Refusal): string | undefined {
  return message.includes(noMatches(apiVersion, kind)) ? hintAtKind(apiVersion, kind) : undefined
}

/** Where an unknown field belongs, if the cluster knows one of that name, or one that is spelt much like it. */
async function explainField(
  { api }: Cluster,
  { apiVersion, kind, message }: Refusal,
): Promise<string | undefined> {
  if (!message.includes('unknown field')) return undefined
  const openapi = await api.schemaOf(apiVersion)
  return openapi && whereItBelongs(openapi, kind, fieldIn(message))
}

/** What the API server says of a manifest that it refuses, and what that means for the learner. */
const SENTENCES: [RegExp, string][] = [
  [
    /`selector` does not match template `labels`/,
    'The labels in `template.metadata.labels` must include those in `selector.matchLabels`.',
  ],
  [
    /unknown field|field not declared in schema/,
    'There is no such field here: compare its name and its indentation with `kubectl explain`.',
  ],
  [
    /volumeMounts\[\d+\]\.name: Not found/,
    'No volume or volumeClaimTemplate has the name of this mount: add one, or correct the name.',
  ],
  [
    /^(?=.*Invalid value: ).*: must /,
    'The API server does not accept this value: its message says which values it accepts.',
  ],
  [/Required value/, 'A required field is missing: the message names it.'],
]

/** Says what a refusal of a manifest means. */
export function explainInvalid(said: string): string {
  const message = beginningOf(said)
  return (
    explainPolicy(message)?.cause ??
    SENTENCES.find(([words]) => words.test(message))?.[1] ??
    'kubectl refuses the manifest: its message says why.'
  )
}
