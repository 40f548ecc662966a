import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fixture } from '../../setup/paths.ts'
import { contract } from './contract.ts'
import { lines, paths } from './terms.ts'

test('every clause has a name of its own, and says in sentences what is asked and what to do', () => {
  const names = contract.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { asks, remedy } of contract) {
    expect(asks).toMatch(/^[A-Z].*\.$/)
    expect(remedy).toMatch(/^[A-Z].*\.$/)
  }
})

test('a name fits beside its mark', () => {
  for (const { name } of contract) expect(name.length).toBeLessThanOrEqual(14)
})

test('what no import can reach says the same: the scripts and the manifests for a node', () => {
  const node = readFileSync(fixture('images/node/root/usr/local/bin/node'), 'utf8')
  expect(node).toContain(`echo '${lines.ready}'`)
  expect(node).toContain('echo "Imported images from $archive"')
  expect(node).toContain('rancher=/var/lib/rancher/k3s')
  expect(node).toContain(` ${paths.kubeconfig}`)
  expect(lines.imported).toBe(`Imported images from ${paths.archive}`)
  for (const file of ['bounds.sh', 'local-path-provisioner.yaml'])
    expect(readFileSync(fixture('cluster', file), 'utf8')).toContain(paths.claims)
})
