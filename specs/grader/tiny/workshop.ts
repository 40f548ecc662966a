import { clusterImage } from '../../../src/setup/catalogue.ts'
import type { Workshop } from '../../../src/verdict/workshop.ts'
import { resting } from './resting.ts'

/** A workshop of one section and one check: what the engine grades it with, it grades any workshop with. */
export const tiny: Workshop = {
  project: 'tiny',
  specs: 'specs/grader/tiny',
  fixtures: 'specs/grader/tiny',
  app: { images: [clusterImage('pause')], recommended: 'pause', containers: [] },
  sections: [resting],
  calibrations: [],
  complete: async ({ manifests }) => manifests,
  notes: async () => [],
}
