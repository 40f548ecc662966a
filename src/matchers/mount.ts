import type { Handle } from '../cluster/handle.ts'
import type { Container, StatefulSet } from '../cluster/objects.ts'
import type { Position } from '../submission/position.ts'

/** Where the image of PostgreSQL keeps its data if PGDATA does not say otherwise. */
const DATA = '/var/lib/postgresql/data'

type Spec = Pick<StatefulSet['spec'], 'template' | 'volumeClaimTemplates'>

/** A volume that a workload keeps its data in. */
export interface DataVolume {
  name: string
  /** What it is, where it is one of the template's own volumes: `emptyDir`, `hostPath`… */
  kind?: string
  /** Its field of the workload. */
  path: string
}

/** The volume that is mounted where PostgreSQL keeps its data, or above that; nothing where none is. */
export function dataVolume({ template }: Spec): DataVolume | undefined {
  const { containers, volumes = [] } = template.spec
  for (const [i, container] of containers.entries()) {
    const { volumeMounts = [] } = container
    const directory = directoryOf(container)
    const mount = volumeMounts.findIndex(({ mountPath }) => isWithin(directory, mountPath))
    const name = volumeMounts[mount]?.name
    if (name === undefined) continue
    const at = volumes.findIndex((volume) => volume.name === name)
    if (at < 0) return { name, path: `spec.template.spec.containers[${i}].volumeMounts[${mount}].mountPath` }
    const kind = Object.keys(volumes[at] ?? {}).find((key) => key !== 'name') ?? 'emptyDir'
    return { name, kind, path: `spec.template.spec.volumes[${at}]` }
  }
  return undefined
}

const pgdata = ({ env = [] }: Container) => env.findIndex(({ name }) => name === 'PGDATA')
const directoryOf = (container: Container) => container.env?.[pgdata(container)]?.value ?? DATA
const isWithin = (path: string, folder: string) =>
  `${path}/`.startsWith(`${folder.replace(/(?<!\/)\/+$/, '')}/`)

/** What decides whether a StatefulSet keeps its data, and how. */
export interface Keeper {
  field: string
  hint: string
}

/** The image declares a VOLUME at {@link DATA}, and the runtime mounts an empty one there, over what lies above it. */
const liesAbove = (mountPath: string) =>
  mountPath.replace(/(?<!\/)\/+$/, '') !== DATA && isWithin(DATA, mountPath)
const covered = (mountPath: string) =>
  `The image has a volume of its own at ${DATA}, which lies over your claim at ${mountPath} and ends with the Pod: mount the claim at ${DATA} itself.`

const MOUNT = 'Compare your mountPath with the directory where PostgreSQL stores its data.'

/**
 * What of a StatefulSet decides whether its claim keeps the data: PGDATA where that leads away from the claim, an init
 * container that has the claim too, the volume that lies over it, or the mountPath.
 */
export function findKeeper({ volumeClaimTemplates = [], template }: Spec): Keeper {
  const names = volumeClaimTemplates.map(({ metadata }) => metadata?.name)
  const { containers, initContainers = [] } = template.spec
  const isClaim = ({ name }: { name: string }) => names.includes(name)
  for (const [i, container] of containers.entries()) {
    const mounts = container.volumeMounts ?? []
    const mount = mounts.findIndex(isClaim)
    const claim = mounts[mount]
    if (!claim) continue
    const base = `spec.template.spec.containers[${i}]`
    const mountPath = { field: `${base}.volumeMounts[${mount}].mountPath`, hint: MOUNT }
    const env = pgdata(container)
    const directory = directoryOf(container)
    if (!isWithin(directory, claim.mountPath))
      return env < 0
        ? mountPath
        : {
            field: `${base}.env[${env}].value`,
            hint: `PGDATA leads to ${directory}, which is not on the claim.`,
          }
    if (env < 0 && liesAbove(claim.mountPath)) return { ...mountPath, hint: covered(claim.mountPath) }
    const init = initContainers.findIndex(({ volumeMounts = [] }) => volumeMounts.some(isClaim))
    return init < 0
      ? mountPath
      : {
          field: `spec.template.spec.initContainers[${init}]`,
          hint: 'This init container has the claim too, and runs before each start: does it leave the data alone?',
        }
  }
  const volume = dataVolume({ template })
  const hint = volume?.kind
    ? `A volume of type ${volume.kind} ends with its Pod: mount a volumeClaimTemplate instead.`
    : MOUNT
  return { field: volume?.path ?? 'spec.template.spec.containers[0].volumeMounts', hint }
}

/** Where the data of a StatefulSet is decided, for a check that misses it. */
export interface Kept {
  at: Position | undefined
  hint: string
}

/** The learner's line that decides whether the data is kept. */
export async function mountOf(statefulSet: Handle<StatefulSet>): Promise<Kept> {
  const { field, hint } = findKeeper((await statefulSet.mustGet()).spec)
  return { at: statefulSet.at(field), hint }
}
