import { parseQuantity } from '../../cluster/capacity/quantity.ts'
import { contain } from '../../cluster/containment.ts'
import { inNode } from '../../cluster/in-node.ts'
import { API_PORT, paths } from '../../cluster/node-terms.ts'
import type { Node, Version } from '../../cluster/objects.ts'
import { inCluster } from '../../setup/in-cluster.ts'
import { allocatable } from '../../setup/node-size.ts'
import type { Clause } from './clause.ts'
import { programsForClaims } from './programs.ts'

/** The minor version of Kubernetes from which on MutatingAdmissionPolicy is served as it is used here. */
const LEAST_MINOR = 36

/** kubectl drops explicit nulls and keeps its words as they are read here from this minor version on. */
const LEAST_KUBECTL = 35

/** The requirements of a running node with an empty cluster. */
export const ofNode: Clause[] = [
  {
    name: 'API server',
    asks: `Its API server is Kubernetes 1.${LEAST_MINOR} or newer, and answers at its published port ${API_PORT} to the credentials in ${paths.kubeconfig}.`,
    remedy: `Use an image with Kubernetes 1.${LEAST_MINOR} or newer; if the server cannot be reached, restart Docker.`,
    isGate: true,
    async attempt({ node: { api, connection } }) {
      const { gitVersion } = await api.request<Version>('/version').catch((error: Error) => {
        throw new Error(`It cannot be reached at ${connection.server}: ${error.message}.`)
      })
      if (minorOf(gitVersion) < LEAST_MINOR) throw new Error(`It is Kubernetes ${gitVersion}.`)
      return `Kubernetes ${gitVersion} at ${connection.server}`
    },
  },
  {
    name: 'kubectl',
    asks: `Its kubectl is version 1.${LEAST_KUBECTL} or newer, and reaches its API server.`,
    remedy: 'Use an image with the kubectl of its own Kubernetes version, as k3s images have.',
    async attempt({ node }) {
      const said: { clientVersion: Version } = JSON.parse(
        await inNode(node, 'kubectl version --output=json', []),
      )
      const version = said.clientVersion.gitVersion
      if (minorOf(version) < LEAST_KUBECTL) throw new Error(`It is ${version}.`)
      return version
    },
  },
  {
    name: 'images',
    asks: 'It has imported every image of its archive, under the name given there.',
    remedy: 'Remove ~/.cache/assay/images-*.tar, and try again: the archive is then rebuilt.',
    async attempt({ node, setup }) {
      const names = Object.values(setup.images.loaded).map(inCluster)
      const listed = await inNode(
        node,
        'command -v ctr >/dev/null && ctr --namespace k8s.io images list --quiet',
        [],
      )
      const missing = names.filter((name) => !listed.split('\n').includes(name))
      if (missing.length > 0) throw new Error(`It has no ${missing.join(', ')}.`)
      return `all ${names.length}`
    },
  },
  {
    name: 'bounds',
    asks: "It can confine its Pods: nft accepts Assay's rules, and the cgroup kubepods accepts limits on memory and processes.",
    remedy: "Docker's machine must have nf_tables, and the node must run in its own control groups.",
    isGate: true,
    async attempt({ node: { container } }) {
      await contain(container)
      const has = await inNode(
        { container },
        `for name in ${programsForClaims.join(' ')}; do command -v $name; done; true`,
        [],
      )
      const isDisk = has.trim().split('\n').length === programsForClaims.length
      return `firewall, memory, processes; claims ${isDisk ? 'share their own disk' : 'are limited by quota alone, for want of mke2fs'}`
    },
  },
  {
    name: 'allocatable',
    asks: `It offers Pods ${allocatable.cpu} CPUs, ${allocatable.memoryMi} MiB and room for ${allocatable.pods}, on any machine.`,
    remedy: "Report this: this image's kubelet does not reserve the amounts that it is told to.",
    async attempt({ node: { api } }) {
      const [node] = await api.list<Node>('/api/v1/nodes')
      const { cpu = '', memory = '', pods }: Record<string, string> = node?.status.allocatable ?? {}
      // The kubelet counts in KiB, and sets aside in MiB.
      const memoryMi = Math.floor(parseQuantity(memory) / 2 ** 20)
      const seen = `${parseQuantity(cpu)} CPUs, ${memoryMi} MiB, ${pods} Pods`
      if (seen !== `${allocatable.cpu} CPUs, ${allocatable.memoryMi} MiB, ${allocatable.pods} Pods`)
        throw new Error(`It offers ${seen}.`)
      return seen
    },
  },
]

const minorOf = (version: string) => Number(/^v1\.(\d+)/.exec(version)?.[1] ?? 0)
