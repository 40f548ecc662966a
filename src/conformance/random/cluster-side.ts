import { isObject, type JsonObject } from '../../submission/json.ts'
import { type Draft, freshPath, manifestFiles, mapObjects, type Written } from './draft.ts'
import { PLAIN } from './style.ts'

/** As `kubectl apply` keeps what it applied. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** As a Deployment counts its ReplicaSets. */
export const REVISION = 'deployment.kubernetes.io/revision'

const NAMESPACE = 'my-namespace'

/** The objects come into a Namespace of the learner's own, which is handed in too, and the commands name it. */
export function ownNamespace(draft: Draft): Draft {
  const named = mapObjects(draft, ({ metadata, ...object }) => ({
    ...object,
    ...(metadata !== undefined && {
      metadata: isObject(metadata) ? { ...metadata, namespace: NAMESPACE } : metadata,
    }),
  }))
  if (manifestFiles(draft).length === 0) return draft
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }
  const path = freshPath(draft, '', '00-namespace', '.yaml')
  const file: Written = { role: 'manifests', path, documents: [object], style: PLAIN }
  const files = named.files.map((one) =>
    one.role === 'commands' ? { ...one, text: one.text.replace(TOOL, `$1 -n ${NAMESPACE} `) } : one,
  )
  return { files: [...files, file] }
}

const TOOL = /^(kubectl|helm) (?!-n )/gm

/** The objects are as `kubectl get -o yaml` prints them. */
export function exported(draft: Draft): Draft {
  return mapObjects(draft, (object) => {
    const { metadata, kind } = object
    if (!isObject(metadata) || kind === 'Namespace') return object
    const annotations = isObject(metadata.annotations) ? metadata.annotations : {}
    if (LAST_APPLIED in annotations) return object
    return {
      ...withAddress(object),
      metadata: {
        namespace: 'default',
        ...metadata,
        annotations: {
          ...annotations,
          ...(kind === 'Deployment' && { [REVISION]: '1' }),
          [LAST_APPLIED]: `${JSON.stringify(object)}\n`,
        },
        ...OF_A_CLUSTER,
      },
      status: { observedGeneration: 1, conditions: [{ type: 'Available', status: 'True' }] },
    }
  })
}

const OF_A_CLUSTER = {
  creationTimestamp: '2026-11-26T06:24:15Z',
  generation: 1,
  resourceVersion: '7659',
  uid: 'cec90a34-2bc0-44c2-9607-c31879e22dc0',
  managedFields: [
    {
      manager: 'kubectl',
      operation: 'Apply',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:metadata': { '.': {} } },
    },
  ],
}

/** A Service of kind ClusterIP has been given an address. */
function withAddress(object: JsonObject): JsonObject {
  const { kind, spec } = object
  if (kind !== 'Service' || !isObject(spec) || 'clusterIP' in spec || spec.type === 'ExternalName')
    return object
  return { ...object, spec: { ...spec, clusterIP: '10.43.87.31', clusterIPs: ['10.43.87.31'] } }
}
