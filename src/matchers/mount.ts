import type { KubernetesObject } from '../cluster/api.ts'

type Spec = KubernetesObject['spec']

/** A volume that a workload's container has mounted. */
export interface MountedVolume {
  name: string
  /** What it is, where it is one of the template's own volumes: `emptyDir`, `hostPath`… */
  kind?: string
  /** Its field of the workload. */
  path: string
}

/** The volume that is mounted at a directory of a container or above that; nothing where none is. */
export function mountedAt(
  directoryOf: (container: KubernetesObject) => string,
  { template }: Spec,
): MountedVolume | undefined {
  const { containers, volumes = [] } = template.spec
  for (const [i, container] of containers.entries()) {
    const { volumeMounts = [] } = container
    const mount = volumeMounts.findIndex(({ mountPath }: { mountPath: string }) =>
      isWithin(directoryOf(container), mountPath),
    )
    if (mount < 0) continue
    const { name } = volumeMounts[mount]
    const at = volumes.findIndex((volume: { name: string }) => volume.name === name)
    if (at < 0) return { name, path: `spec.template.spec.containers[${i}].volumeMounts[${mount}].mountPath` }
    const kind = Object.keys(volumes[at]).find((key) => key !== 'name') ?? 'emptyDir'
    return { name, kind, path: `spec.template.spec.volumes[${at}]` }
  }
  return undefined
}

/** Whether a path is a folder or lies in it. */
export const isWithin = (path: string, folder: string): boolean =>
  `${path}/`.startsWith(`${withoutSlashes(folder)}/`)

/** A path without slashes at its end. */
export const withoutSlashes = (path: string): string => path.replace(/(?<!\/)\/+$/, '')
