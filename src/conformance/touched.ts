import { isDeepStrictEqual } from 'node:util'
import { autoscaleCommand, installCommand, manifestsOf } from '../submission/find.ts'
import type { Manifest } from '../submission/manifest.ts'
import type { Submission } from '../submission/submission.ts'
import { databaseName, isOldDeploymentDeleted, sectionNine } from '../workshop/section-nine.ts'
import { type Section, sectionNames } from '../workshop/sections.ts'

/** The sections in which a submission gives the cluster something else than another one does. */
export async function touchedSections(one: Submission, other: Submission): Promise<Section[]> {
  const [a, b] = await Promise.all([inputs(one), inputs(other)])
  return sectionNames.filter((section) => !isDeepStrictEqual(a[section], b[section]))
}

/** All that each section's spec takes from a submission, without where it was written. */
async function inputs(submission: Submission): Promise<Record<Section, unknown>> {
  const fromSectionNine = await sectionNine(submission)
  const app = objectsOf(fromSectionNine)
  return {
    scaling: app,
    autoscaling: [
      app,
      objectsOf(manifestsOf(submission, 'HorizontalPodAutoscaler')),
      request(autoscaleCommand(submission)),
    ],
    postgres: [
      app,
      objectsOf(manifestsOf(submission, 'StatefulSet')),
      isOldDeploymentDeleted(submission),
      databaseName(submission),
    ],
    helm: [
      objectsOf(fromSectionNine.filter(({ kind }) => !CLEARED_AWAY.includes(kind))),
      submission.values?.object,
      request(installCommand(submission)),
    ],
  }
}

/** What `kubectl delete deploy,sts,svc,ingress,hpa --all` leaves nothing of before the chart is installed. */
const CLEARED_AWAY = ['Deployment', 'StatefulSet', 'Service', 'Ingress', 'HorizontalPodAutoscaler']

const objectsOf = (manifests: Manifest[]) =>
  manifests
    .map(({ kind, name, object }) => ({ id: `${kind} ${name}`, object }))
    .sort((a, b) => a.id.localeCompare(b.id))

/** A command without its place and its words. */
function request(command: object | undefined): unknown {
  if (!command) return undefined
  const { argv, file, line, column, text, ...asked } = command as Record<string, unknown>
  return asked
}
