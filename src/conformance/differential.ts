import { cp, readFile } from 'node:fs/promises'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Api } from '../cluster/api.ts'
import { Cluster } from '../cluster/cluster.ts'
import { install } from '../cluster/install.ts'
import { applyFile, LEARNER } from '../cluster/kubectl.ts'
import type { Cluster as Running } from '../cluster/start.ts'
import { fixture } from '../setup/paths.ts'
import { loadSubmission } from '../submission/submission.ts'
import { storedIn } from './stored.ts'

/** The outcome of a file: whether it was accepted as a whole, the words if not, and the stored objects. */
export interface Applied {
  isAccepted: boolean
  said: string
  stored: Record<string, unknown>
}

/** A file that was given to kubectl, and to Assay. */
export interface Comparison {
  file: string
  kubectl: Applied
  assay: Applied
}

/**
 * Applies a file with `kubectl apply -f` alone, and with Assay in another Namespace, and returns both
 * outcomes. `folder` is an empty folder for it; its name is part of the Namespaces' names.
 */
export async function compare(
  { address }: Running,
  api: Api,
  file: string,
  folder: string,
): Promise<Comparison> {
  const place = (side: string) =>
    new Cluster(address, { namespace: `${side}-${path.basename(folder)}`, entryPoint: '', url: '' }, api)
  const [byKubectl, byAssay] = [place('kubectl'), place('assay')]
  await Promise.all([open(byKubectl), open(byAssay)])
  try {
    const kubectl = await applyWithKubectl(byKubectl, file)
    // A Service's address and its port on the node can be given to one at a time.
    await close(byKubectl)
    return { file, kubectl, assay: await applyWithAssay(byAssay, file, folder) }
  } finally {
    await close(byAssay)
  }
}

/** Whether both accepted the file or both refused it, and stored the same objects. */
export function isSame({ kubectl, assay }: Comparison): boolean {
  return kubectl.isAccepted === assay.isAccepted && isDeepStrictEqual(kubectl.stored, assay.stored)
}

async function applyWithKubectl({ api, address, namespace }: Cluster, file: string): Promise<Applied> {
  const context = { container: address.container, namespace }
  const bytes = await readFile(fixture('apply', file))
  const { exitCode, stderr } = await applyFile(context, path.basename(file), bytes)
  return { isAccepted: exitCode === 0, said: stderr.trim(), stored: await storedIn(api, namespace) }
}

async function applyWithAssay(cluster: Cluster, file: string, folder: string): Promise<Applied> {
  await cp(fixture('apply', file), path.join(folder, path.basename(file)))
  const { manifests, problems } = await loadSubmission(folder, {})
  await cluster.apply(manifests)
  const said = [...problems.filter(({ severity }) => severity === 'error'), ...cluster.refused]
  return {
    isAccepted: said.length === 0,
    said: said.map(({ message }) => message).join('\n'),
    stored: await storedIn(cluster.api, cluster.namespace),
  }
}

/** A Namespace without Assay's policies: only kubectl and the API server decide. No Pods are made in it. */
async function open({ api, namespace }: Cluster): Promise<void> {
  await install(api, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
  await install(api, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'no-pods', namespace },
    spec: { hard: { pods: '0' } },
  })
  await install(api, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: LEARNER, namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: LEARNER }],
  })
}

async function close({ api, namespace }: Cluster): Promise<void> {
  for (const service of await api.list(`/api/v1/namespaces/${namespace}/services`))
    await api.request(`/api/v1/namespaces/${namespace}/services/${service.metadata.name}`, {
      method: 'DELETE',
    })
}
