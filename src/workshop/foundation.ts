import { manifestsOf } from '../submission/find.ts'
import type { Manifest } from '../submission/manifest.ts'
import type { Submission } from '../submission/submission.ts'
import type { Foundation } from '../verdict/workshop.ts'
import { hasAllKeysFor } from './section-nine/secrets.ts'
import { apiName, ownApi, runsApi, runsPostgres, scalesByCommand, sectionNine } from './section-nine.ts'
import { app } from './sections/app.ts'
import { autoscaling } from './sections/autoscaling.ts'
import { postgres } from './sections/postgres.ts'
import { scaling } from './sections/scaling.ts'

/** The app that section 9 ends with: the workshop's own takes its place where the submission's does not come up. */
export const foundation: Foundation = {
  section: app,
  async replaceFor({ id }, submission) {
    const own = OWN[id]?.(submission)
    if (!own) return undefined
    const kept = [...manifestsOf(submission, ...NAMING), ...own]
    const replaced: Submission = { ...submission, manifests: await withData(kept, submission) }
    if (!SCALES_API.includes(id)) return replaced
    const from = ownApi(submission)
    return { ...replaced, inherited: { name: apiName(submission), ...(from && { from }) } }
  },
}

/** An autoscaler says what the API's Deployment is called. */
const NAMING = ['HorizontalPodAutoscaler']

/** What Pods of a section's own may need besides. */
const DATA = ['Secret', 'ConfigMap', 'ServiceAccount', 'PersistentVolumeClaim']

/** The sections whose checks rest on the name of the API's Deployment and on its requests, whichever app it is of. */
const SCALES_API = [scaling.id, autoscaling.id]

/** What belongs to a section itself, and is never replaced. */
const OWN: Record<string, (submission: Submission) => Manifest[]> = {
  [scaling.id]: (submission) => (scalesByCommand(submission) ? [] : submission.manifests.filter(runsApi)),
  [autoscaling.id]: () => [],
  [postgres.id]: ({ manifests }) =>
    manifests.filter((one) => one.kind === 'StatefulSet' || runsPostgres(one)),
}

/**
 * With the data that these objects name. Where the workshop's own app has such an object, that one is there, unless it is
 * a Secret of the submission's that the cluster accepts and in which nothing is missing.
 */
async function withData(kept: Manifest[], submission: Submission): Promise<Manifest[]> {
  const ours = await sectionNine({ ...submission, manifests: kept })
  const isOurs = ({ kind, name }: Manifest) => ours.some((one) => one.kind === kind && one.name === name)
  const written = JSON.stringify(kept.map(({ object }) => object))
  const isNamed = ({ name }: Manifest) => written.includes(JSON.stringify(name))
  const data = manifestsOf(submission, ...DATA).filter(
    (one) => isNamed(one) && (!isOurs(one) || (one.kind === 'Secret' && hasAllKeysFor(kept, one))),
  )
  const stays = new Set([...kept, ...data])
  // In the order of the files: of two objects with one name, the last is what stays.
  return submission.manifests.filter((one) => stays.has(one))
}
