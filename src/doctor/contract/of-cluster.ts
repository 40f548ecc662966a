import { readAddOns } from '../../cluster/add-ons.ts'
import { parseQuantity } from '../../cluster/capacity/quantity.ts'
import { addOnAilment } from '../../cluster/health/add-ons.ts'
import { awaitTraffic } from '../../cluster/health/traffic.ts'
import { install } from '../../cluster/install.ts'
import type { NodeMetrics } from '../../cluster/objects.ts'
import { addOnsAreAvailable, awaitMetrics, until } from '../../cluster/ready.ts'
import { inCluster } from '../../setup/in-cluster.ts'
import type { Clause } from './clause.ts'

/** The requirements of a node with its add-ons. */
export const ofCluster: Clause[] = [
  {
    name: 'add-ons',
    asks: 'It runs CoreDNS, metrics-server, the volume provisioner and Traefik, from fixtures/cluster/.',
    remedy:
      'Report this with the words above; `npm run doctor` on another machine shows whether the image is at fault.',
    isGate: true,
    async attempt({ node: { api }, setup, clocks }) {
      const started = Date.now()
      for (const object of await readAddOns(setup, clocks)) await install(api, object)
      await until('the add-ons', () => addOnsAreAvailable(api)).catch(async (error: Error) => {
        throw new Error((await addOnAilment(api, started)) ?? error.message)
      })
      return `Available after ${((Date.now() - started) / 1000).toFixed(1)} s`
    },
  },
  {
    name: 'metrics',
    asks: 'Its metrics API reports what the node uses; the autoscaler depends on it.',
    remedy: "Report this: metrics-server does not get the kubelet's figures on this image.",
    async attempt({ node: { api } }) {
      await awaitMetrics(api)
      const [node] = await api.list<NodeMetrics>('/apis/metrics.k8s.io/v1beta1/nodes')
      const { cpu, memory } = node?.usage ?? {}
      return `the node uses ${parseQuantity(cpu ?? '').toFixed(2)} CPUs and ${Math.round(parseQuantity(memory ?? '') / 2 ** 20)} MiB`
    },
  },
  {
    name: 'traffic',
    asks: 'A request from one Pod reaches another through a Service.',
    remedy: "On Docker's machine: `sudo modprobe br_netfilter`, and check its firewall.",
    async attempt({ node: { api, container }, setup, signal }) {
      const started = Date.now()
      await awaitTraffic(container, api, inCluster(setup.images.loaded.shell), signal)
      return `answered, ${((Date.now() - started) / 1000).toFixed(1)} s after both Pods were created`
    },
  },
]
