import { noMatches } from '../../cluster/kubectl-words.ts'
import type { Autoscale } from '../../submission/command.ts'
import { autoscaleCommands, manifestsOf } from '../../submission/find.ts'
import type { Manifest } from '../../submission/manifest.ts'
import { locate } from '../../submission/position.ts'
import type { Submission } from '../../submission/submission.ts'
import type { Diagnosis } from '../../waiting/diagnosis.ts'
import { noSuchKind, noSuchTarget, tellSetting } from '../autoscaler.ts'
import { isUnknownKind } from '../known-kinds.ts'
import { tellRefused } from '../refused-manifests.ts'
import { mapping, texts } from './pod-templates.ts'

const REFERENCE = 'spec.scaleTargetRef'

/** Says that the target of an autoscaler is not among the objects. */
export function diagnoseTarget(autoscaler: Manifest, objects: Manifest[]): Diagnosis[] {
  const { kind, name, apiVersion } = texts(mapping(autoscaler.object.spec).scaleTargetRef)
  if (!kind || !name) return []
  const isNamed = objects.filter((object) => object.name === name)
  if (!isNamed.some((object) => object.kind === kind)) {
    const field = isNamed.some(isScalable) ? 'kind' : 'name'
    return [
      {
        observed: tellSetting(`${autoscaler.kind} ${autoscaler.name}`, `${kind} ${name}`),
        cause: noSuchTarget({ kind, name }),
        at: locate(autoscaler, `${REFERENCE}.${field}`),
      },
    ]
  }
  if (!apiVersion || !isUnknownKind(apiVersion, kind)) return []
  return [
    {
      observed: noMatches(apiVersion, kind),
      cause: noSuchKind({ apiVersion, kind }),
      at: locate(autoscaler, `${REFERENCE}.apiVersion`),
    },
  ]
}

/** The kinds that an autoscaler scales, by the names in kubectl's answer. */
const SCALABLE = new Map([
  ['Deployment', 'deployments.apps'],
  ['StatefulSet', 'statefulsets.apps'],
  ['ReplicaSet', 'replicasets.apps'],
])

const isScalable = ({ kind }: Manifest) => SCALABLE.has(kind)

/**
 * Says that kubectl will refuse the submission's `kubectl autoscale` because its target is not among the objects. None
 * is run that has no target if there is another one, or a manifest of an autoscaler.
 */
export function diagnoseAutoscale(submission: Submission, objects: Manifest[]): Diagnosis[] {
  const commands = autoscaleCommands(submission)
  const isThere = ({ target }: Autoscale) =>
    objects.some((object) => object.kind === target.kind && object.name === target.name)
  const [command] = commands
  const isByManifest = manifestsOf(submission, 'HorizontalPodAutoscaler').length > 0
  if (!command || isByManifest || commands.some(isThere)) return []
  const { target, name } = command
  const resource = SCALABLE.get(target.kind)
  if (!resource) return []
  const message = `Error from server (NotFound): ${resource} "${target.name}" not found`
  return [{ observed: tellRefused({ kind: 'HorizontalPodAutoscaler', name, message }), at: command }]
}
