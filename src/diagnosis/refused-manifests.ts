import type { Cluster, Refusal } from '../cluster/cluster.ts'
import { fieldIn } from '../cluster/kubectl-words.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import { whereItBelongs } from './fields.ts'
import { explainPolicy } from './policies.ts'
import { beginningOf } from './sentence.ts'

/** Says that an object was refused, what the refusal means, and which of the learner's lines it names. */
export async function diagnoseRefused(
  cluster: Cluster,
  refusal: Refusal,
): Promise<Diagnosis & { cause: string }> {
  const { kind, name, message, at } = refusal
  return {
    observed: `kubectl refuses ${kind} ${name}: ${beginningOf(message)}`,
    cause: (await explainField(cluster, refusal)) ?? explainInvalid(message),
    at,
  }
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
