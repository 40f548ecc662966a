import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { proberOf, TRIED } from './prober.ts'

async function container(probes: string[]) {
  const [deployment] = parseAllDocuments(await proberOf(probes)).map((document) => document.toJS())
  return deployment.spec.template.spec.containers[0]
}

test('a prober is told its places, one a line, as they are written', async () => {
  const probes = ['tcp NODE 6443 10250', 'udp 192.0.2.1 53', 'tcp fe80::1%eth0 80']
  const { env } = await container(probes)
  expect(env.find(({ name }: { name: string }) => name === 'PROBES').value.split('\n')).toEqual(probes)
})

test('a prober says what it is asked for when it was tried', async () => {
  const { command } = await container(['tcp NODE 6443'])
  for (const text of TRIED) expect(command.at(-1)).toContain(text.replace(/^OK /, 'await '))
})

test.each(['NODE 6443', 'icmp NODE 1', 'tcp NODE', 'tcp NODE https', 'tcp $(id) 80\ntcp'])(
  'a prober is not told %j, which is no protocol with a host and ports',
  async (probe) => {
    await expect(proberOf([probe])).rejects.toThrow('is not a protocol, a host and ports')
  },
)
