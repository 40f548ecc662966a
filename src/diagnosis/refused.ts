import type { Cluster, Refusal } from '../cluster/cluster.ts'
import { fieldIn } from '../cluster/kubectl-words.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import { type OpenApi, whereItBelongs } from './fields.ts'
import { explainInvalid } from './invalid.ts'
import { beginningOf } from './sentence.ts'

/** Says that an object was refused, what its sentence means, and which line of the learner's it names. */
export async function diagnoseRefused(
  cluster: Cluster,
  refusal: Refusal,
): Promise<Diagnosis & { cause: string }> {
  const { kind, name, message, at } = refusal
  return {
    observed: `kubectl refuses ${kind} ${name}: ${beginningOf(message)}`,
    cause: (await rightPlace(cluster, refusal)) ?? explainInvalid(message),
    at,
  }
}

/** Where an unknown field belongs, if the cluster knows one of that name, or one that is spelt much like it. */
async function rightPlace(
  { api }: Cluster,
  { apiVersion, kind, message }: Refusal,
): Promise<string | undefined> {
  if (!message.includes('unknown field')) return undefined
  const openapi = await api.schemaOf(apiVersion)
  return openapi && whereItBelongs(openapi as unknown as OpenApi, kind, fieldIn(message))
}
