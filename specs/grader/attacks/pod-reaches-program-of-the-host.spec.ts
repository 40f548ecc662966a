import { expect, test } from 'vitest'
import { ensureSetup } from '../../../src/setup/setup.ts'
import { $ } from '../../../src/setup/shell.ts'
import { nanomon } from '../../../src/workshop/nanomon.ts'
import { answers, listen } from './listener.ts'
import { expectUnreachable } from './probe.ts'

/** An address of the documentation's, which stands for any on the Internet: for as long as the test it is this machine's. */
const [OUTSIDE, SUBNET] = ['198.51.100.1', '198.51.100.0/24']

test('a program of the machine is not answered to a Pod, nor is an address outside', {
  meta: { stops: 'network' },
}, async (context) => {
  const setup = await ensureSetup(nanomon, context.signal)
  const port = await listen(context)
  const name = `assay-outside-${process.pid}`
  const made = await $`docker network create --subnet ${SUBNET} --gateway ${OUTSIDE} ${name}`
  expect(made.exitCode, made.stderr).toBe(0)
  context.onTestFinished(async () => void (await $`docker network rm ${name}`))
  // Docker in a virtual machine of its own has its addresses there.
  context.skip(!(await answers(OUTSIDE, port)), 'this machine does not have the addresses of its Docker')

  const places = ['tcp DOCKER', 'udp DOCKER', `tcp ${OUTSIDE}`, `udp ${OUTSIDE}`]
  const probes = places.map((place) => `${place} ${port}`)
  await expectUnreachable(context, setup, probes)
})
