import { readFile } from 'node:fs/promises'
import { parseAllDocuments } from 'yaml'
import { fixture } from '../../setup/paths.ts'
import { isReady } from '../conditions.ts'
import { endAtOnce } from '../end-at-once.ts'
import { CHARTS } from '../helm-container.ts'
import { inNode } from '../in-node.ts'
import * as kubectl from '../kubectl.ts'
import type { Node, PersistentVolumeClaim, Pod } from '../objects.ts'
import { portOf, processesOf } from '../pod-processes.ts'
import { until } from '../ready.ts'
import type { Clause } from './clause.ts'
import type { Trial } from './trial.ts'

/** The Namespace of the trial, which no section is called. */
const NAMESPACE = 'doctor'

const WORK = 'work'

/** The port that the Pod of `fixtures/contract/work.yaml` listens at. */
const PORT = 8080

const OWN = `127.0.0.1 ${PORT}`

/** What is asked of a cluster that learners' work is graded in. */
export const ofWork: Clause[] = [
  {
    name: 'admission',
    asks: 'MutatingAdmissionPolicies and their like are in force: an image is looked up in our list, or refused.',
    remedy: 'Take an image with Kubernetes 1.36 or newer, with its admission plugins as they are by default.',
    isGate: true,
    async attempt(trial) {
      trial.testNamespace = await trial.node.namespaces.open(NAMESPACE)
      return 'an image of our list is found, another is refused'
    },
  },
  {
    name: 'Helm',
    asks: "Helm's container reaches the API server as the learner, and our chart, over the node's loopback.",
    remedy:
      'Report this with what is seen, and with the image of Helm that is given in the report of a grade.',
    async attempt(trial) {
      const helm = await trial.openHelm()
      const succeed = async (...args: string[]) => {
        const { exitCode, stdout, stderr } = await helm.run(['--namespace', trial.namespace, ...args])
        if (exitCode !== 0) throw new Error(`helm ${args[0]}: ${stderr.trim()}`)
        return stdout.trim()
      }
      await succeed('list')
      const { chart } = trial.setup.app
      if (chart) await succeed('repo', 'add', chart.name, CHARTS)
      return succeed('version', '--short')
    },
  },
  {
    name: "learner's work",
    asks: "It takes objects from the learner's own kubectl, gives a claim its volume, and runs the Pod that mounts it under our seccomp profile.",
    remedy: 'Report this with what is seen.',
    isGate: true,
    async attempt(trial) {
      const text = await readFile(fixture('contract', 'work.yaml'), 'utf8')
      const objects = parseAllDocuments(text).map((document) => document.toJS())
      const { container, api } = trial.node
      const refused = (await kubectl.apply({ container, namespace: trial.namespace }, objects)).find(Boolean)
      if (refused) throw new Error(`kubectl refuses them: ${refused}`)
      const started = Date.now()
      await until("the learner's Pod", async () => (await podsOf(trial)).some(isReady))
      const [claim] = await api.list<PersistentVolumeClaim>(
        `/api/v1/namespaces/${trial.namespace}/persistentvolumeclaims`,
      )
      return `${objects.length} objects taken; claim ${claim?.status.phase}, Pod Ready after ${((Date.now() - started) / 1000).toFixed(1)} s`
    },
  },
  {
    name: 'Ingress',
    asks: 'A port that Docker publishes leads through Traefik and a Service to the Pod.',
    remedy:
      "See whether something on this machine stands between us and Docker's ports: a proxy, a firewall.",
    async attempt({ testNamespace }) {
      const url = testNamespace?.url ?? ''
      await until('the Ingress', async () => (await (await fetch(url)).text()).includes('served'))
      return `served at ${url}`
    },
  },
  {
    name: 'processes',
    asks: 'Its kernel shows the processes of a Pod and their sockets to a script in the node.',
    remedy: 'Report this: a check tells by it who has answered.',
    async attempt(trial) {
      const found = await processesOf(trial.node, await podsOf(trial))
      const listening = found.find(({ sockets }) =>
        sockets.some(({ isListening, local }) => isListening && portOf(local) === PORT),
      )
      if (!listening) throw new Error(`No process of the Pod is seen to listen at port ${PORT}.`)
      return `${listening.program} listens at port ${PORT}`
    },
  },
  {
    name: 'closed',
    asks: 'A Pod reaches neither the API server nor the node.',
    remedy: 'Do not grade work of strangers with this image, and report this.',
    async attempt(trial) {
      const [node] = await trial.node.api.list<Node>('/api/v1/nodes')
      const [address] = node?.status.addresses ?? []
      // The first is its own: it shows that the Pod can try at all.
      const places = [OWN, '10.43.0.1 443', `${address?.address} 10250`]
      const tried = places
        .map((place) => `nc -w 2 ${place} </dev/null >/dev/null 2>&1 && echo "${place}"`)
        .join('; ')
      const script = `kubectl --namespace "$1" exec ${WORK} -- sh -c "$2; true"`
      const [own, ...reached] = (await inNode(trial.node, script, [trial.namespace, tried]))
        .trim()
        .split('\n')
      if (own !== OWN) throw new Error('It does not even reach itself: nothing can be told.')
      if (reached.length > 0) throw new Error(`It reaches ${reached.join(' and ')}.`)
      return 'refused'
    },
  },
  {
    name: 'end',
    asks: 'All that runs in a Pod can be stopped at one moment, from the node.',
    remedy: 'Report this: a check deletes the database so.',
    async attempt(trial) {
      await endAtOnce(trial.node, trial.namespace, await podsOf(trial))
      await until('the end of the Pod', async () => (await podsOf(trial)).length === 0)
      return 'the Pod is gone'
    },
  },
]

const podsOf = ({ node, namespace }: Trial) => node.api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`)
