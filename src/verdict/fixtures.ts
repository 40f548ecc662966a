import { test as base, inject } from 'vitest'
import { Cluster } from '../cluster/cluster.ts'
import { Terminal } from '../cluster/terminal.ts'
import type { Submission } from '../submission/submission.ts'
import { enter } from './place.ts'
import { gradedSection } from './spec-run.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The socket of the run's broker, which has a place for each section. */
    broker: string
    submission: Submission
    /** What some sections are given in its place, by their ids. */
    replaced?: Record<string, Submission>
    /** The folder that the report and its evidence are written to. */
    reports: string
  }
}

/** The fixtures that a check of any workshop may use by name; a workshop adds its own. */
export const test = base
  .extend(
    'submission',
    { scope: 'file' },
    () => inject('replaced')?.[gradedSection().id] ?? inject('submission'),
  )
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures here.
  .extend('cluster', { scope: 'file' }, async ({}, { onCleanup }) => {
    const { place, leave } = await enter(inject('broker'), gradedSection().id)
    onCleanup(leave)
    return new Cluster(place.address, place.testNamespace)
  })
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
