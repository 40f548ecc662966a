import { createHash } from 'node:crypto'
import path from 'node:path'
import { root } from '../setup/paths.ts'
import type { Json } from '../submission/json.ts'
import { loadManifests, loadSubmission, type Submission } from '../submission/submission.ts'
import type { Workshop } from '../verdict/workshop.ts'

/**
 * Digests of a submission's objects that are neither the reference's nor the workshop's. Two learners who
 * share a digest wrote the same object, in any layout, order and file. They are short, since they are only
 * compared.
 */
export async function listOwnObjects(
  { fixtures, app }: Pick<Workshop, 'fixtures' | 'app'>,
  submission: Submission,
): Promise<string[]> {
  const reference = await loadSubmission(path.join(root, fixtures, 'reference'), app)
  const before = await loadManifests(path.join(root, fixtures, 'workshop'), 'workshop')
  const given = new Set([...objectsOf(reference), ...before.map(({ object }) => digest(object))])
  return objectsOf(submission).filter((object) => !given.has(object))
}

function objectsOf({ manifests, values }: Submission): string[] {
  const objects = [...manifests.map(({ object }) => object), ...(values ? [values.object] : [])]
  return [...new Set(objects.map(digest))].sort()
}

const digest = (object: Json) =>
  createHash('sha256')
    .update(JSON.stringify(inOrder(object)))
    .digest('hex')
    .slice(0, 16)

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, inOrder(item)]))
}
