import { beforeAll, expect, test } from 'vitest'
import { holdsInImage } from '../../src/setup/docker-image.ts'
import { ensureSetup } from '../../src/setup/setup.ts'
import { $ } from '../../src/setup/shell.ts'
import { nanomon } from '../../src/workshop/nanomon.ts'
import { type Ended, type Faulted, gradeWith } from './faulted-grade.ts'
import { starve } from './starve.ts'

/** What is done to a grade of the reference on each of its clusters, and what it must then say. */
interface Fault extends Required<Pick<Faulted, 'section' | 'at' | 'cause'>> {
  when: string
  says: RegExp
  /** Why only the node that is built here can have it, if that is so. */
  needsBuiltNode?: string
}

const ONCE_STARTED = /^setup\s+cluster/
const WHILE_IT_WAITS = /waiting for/

const ONE_PROCESS = 'all of k3s is one process, which is the node: that fault is its end'

const inNode = (node: string, script: string) => $`docker exec ${node} sh -c ${script}`

/** Takes from a part of the cluster what it may do: the same on any node, in however many processes its parts run. */
const forbid = (node: string, ...bindings: string[]) =>
  inNode(node, `kubectl delete clusterrolebinding ${bindings.join(' ')}`)

/** Sends a signal to a program of the node, which has neither ps nor pkill. */
const send = (node: string, signal: 'KILL' | 'STOP', comm: string) =>
  inNode(
    node,
    `for p in /proc/[0-9]*; do read -r n <$p/comm; [ "$n" = ${comm} ] && kill -${signal} \${p#/proc/}; done`,
  )

/** Kills what a cluster has beside its node: the container that Helm runs in, and the one that has the charts. */
async function killBeside(node: string): Promise<void> {
  const format = '{{index .Config.Labels "dev.assay.owner"}}'
  const owner = (await $`docker inspect --format ${format} ${node}`).stdout.trim()
  const { stdout } = await $`docker ps --quiet --filter label=dev.assay.owner=${owner}`
  const beside = stdout.split('\n').filter((id) => id !== '' && id !== node)
  await $`docker kill ${beside}`
}

/** Another Namespace, and Pods in it that leave no CPU to anyone else. */
const crowd = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'crowd', labels: { 'assay.dev/section': 'crowd' } },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'crowd', namespace: 'crowd' },
      spec: {
        replicas: 40,
        selector: { matchLabels: { app: 'crowd' } },
        template: {
          metadata: { labels: { app: 'crowd' } },
          spec: {
            containers: [{ name: 'crowd', image: 'crowd', resources: { requests: { cpu: '50m' } } }],
          },
        },
      },
    },
  ],
}

const faults: Fault[] = [
  {
    when: 'the load generator is starved',
    section: 'autoscaling',
    at: /replicas while \/api\/status is under load/,
    cause: async (_node, grade) => void starve(grade),
    says: /the load generator made \d+ of \d+ requests: this machine is too busy/,
  },
  {
    when: 'the scheduler may bind nothing',
    section: 'helm',
    at: ONCE_STARTED,
    cause: (node) => forbid(node, 'system:kube-scheduler'),
    says: /the scheduler has not looked at a new Pod for 20 s/,
  },
  {
    when: 'there is no metrics-server',
    section: 'autoscaling',
    at: ONCE_STARTED,
    cause: (node) => inNode(node, 'kubectl -n kube-system scale deployment metrics-server --replicas 0'),
    says: /add-on metrics-server is not Available: it has 0 Pods/,
  },
  {
    when: 'there is no room for volumes',
    section: 'postgres',
    at: ONCE_STARTED,
    // k3s makes the folder with the first volume.
    cause: (node) =>
      inNode(
        node,
        'mkdir -p /var/lib/rancher/k3s/storage && mount -t tmpfs -o size=16m full /var/lib/rancher/k3s/storage',
      ),
    says: /the node's volume at \/var\/lib\/rancher\/k3s\/storage is full: \d+ of 16 MiB are left/,
  },
  {
    when: 'the ingress controller has stopped',
    section: 'helm',
    at: ONCE_STARTED,
    cause: (node) => send(node, 'STOP', 'traefik'),
    says: /add-on traefik is not Available/,
  },
  {
    when: 'another section holds the room on the node',
    section: 'scaling',
    at: ONCE_STARTED,
    cause: (node) => inNode(node, `echo '${JSON.stringify(crowd)}' | kubectl apply -f -`),
    says: /The node has no room for this section’s Pods beside those of the other sections/,
  },
  {
    when: 'the container of Helm is killed',
    section: 'helm',
    at: ONCE_STARTED,
    cause: killBeside,
    says: /helm has not answered: .* is not running/,
  },
  {
    when: 'its node is killed',
    section: 'helm',
    at: WHILE_IT_WAITS,
    cause: (node) => $`docker kill ${node}`,
    says: /the node has stopped \(Exited \(137\)/,
  },
  {
    when: 'the controller manager makes no Pods',
    section: 'helm',
    at: ONCE_STARTED,
    cause: (node) => forbid(node, 'system:controller:replicaset-controller'),
    says: /the controller manager has made no Pod for 20 s/,
  },
  {
    when: 'the controller manager is killed',
    needsBuiltNode: ONE_PROCESS,
    section: 'helm',
    at: WHILE_IT_WAITS,
    cause: (node) => send(node, 'KILL', 'kube-controller'),
    says: /kube-controller-manager ended with code 137/,
  },
  {
    when: 'etcd has no room',
    needsBuiltNode: 'k3s keeps its objects in SQLite, on the disk of Docker itself',
    section: 'helm',
    at: WHILE_IT_WAITS,
    cause: (node) => inNode(node, 'mount -o remount,size=130m /run; cat /dev/zero >/run/filling'),
    says: /etcd ended with code 1: .*no space left on device/,
  },
]

/** A run that says nothing about the learner: not gradable, no check failed, the cause named, and nothing left behind. */
function expectOurs({ exitCode, said, report, left, faults: caused }: Ended, says: RegExp): void {
  const errors = report?.checks.filter(({ verdict }) => verdict === 'error')
  expect(
    errors?.map(({ observed }) => observed),
    said,
  ).toContainEqual(expect.stringMatching(says))
  expect(report?.checks.map(({ verdict }) => verdict)).not.toContain('fail')
  expect(report).toMatchObject({ gradable: false, attempts: 2 })
  expect(said).toContain('It costs you no points')
  expect(caused).toBe(2)
  expect(left).toEqual([])
  expect(exitCode).toBe(3)
}

let isBuilt: boolean

beforeAll(async () => {
  const { images } = await ensureSetup(nanomon, new AbortController().signal)
  isBuilt = await holdsInImage(images.node, 'test -d /usr/local/lib/node')
})

test.concurrent.for(faults)('nothing is held against a learner when $when', async (fault, context) => {
  if (fault.needsBuiltNode !== undefined)
    context.skip(!isBuilt, `only on the node that is built here: ${fault.needsBuiltNode}`)
  expectOurs(await gradeWith(context, fault), fault.says)
})
