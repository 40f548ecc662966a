import { isObject, type Json, type JsonObject } from '../../submission/json.ts'
import { locate, step } from '../../submission/position.ts'
import type { Diagnosis } from '../../waiting/diagnosis.ts'
import { explainInvalid, tellRefused } from '../refused-manifests.ts'
import { mapping, mappings, type PodTemplate } from './pod-templates.ts'

/** A volume, or a use of one, by its name, and the path of the name in the manifest. */
interface Named {
  name: string
  path: string
}

/** Says which mounts name no volume, so that kubectl will refuse the manifest, and which volumes no container mounts. */
export function diagnoseVolumes(template: PodTemplate): Diagnosis[] {
  const volumes = volumesOf(template)
  const mounts = usesOf(template, 'volumeMounts')
  const devices = usesOf(template, 'volumeDevices')
  const names = new Set(volumes.map(({ name }) => name))
  const used = new Set([...mounts, ...devices].map(({ name }) => name))
  return [
    ...mounts.filter(({ name }) => !names.has(name)).map((mount) => withoutVolume(mount, template)),
    ...volumes.filter(({ name }) => !used.has(name)).map((volume) => unmounted(volume, template)),
  ]
}

function withoutVolume({ name, path }: Named, { manifest }: PodTemplate): Diagnosis {
  const message = `The ${manifest.kind} "${manifest.name}" is invalid: ${path}: Not found: "${name}"`
  return {
    observed: tellRefused({ ...manifest, message }),
    cause: explainInvalid(message),
    at: locate(manifest, path),
  }
}

const unmounted = ({ name, path }: Named, { manifest }: PodTemplate): Diagnosis => ({
  observed: `No container of ${manifest.kind} ${manifest.name} mounts volume ${name}`,
  hint: 'Use its name in `volumeMounts`, or remove it.',
  at: locate(manifest, path),
})

/** The volumes of a template, and those that its StatefulSet claims for it. */
function volumesOf({ manifest, spec, path }: PodTemplate): Named[] {
  const claims = mappings(mapping(manifest.object.spec).volumeClaimTemplates)
  return [
    ...namesIn(spec.volumes, step(path, 'volumes')),
    ...claims.flatMap(({ metadata }, i) => nameOf(metadata, `spec.volumeClaimTemplates[${i}].metadata`)),
  ]
}

/** The uses of volumes in all containers of a template. */
function usesOf({ spec, path }: PodTemplate, field: 'volumeMounts' | 'volumeDevices'): Named[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    mappings(spec[list]).flatMap((container: JsonObject, i) =>
      namesIn(container[field], `${path}.${list}[${i}].${field}`),
    ),
  )
}

const namesIn = (list: Json | undefined, path: string): Named[] =>
  mappings(list).flatMap((item, i) => nameOf(item, step(path, i)))

const nameOf = (item: Json | undefined, path: string): Named[] =>
  isObject(item) && typeof item.name === 'string' && item.name !== ''
    ? [{ name: item.name, path: `${path}.name` }]
    : []
