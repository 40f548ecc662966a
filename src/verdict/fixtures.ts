import { test as base, inject } from 'vitest'
import { Cluster } from '../cluster/cluster.ts'
import type { Address } from '../cluster/start.ts'
import { Terminal } from '../cluster/terminal.ts'
import type { TestNamespace } from '../cluster/test-namespaces.ts'
import type { Submission } from '../submission/submission.ts'
import { gradedSection } from './spec-run.ts'

declare module 'vitest' {
  interface ProvidedContext {
    address: Address
    submission: Submission
    /** The folder that the report and its evidence are written to. */
    reports: string
    /** The test Namespace of each section, by the section's id. */
    namespaces: Record<string, TestNamespace>
  }
}

function testNamespace(): TestNamespace {
  const { id } = gradedSection()
  const found = inject('namespaces')[id]
  if (!found) throw new Error(`no Namespace was opened for section ${id}`)
  return found
}

/** The fixtures that a check of any workshop may use by name; a workshop adds its own. */
export const test = base
  .extend('submission', { scope: 'file' }, () => inject('submission'))
  .extend('cluster', { scope: 'file' }, () => new Cluster(inject('address'), testNamespace()))
  .extend('terminal', { scope: 'file' }, ({ cluster }, { onCleanup }) => {
    const terminal = new Terminal(cluster.address, cluster.namespace)
    onCleanup(() => terminal.close())
    return terminal
  })
  .extend(
    'kubectl',
    { scope: 'file' },
    ({ terminal }) =>
      (line: string) =>
        terminal.succeed('kubectl', line.split(' ')),
  )
