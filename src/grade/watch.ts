import { startVitest } from 'vitest/node'
import { root } from '../setup/paths.ts'
import { type Section, specOf, type Workshop } from '../verdict/workshop.ts'

/** Grades a submission's sections, and again whenever it changes, until the process is told to end. */
export async function watchSpecs(workshop: Workshop, directory: string, sections: Section[]): Promise<never> {
  // As when Vitest is started by itself: the project's global set-up does the rest.
  process.env.SUBMISSION = directory
  const specs = sections.map((section) => specOf(workshop, section))
  await startVitest('test', specs, { root, watch: true, project: [workshop.project] })
  return new Promise(() => {})
}
