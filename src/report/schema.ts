import { z } from 'zod'

const position = z.strictObject({
  file: z.string().describe('The path of the file, from the submission’s folder.'),
  line: z.int().min(1).describe('Counts from 1.'),
  column: z.int().min(1).describe('Counts from 1.'),
  text: z.string().describe('The line itself, without control characters.'),
})

const around = z
  .strictObject({
    line: z.int().min(1).describe('The number of the first of them.'),
    lines: z.array(z.string()),
  })
  .describe('The lines around the quoted one.')

const problem = z.strictObject({
  severity: z.enum(['error', 'note']).describe('error: this part was not loaded.'),
  message: z.string(),
  at: position.exactOptional(),
})

const image = z.strictObject({
  name: z.string(),
  reference: z.string().describe('Where it comes from; with the registry’s digest, if it was pulled.'),
  id: z.string().describe('Docker’s own id of its content.'),
})

const seconds = z.number().min(0)
const points = z.int().min(0)

const check = z.strictObject({
  id: z.string().describe('Names the check in RUBRIC.md; it stays the same from version to version.'),
  section: z.string().describe('The heading of the workshop.'),
  says: z.string().describe('The claim that it confirms.'),
  isQuote: z
    .boolean()
    .exactOptional()
    .describe('Whether that is a sentence of the workshop; missing in reports older than this field.'),
  verdict: z
    .enum(['pass', 'fail', 'absent', 'blocked', 'error'])
    .describe(
      'fail: the learner’s. absent: nothing was handed in for it. blocked: a check that it needs did not pass. error: the grader’s or the machine’s, which costs nothing.',
    ),
  points: points.describe('The points that it earned; only a pass earns any.'),
  outOf: points.describe('The points that a pass earns.'),
  carriedForward: z
    .literal(true)
    .exactOptional()
    .describe(
      'It passed with the workshop’s own app in place of the submission’s, which does not come up; missing if it did not need to.',
    ),
  expected: z.string().exactOptional(),
  observed: z
    .string()
    .exactOptional()
    .describe('If error, the grader error. If absent, the part of the submission that was not read.'),
  at: position
    .extend({ around: around.exactOptional() })
    .exactOptional()
    .describe('The learner’s line to look at.'),
  hint: z.string().exactOptional().describe('What to do next.'),
  needs: z.array(z.string()).describe('The ids of the checks that it needs.'),
  blockedBy: z.string().exactOptional().describe('The id of the check that blocks it.'),
  offers: z.string().exactOptional().describe('What a learner can hand in for it, if it is absent.'),
  evidence: z.string().exactOptional().describe('The folder with its evidence, beside the report.'),
  seconds,
})

const adjustment = z
  .strictObject({ points: z.int().describe('Above 0 a bonus, below 0 a deduction.'), reason: z.string() })
  .describe('Changes the score of this learner. The score stays between 0 and all points.')

const policy = z
  .strictObject({
    earned: points.describe('The points of the checks, before the adjustment.'),
    adjustment: adjustment.exactOptional(),
    leftOut: z
      .array(z.string())
      .describe('The headings of the sections that do not count. Their checks are not in the report.'),
    shows: z
      .enum(['no-hint', 'verdict-only'])
      .exactOptional()
      .describe('How much a learner’s copy says about failures; missing if it says all.'),
  })
  .describe('What an instructor’s policy changed; only in a gradebook with one.')

/**
 * What `report.json` holds. The type `Report` and `report.schema.json` are made of it.
 */
export const reportSchema = z
  .strictObject({
    schema: z
      .literal(1)
      .describe('Counts up if a reader of an older report could misread a newer one; not for a new field.'),
    submission: z.string().describe('The name of the submission’s folder.'),
    digest: z
      .string()
      .describe('The digest of the files that were read: the same answer has the same digest.'),
    pace: z.enum(['fast', 'workshop']).describe('The cluster’s clocks; workshop: Kubernetes’ own defaults.'),
    versions: z.strictObject({ assay: z.string(), kubernetes: z.string(), nodeImage: z.string() }),
    images: z
      .array(image)
      .exactOptional()
      .describe('The exact images that it was graded with; missing in reports older than this field.'),
    startedAt: z.iso.datetime(),
    seconds: z.strictObject({ setup: seconds, cluster: seconds, checks: seconds }),
    score: points.describe('The sum of the checks’ points. It says nothing if the run is not gradable.'),
    outOf: points.describe('The points of the sections that were graded.'),
    gradable: z
      .boolean()
      .describe('Whether every check has a verdict on the learner’s work; if not, the score says nothing.'),
    faults: z.array(z.string()).describe('Grader errors outside of the checks.'),
    attempts: z.int().min(1).describe('Clusters that were started: 2 if the first run had a grader error.'),
    objects: z
      .strictObject({ submission: z.array(z.string()), workshop: z.array(z.string()) })
      .describe(
        'The objects by their origin, as kind and name: the learner’s, and what earlier sections of the workshop leave behind.',
      ),
    problems: z
      .array(problem)
      .describe('The parts of the submission that were not read or were skipped, and other notes.'),
    checks: z.array(check).describe('In the order of the workshop.'),
    policy: policy.exactOptional(),
  })
  .meta({
    title: 'A report of Assay',
    description:
      'The result of one grade, as report.json holds it. Texts may be the words of a learner or of a cluster: escape them for the place where they are shown.',
  })
