import { describe, expect, test } from 'vitest'
import { builtNode } from '../../src/setup/built-images.ts'
import { isPresent } from '../../src/setup/docker-image.ts'
import { $ } from '../../src/setup/shell.ts'
import { examineWith, spoiltNode } from './doctored.ts'
import { gradeWith } from './faulted-grade.ts'

const isBuilt = await isPresent(await builtNode())

const NODE = '/usr/local/bin/node'

/** Lets no packet for the port of the trial through from one Pod to another; what the node itself sends still goes out. */
const CLOSE = `cat >>/usr/local/lib/node/machine <<'END'
nft -f - <<'RULES'
table ip spoilt {
  chain forward {
    type filter hook forward priority filter
    tcp dport 8080 drop
  }
}
RULES
END`

const NO_WAY =
  "In this cluster no Pod reaches another through a Service, 60 s after both run. Another firewall on Docker's machine may stand in the way; `npm run doctor` says more."

/** What is changed in a node image, and the one thing that doctor must find lacking. */
const spoilt = [
  { name: 'no-kubectl', script: 'rm /usr/local/bin/kubectl', lacks: 'programs: It has no kubectl.' },
  {
    name: 'another-word',
    script: `sed -i 's/Node controller sync successful/The node is ready/' ${NODE}`,
    lacks: 'start: It did not start: it runs, and has not said `Node controller sync successful` in 120 s.',
  },
  {
    name: 'no-import',
    script: `sed -i 's/Imported images from/Done with/' ${NODE}`,
    lacks:
      'start: It did not start: in 120 s it has not brought in its images: it has not said `Imported images from /var/lib/rancher/k3s/agent/images/assay.tar`.',
  },
  {
    name: 'no-kubelet',
    script: 'rm /usr/local/bin/kubelet',
    lacks: 'start: It did not start: it ended: kubelet ended with code 127.',
  },
  {
    name: 'no-firewall',
    script: `nft=$(command -v nft) && mv $nft $nft.real && printf '#!/bin/sh\\n[ "$1" = --file ] || exec %s.real "$@"\\n' $nft >$nft && chmod +x $nft`,
    lacks: /^closed: It reaches 10\.43\.0\.1 443 and [\d.]+ 10250\.$/,
  },
  {
    name: 'another-reserve',
    script: `sed -i 's/--kubelet-arg=\\*) kubelet/--kubelet-arg=kube-reserved*) ;; &/' /usr/local/lib/node/options`,
    lacks: /^allocatable: It offers \d+ CPUs, \d+ MiB, 110 Pods\.$/,
  },
]

describe.skipIf(!isBuilt).concurrent('the node built here', () => {
  test('keeps every clause under the name of k3s too', async (context) => {
    const image = 'rancher/k3s:assay-faults'
    await $`docker tag ${await builtNode()} ${image}`
    context.onTestFinished(async () => void (await $`docker rmi ${image}`))
    const { exitCode, lacks, said, left } = await examineWith(context, { ASSAY_NODE_IMAGE: image })
    expect(lacks, said).toEqual([])
    expect(said).toContain('All requirements are met.')
    expect(left).toEqual([])
    expect(exitCode).toBe(0)
  })

  test('whose Pods do not reach each other through a Service gives no verdict', async (context) => {
    const image = await spoiltNode(context, 'no-way', CLOSE)
    const { lacks, said } = await examineWith(context, { ASSAY_NODE_IMAGE: image })
    expect(lacks, said).toEqual([`traffic: ${NO_WAY}`])
    const grade = await gradeWith(context, { section: 'helm', env: { ASSAY_NODE_IMAGE: image } })
    expect(grade.said).toContain(NO_WAY)
    expect(grade.report).toBeUndefined()
    expect(grade.left).toEqual([])
    expect(grade.exitCode).toBe(3)
  })

  test.for(spoilt)('lacks one thing: $name', async ({ name, script, lacks: expected }, context) => {
    const image = await spoiltNode(context, name, script)
    const { exitCode, lacks, said, left } = await examineWith(context, { ASSAY_NODE_IMAGE: image })
    expect(lacks, said).toEqual([typeof expected === 'string' ? expected : expect.stringMatching(expected)])
    expect(left).toEqual([])
    expect(exitCode).toBe(3)
  })

  test('is gone after Ctrl-C', async (context) => {
    const { exitCode, said, left } = await examineWith(context, {}, /^ok +API server/)
    expect(said).not.toMatch(/^ok +traffic/m)
    expect(left).toEqual([])
    expect(exitCode).toBe(130)
  })
})

test('an image that is not there is named, and the machine is told of all the same', async (context) => {
  const { exitCode, lacks, said } = await examineWith(context, {
    ASSAY_NODE_IMAGE: 'assay.invalid/node:none',
  })
  expect(lacks, said).toEqual([
    expect.stringMatching(
      /^set-up: ASSAY_NODE_IMAGE=assay\.invalid\/node:none is not in Docker\. assay\.invalid\/node:none cannot be pulled: .*assay\.invalid/,
    ),
  ])
  expect(said).toMatch(/^ok +memory/m)
  expect(exitCode).toBe(3)
})

test('without Docker the lines of the machine still come', async (context) => {
  const { exitCode, lacks, said } = await examineWith(context, { DOCKER_HOST: 'unix:///nowhere.sock' })
  expect(lacks).toEqual(['Docker: No Docker engine answers at DOCKER_HOST=unix:///nowhere.sock.'])
  expect(said).toMatch(/^ok +this machine +\d+ CPUs, \d+ MiB of memory$/m)
  expect(exitCode).toBe(3)
})
