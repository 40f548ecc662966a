import type { Workshop } from '../verdict/workshop.ts'
import { foundation } from './foundation.ts'
import { nanomon } from './nanomon.ts'
import { noteSectionNine, sectionNine } from './section-nine.ts'
import { app } from './sections/app.ts'
import { autoscaling } from './sections/autoscaling.ts'
import { helm } from './sections/helm.ts'
import { postgres } from './sections/postgres.ts'
import { scaling } from './sections/scaling.ts'

const calibration = (name: string, section: string) => ({
  name,
  section,
  project: 'calibration',
  spec: `specs/grader/calibration/${name}.spec.ts`,
})

/** Section 10 of the NanoMon workshop: "Scaling, Stateful Workloads & Helm". */
export const workshop: Workshop = {
  project: 'workshop',
  specs: 'specs/workshop',
  fixtures: 'fixtures',
  app: nanomon,
  sections: [app, scaling, autoscaling, postgres, helm],
  foundation,
  calibrations: [
    calibration('loss', postgres.id),
    calibration('idle-autoscaler', autoscaling.id),
    calibration('deaf-autoscaler', autoscaling.id),
  ],
  complete: sectionNine,
  notes: noteSectionNine,
}
