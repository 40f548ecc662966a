import { expect, test } from 'vitest'
import { startCluster } from '../../../src/cluster/start.ts'
import { entryPoints } from '../../../src/cluster/test-namespaces.ts'
import { ensureSetup } from '../../../src/setup/setup.ts'
import { $ } from '../../../src/setup/shell.ts'
import { nanomon } from '../../../src/workshop/nanomon.ts'
import { expectUnreachable } from './probe.ts'

/** What a node answers on: the API server, the kubelet, kube-proxy's health, and the apps of its sections. */
const PORTS = [6443, 10250, 10256, 8100, ...entryPoints.map(({ port }) => port)]

test('the cluster of another learner is not answered to a Pod, at any of its addresses', {
  meta: { stops: 'network' },
}, async (context) => {
  const setup = await ensureSetup(nanomon, context.signal)
  const other = await startCluster(setup, 'fast', context.signal, { helm: false, gateway: false })
  context.onTestFinished(() => other.stop())
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}'
  const { stdout } = await $`docker inspect --format ${format} ${other.address.container}`
  const addresses = stdout.trim().split(' ')
  expect(addresses[0]).toMatch(/^\d+\.\d+\.\d+\.\d+$/)

  const places = addresses.map((address) => `tcp ${address} ${PORTS.join(' ')}`)
  await expectUnreachable(context, setup, places)
})
