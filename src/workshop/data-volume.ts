import type { Handle } from '../cluster/handle.ts'
import type { Container, PersistentVolumeClaim, StatefulSet } from '../cluster/objects.ts'
import { diagnoseMissing } from '../diagnosis/workload-status.ts'
import { isWithin, type MountedVolume, mountedAt, withoutSlashes } from '../matchers/mount.ts'
import type { Advice } from '../waiting/diagnosis.ts'
import { Failure } from '../waiting/failure.ts'

/** The default data directory of the PostgreSQL image, unless PGDATA is set. */
const DATA = '/var/lib/postgresql/data'

type Spec = Pick<StatefulSet['spec'], 'template' | 'volumeClaimTemplates'>

/** The volume mounted at PostgreSQL's data directory or above it; nothing if none is. */
export const dataVolume = (spec: Spec): MountedVolume | undefined => mountedAt(directoryOf, spec)

const pgdata = ({ env = [] }: Container) => env.findIndex(({ name }) => name === 'PGDATA')
const directoryOf = (container: Container) => container.env?.[pgdata(container)]?.value ?? DATA

/** The claim that a StatefulSet's first Pod mounts for its data, made from one of its volumeClaimTemplates. */
export async function claimOf(statefulSet: Handle<StatefulSet>): Promise<Handle<PersistentVolumeClaim>> {
  const expected = `a volumeClaimTemplate in ${statefulSet}`
  const object = await statefulSet.get()
  if (!object) {
    const { observed, cause, at } = await diagnoseMissing(statefulSet)
    throw new Failure({ expected, observed, at, hint: cause })
  }
  const { spec } = object
  const templates = spec.volumeClaimTemplates ?? []
  const data = dataVolume(spec)
  const template = templates.find(({ metadata }) => metadata?.name === data?.name) ?? templates[0]
  if (!template)
    throw new Failure({
      expected,
      observed: data?.kind
        ? `it has none: its data is in volume ${data.name}, of type ${data.kind}`
        : 'it has none, so its Pod gets no PersistentVolumeClaim',
      at: statefulSet.at(data?.path ?? 'spec'),
      hint: 'Add `spec.volumeClaimTemplates`, and use the `metadata.name` of the template in `volumeMounts`.',
    })
  return statefulSet.cluster.claim(`${template.metadata?.name}-${statefulSet.name}-0`)
}

/** The image declares a VOLUME at {@link DATA}, and the runtime mounts an empty one there, over what lies above it. */
const liesAbove = (mountPath: string) => withoutSlashes(mountPath) !== DATA && isWithin(DATA, mountPath)
const covered = (mountPath: string) =>
  `Mount the claim at ${DATA} itself: the image has its own volume there, which hides your claim at ${mountPath} and is deleted with the Pod.`

const MOUNT = 'Compare your `mountPath` with the directory where PostgreSQL stores its data.'

/**
 * The field of a StatefulSet that decides whether its claim keeps the data: PGDATA where that leads away from the claim,
 * an init container that has the claim too, the volume that lies over it, or the mountPath.
 */
export function fieldOfData({ volumeClaimTemplates = [], template }: Spec): { path: string; hint: string } {
  const names = volumeClaimTemplates.map(({ metadata }) => metadata?.name)
  const { containers, initContainers = [] } = template.spec
  const isClaim = ({ name }: { name: string }) => names.includes(name)
  for (const [i, container] of containers.entries()) {
    const mounts = container.volumeMounts ?? []
    const mount = mounts.findIndex(isClaim)
    const claim = mounts[mount]
    if (!claim) continue
    const base = `spec.template.spec.containers[${i}]`
    const mountPath = { path: `${base}.volumeMounts[${mount}].mountPath`, hint: MOUNT }
    const env = pgdata(container)
    const directory = directoryOf(container)
    if (!isWithin(directory, claim.mountPath))
      return env < 0
        ? mountPath
        : {
            path: `${base}.env[${env}].value`,
            hint: `Set \`PGDATA\` to a directory on the claim: ${directory} is not on it.`,
          }
    if (env < 0 && liesAbove(claim.mountPath)) return { ...mountPath, hint: covered(claim.mountPath) }
    const init = initContainers.findIndex(({ volumeMounts = [] }) => volumeMounts.some(isClaim))
    return init < 0
      ? mountPath
      : {
          path: `spec.template.spec.initContainers[${init}]`,
          hint: 'This init container mounts the claim and runs before each start: check that it keeps the data.',
        }
  }
  const volume = dataVolume({ template })
  const hint = volume?.kind
    ? `Mount a volume of \`volumeClaimTemplates\` instead: a volume of type ${volume.kind} is lost with its Pod.`
    : MOUNT
  return { path: volume?.path ?? 'spec.template.spec.containers[0].volumeMounts', hint }
}

/** The advice if a StatefulSet has lost its data. */
export async function mountOf(statefulSet: Handle<StatefulSet>): Promise<Advice> {
  const { path, hint } = fieldOfData((await statefulSet.mustGet()).spec)
  return { at: statefulSet.at(path), hint }
}
