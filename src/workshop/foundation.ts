import { manifestsOf } from '../submission/find.ts'
import type { Manifest } from '../submission/manifest.ts'
import type { Submission } from '../submission/submission.ts'
import type { Foundation } from '../verdict/workshop.ts'
import { runsApi, runsPostgres, scalesByCommand, sectionNine } from './section-nine.ts'
import { app } from './sections/app.ts'
import { autoscaling } from './sections/autoscaling.ts'
import { postgres } from './sections/postgres.ts'
import { scaling } from './sections/scaling.ts'

/** What belongs to a section itself, and is never replaced. */
interface Own {
  manifests: Manifest[]
  /** Whether its checks rest on the requests of the API's Pods, which are the learner's in any app. */
  readsRequests: boolean
}

/** The app that section 9 ends with: the workshop's own takes its place where the submission's does not come up. */
export const foundation: Foundation = {
  section: app,
  async replaceFor({ id }, submission) {
    const own = OWN[id]?.(submission)
    if (!own) return undefined
    const kept = [...manifestsOf(submission, ...NAMING), ...own.manifests]
    const replaced: Submission = { ...submission, manifests: await withData(kept, submission) }
    const api = submission.manifests.find(runsApi)
    return own.readsRequests && api ? { ...replaced, requestsOf: api } : replaced
  },
}

/** An autoscaler says what the API's Deployment is called. */
const NAMING = ['HorizontalPodAutoscaler']

/** What Pods of a section's own may need besides. */
const DATA = ['Secret', 'ConfigMap', 'ServiceAccount', 'PersistentVolumeClaim']

const OWN: Record<string, (submission: Submission) => Own> = {
  [scaling.id]: (submission) => ({
    manifests: scalesByCommand(submission) ? [] : submission.manifests.filter(runsApi),
    readsRequests: true,
  }),
  [autoscaling.id]: () => ({ manifests: [], readsRequests: true }),
  [postgres.id]: (submission) => ({
    manifests: submission.manifests.filter((one) => one.kind === 'StatefulSet' || runsPostgres(one)),
    readsRequests: false,
  }),
}

/** With the data that these objects name, and that the workshop's own app does not have under the same name. */
async function withData(kept: Manifest[], submission: Submission): Promise<Manifest[]> {
  const ours = await sectionNine({ ...submission, manifests: kept })
  const isOurs = ({ kind, name }: Manifest) => ours.some((one) => one.kind === kind && one.name === name)
  const written = JSON.stringify(kept.map(({ object }) => object))
  const isNamed = ({ name }: Manifest) => written.includes(JSON.stringify(name))
  const data = manifestsOf(submission, ...DATA).filter((one) => isNamed(one) && !isOurs(one))
  const stays = new Set([...kept, ...data])
  // In the order of the files: of two objects with one name, the last is what stays.
  return submission.manifests.filter((one) => stays.has(one))
}
