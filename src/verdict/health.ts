import { randomBytes } from 'node:crypto'
import type { Api } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { type Ailment, ask, findAilment, type Span } from '../cluster/health/health.ts'
import type { Pod } from '../cluster/objects.ts'
import { Failure } from '../waiting/failure.ts'
import { eventually } from '../waiting/wait.ts'

/** A cluster that is well needs a fifth of a second, and a few when it is busy. */
const PATIENCE = { seconds: 20, because: 'the controllers and the scheduler have a queue' }

const REPLICA_SETS = '/apis/apps/v1/namespaces/assay/replicasets'

/**
 * A sentence that tells what is wrong with the cluster itself, now or during a span of time; nothing if it is
 * healthy. Asked before a check counts as failed. Does not throw: a cluster that does not answer is not
 * healthy.
 */
export async function diagnoseCluster(cluster: Cluster, span: Span): Promise<Ailment> {
  const name = `canary-${randomBytes(4).toString('hex')}`
  try {
    const released = await ask('the API server', () => release(cluster.api, name))
    return (await findAilment(cluster, span)) ?? released ?? (await follow(cluster.api, name))
  } catch (error) {
    return `the health of the cluster could not be checked: ${(error as Error).message}`
  } finally {
    const body = { propagationPolicy: 'Background' }
    await ask('the API server', async () => {
      await cluster.api.request(`${REPLICA_SETS}/${name}`, { method: 'DELETE', body })
      return undefined
    })
  }
}

/** Creates a Pod that fits no node and never runs, to test that objects are stored, handled and scheduled. */
async function release(api: Api, name: string): Promise<Ailment> {
  const labels = { canary: name }
  const spec = {
    nodeSelector: { 'assay.dev/node': 'none' },
    containers: [{ name: 'canary', image: 'canary' }],
  }
  const body = {
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  }
  try {
    await api.request(REPLICA_SETS, { method: 'POST', body })
    return undefined
  } catch (error) {
    return `the API server cannot store objects: ${(error as Error).message}`
  }
}

async function follow(api: Api, name: string): Promise<Ailment> {
  let silent = ''
  try {
    await eventually({ expected: 'the cluster itself to act on a new Pod', patience: PATIENCE }, async () => {
      const [pod] = await api.list<Pod>(`/api/v1/namespaces/assay/pods?labelSelector=canary=${name}`)
      silent = pod ? 'the scheduler has not looked at a new Pod' : 'the controller manager has made no Pod'
      const isSeen = pod?.status.conditions?.some(({ type }) => type === 'PodScheduled')
      return { ...(isSeen && { value: true }), observed: silent }
    })
    return undefined
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return `${silent} for ${PATIENCE.seconds} s`
  }
}
