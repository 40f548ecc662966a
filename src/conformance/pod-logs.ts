import { Api } from '../cluster/api.ts'
import type { Pod } from '../cluster/objects.ts'
import type { Address } from '../cluster/start.ts'
import { Failure } from '../waiting/failure.ts'
import { eventually, type Patience } from '../waiting/wait.ts'

/** No more of a container's log is read, nor of more containers. */
const [LOG_BYTES, CONTAINERS] = [64 * 1024, 40]

/** Of a long log the beginning is read and the end, whose lines the container runtime cuts at 16 KiB. */
const ENDS = ['', '&tailLines=3']

/** A probe of an attack is over in 30 s where nothing answers; the node's CPU is shared with the checks'. */
const PATIENCE: Patience = { seconds: 90, because: 'a probe of an attack ends in a third of that' }

/**
 * The logs of a Namespace's Pods, as soon as they hold all of some texts, or at the latest when the wait
 * ends.
 */
export async function logsOnceSaid(
  { connection }: Address,
  namespace: string,
  texts: string[],
): Promise<string> {
  const api = new Api(connection)
  let latest = ''
  const look = async () => {
    latest = await readLogs(api, namespace)
    const missing = texts.filter((text) => !latest.includes(text))
    return missing.length === 0
      ? { value: true, observed: 'all of it' }
      : { observed: `not ${missing.join(', ')}` }
  }
  await eventually(
    { expected: 'the Pods of an attack to say what they did', patience: PATIENCE },
    look,
  ).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error
  })
  return latest
}

async function readLogs(api: Api, namespace: string): Promise<string> {
  const pods = `/api/v1/namespaces/${namespace}/pods`
  const logs = (await api.list<Pod>(pods)).flatMap(logsOf).slice(0, CONTAINERS)
  const texts = logs.flatMap(({ pod, container, previous }) =>
    ENDS.map((end) => {
      const query = `container=${container}&previous=${previous}&limitBytes=${LOG_BYTES}${end}`
      // A container that has not started yet, or was just removed, has none.
      return api.text(`${pods}/${pod}/log?${query}`).catch(() => '')
    }),
  )
  return (await Promise.all(texts)).join('\n')
}

interface Log {
  pod: string
  container: string
  /** Of the run of the container before the one that is there. */
  previous: boolean
}

function logsOf({ metadata, status }: Pod): Log[] {
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  return containers.flatMap(({ name, restartCount }) =>
    (restartCount > 0 ? [false, true] : [false]).map((previous) => ({
      pod: metadata.name,
      container: name,
      previous,
    })),
  )
}
