import { readFile } from 'node:fs/promises'
import { parseAllDocuments } from 'yaml'
import { isReady } from '../../cluster/conditions.ts'
import { endAtOnce } from '../../cluster/end-at-once.ts'
import { addGatewayKinds } from '../../cluster/gateway-api.ts'
import { CHARTS } from '../../cluster/helm-container.ts'
import { inNode } from '../../cluster/in-node.ts'
import * as kubectl from '../../cluster/kubectl.ts'
import type { Node, PersistentVolumeClaim, Pod } from '../../cluster/objects.ts'
import { portOf, processesOf } from '../../cluster/pod-processes.ts'
import { until } from '../../cluster/ready.ts'
import { fixture } from '../../setup/paths.ts'
import type { Clause } from './clause.ts'
import type { Trial } from './trial.ts'

/** The Namespace of the trial, which no section is called. */
const NAMESPACE = 'doctor'

const WORK = 'work'

/** The port that the Pod of `fixtures/contract/work.yaml` listens at. */
const PORT = 8080

const OWN = `127.0.0.1 ${PORT}`

/** The requirements of a cluster that grades learners' work. */
export const ofWork: Clause[] = [
  {
    name: 'admission',
    asks: "Admission policies are in force: an image on Assay's list is found, any other is refused.",
    remedy: 'Use an image with Kubernetes 1.36 or newer and its default admission plugins.',
    isGate: true,
    async attempt(trial) {
      trial.testNamespace = await trial.node.namespaces.open(NAMESPACE)
      return 'an image on the list is found, another is refused'
    },
  },
  {
    name: 'Helm',
    asks: "Helm's container reaches the API server as the learner, and the chart, over the node's loopback.",
    remedy: "Report this with the words above, and with the Helm image that a grade's report names.",
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
    asks: "It accepts objects from the learner's kubectl, provisions a claim, and runs the Pod that mounts it under Assay's seccomp profile.",
    remedy: 'Report this with the words above.',
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
    remedy: "Check whether a proxy or a firewall on this machine blocks Docker's published ports.",
    async attempt({ testNamespace }) {
      const url = testNamespace?.url ?? ''
      await until('the Ingress', async () => (await (await fetch(url)).text()).includes('served'))
      return `served at ${url}`
    },
  },
  {
    name: 'Gateway API',
    asks: 'It has the kinds of the Gateway API, for submissions that route with them.',
    remedy: 'Report this: submissions with an Ingress can be graded.',
    async attempt({ node }) {
      await addGatewayKinds(node)
      return 'its kinds are served'
    },
  },
  {
    name: 'processes',
    asks: 'Its kernel shows the processes of a Pod and their sockets to a script in the node.',
    remedy: 'Report this: a check uses it to find the process that answered.',
    async attempt(trial) {
      const found = await processesOf(trial.node, await podsOf(trial))
      const listening = found.find(({ sockets }) =>
        sockets.some(({ isListening, local }) => isListening && portOf(local) === PORT),
      )
      if (!listening) throw new Error(`The kernel shows no process of the Pod that listens at port ${PORT}.`)
      return `${listening.program} listens at port ${PORT}`
    },
  },
  {
    name: 'closed',
    asks: 'A Pod reaches neither the API server nor the node.',
    remedy: 'Do not grade the work of strangers with this image, and report this.',
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
      if (own !== OWN) throw new Error('It cannot even reach itself, so this test shows nothing.')
      if (reached.length > 0) throw new Error(`It reaches ${reached.join(' and ')}.`)
      return 'refused'
    },
  },
  {
    name: 'end',
    asks: 'The node can stop all processes of a Pod at the same moment.',
    remedy: 'Report this: a check deletes the database this way.',
    async attempt(trial) {
      await endAtOnce(trial.node, trial.namespace, await podsOf(trial))
      await until('the end of the Pod', async () => (await podsOf(trial)).length === 0)
      return 'the Pod is gone'
    },
  },
]

const podsOf = ({ node, namespace }: Trial) => node.api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`)
