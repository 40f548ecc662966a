import type { Container, StatefulSet } from '../cluster/objects.ts'

type Spec = Pick<StatefulSet['spec'], 'template' | 'volumeClaimTemplates'>

/** A volume that a workload's container has mounted. */
export interface MountedVolume {
  name: string
  /** Its type, if it is one of the template's own volumes: `emptyDir`, `hostPath`… */
  kind?: string
  /** Its field of the workload. */
  path: string
}

/** The volume that is mounted at a container's directory or above it; nothing if none is. */
export function mountedAt(
  directoryOf: (container: Container) => string,
  { template }: Spec,
): MountedVolume | undefined {
  const { containers, volumes = [] } = template.spec
  for (const [i, container] of containers.entries()) {
    const { volumeMounts = [] } = container
    const mount = volumeMounts.findIndex(({ mountPath }) => isWithin(directoryOf(container), mountPath))
    const name = volumeMounts[mount]?.name
    if (name === undefined) continue
    const at = volumes.findIndex((volume) => volume.name === name)
    if (at < 0) return { name, path: `spec.template.spec.containers[${i}].volumeMounts[${mount}].mountPath` }
    const kind = Object.keys(volumes[at] ?? {}).find((key) => key !== 'name') ?? 'emptyDir'
    return { name, kind, path: `spec.template.spec.volumes[${at}]` }
  }
  return undefined
}

/** Whether a path is a folder or lies in it. */
export const isWithin = (path: string, folder: string): boolean =>
  `${path}/`.startsWith(`${withoutSlashes(folder)}/`)

/** A path without slashes at its end. */
export const withoutSlashes = (path: string): string => path.replace(/(?<!\/)\/+$/, '')
