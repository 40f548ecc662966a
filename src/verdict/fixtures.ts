import path from 'node:path'
import { test as base, inject, type TestAPI } from 'vitest'
import { Cluster } from '../cluster/cluster.ts'
import type { Seat } from '../cluster/seat.ts'
import type { Address } from '../cluster/start.ts'
import { Terminal } from '../cluster/terminal.ts'
import { Timeline } from '../matchers/timeline.ts'
import type { Submission } from '../submission/submission.ts'
import { App } from '../workshop/app.ts'
import { databaseName } from '../workshop/section-nine.ts'
import type { Section } from '../workshop/sections.ts'
import { keepTimeline } from './evidence.ts'

declare module 'vitest' {
  interface ProvidedContext {
    address: Address
    submission: Submission
    /** The folder that the report and its evidence are written to. */
    reports: string
    /** Where each section is graded. */
    seats: Partial<Record<Section, Seat>>
  }
}

let graded: Section | undefined

/** Says which section the file grades; its fixtures are that section's from then on. */
export function grade(section: Section): void {
  graded = section
}

/** The section that the file grades. */
export function gradedSection(): Section {
  if (!graded) throw new Error('a spec begins with section(…)')
  return graded
}

function seat(): Seat {
  const found = inject('seats')[gradedSection()]
  if (!found) throw new Error(`no seat was opened for section ${gradedSection()}`)
  return found
}

/** What a check may ask for by name. */
export const test = base
  .extend('submission', { scope: 'file' }, () => inject('submission'))
  .extend('cluster', { scope: 'file' }, () => new Cluster(inject('address'), seat()))
  .extend('api', { scope: 'file' }, ({ cluster }) => cluster.deployment('nanomon-api'))
  .extend('app', { scope: 'file' }, ({ cluster }) => new App(cluster))
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
  .extend('database', { scope: 'file' }, ({ cluster, submission }) =>
    cluster.statefulSet(databaseName(submission)),
  )
  .extend('timeline', { scope: 'file' }, ({ api }, { onCleanup }) => {
    const timeline = new Timeline(api)
    onCleanup(async () => {
      await timeline.stop()
      await keepTimeline(timeline, path.join(inject('reports'), 'evidence', 'autoscaling'))
    })
    return timeline
  })

/** What a check receives. */
export type Given = typeof test extends TestAPI<infer Fixtures> ? Fixtures : never
