import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fixture } from '../setup/paths.ts'
import { lines, paths } from './node-terms.ts'

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
