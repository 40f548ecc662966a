import path from 'node:path'
import { runBatch } from '../src/batch/batch.ts'
import { BatchProgress } from '../src/batch/progress.ts'
import { CONTROL_EVERY } from '../src/batch/queue.ts'
import { exitCodeOf, summarise } from '../src/batch/summary.ts'
import { runCommand } from '../src/cli/command.ts'
import { paceNamed, readCommandLine, wholeNumber } from '../src/cli/command-line.ts'
import type { Pace } from '../src/cluster/pace.ts'
import { withPaths } from '../src/output/columns.ts'
import { displayOf } from '../src/output/display.ts'
import { sectionsOf } from '../src/verdict/workshop.ts'
import { workshop } from '../src/workshop/workshop.ts'

const ids = workshop.sections.map(({ id }) => id)

const USAGE = `usage: npm run batch -- SUBMISSIONS --out GRADEBOOK [options]
  SUBMISSIONS      a folder; each directory in it is a submission
  --out            the folder of the gradebook; name the same one again to
                   resume an interrupted batch
  --roster         a CSV file with the columns submission (a directory, a git
                   URL or a .bundle), and id, name, login, email, section;
                   without submission, or as Classroom 50 writes it, each
                   learner's directory is found by login
  --policy         a YAML file with the instructor's points, sections left out,
                   bonuses and deductions; it stays in force for this gradebook
                   until you name another one, or none (docs/policy.yaml is an
                   example)
  --regrade        grade again: errors, changed, or a learner's id; may be
                   repeated
  --canvas         the gradebook that Canvas exports; it is filled in as
                   canvas.csv
  --assignment     the assignment to fill in, by title or number, if the export
                   has several
  --moodle         the grading worksheet that Moodle exports; it is filled in as
                   moodle.csv
  --section        a section to grade; may be repeated; default: all of
                   ${ids.join(', ')}
  --pace           the cluster's clocks: fast (default), or workshop, with
                   Kubernetes' own defaults
  --jobs           grades at a time; default: as many as the machine has room
                   for, one a core at most
  --control-every  grade the reference after this many grades, to check the
                   machine; default: ${CONTROL_EVERY}
  --limit          minutes that a grade may take; default: 20, or 45 at the
                   workshop's pace`

const EXAMPLES = [
  'npm run batch -- submissions --out gradebook',
  'npm run batch -- submissions --out gradebook --roster class.csv',
  'npm run batch -- submissions --out gradebook --policy docs/policy.yaml',
  'npm run batch -- submissions --out gradebook --regrade errors',
]

/** The limits of a grade at each pace, in minutes. The reference takes 2 and 8. */
const LIMITS: Record<Pace, number> = { fast: 20, workshop: 45 }

const OPTIONS = {
  out: { type: 'string' },
  roster: { type: 'string' },
  policy: { type: 'string' },
  regrade: { type: 'string', multiple: true },
  canvas: { type: 'string' },
  assignment: { type: 'string' },
  moodle: { type: 'string' },
  section: { type: 'string', multiple: true },
  pace: { type: 'string', default: 'fast' },
  jobs: { type: 'string' },
  'control-every': { type: 'string', default: String(CONTROL_EVERY) },
  limit: { type: 'string' },
} as const

const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: OPTIONS, takesArguments: true },
    (values, args) => {
      const [submissions] = args
      if (submissions === undefined || args.length > 1) throw new Error('expected one folder of submissions')
      if (values.out === undefined) throw new Error('--out is missing: name a folder for the gradebook')
      const pace = paceNamed(values.pace)
      if (values.assignment !== undefined && values.canvas === undefined)
        throw new Error('--assignment needs --canvas')
      return {
        ...values,
        regrade: values.regrade ?? [],
        submissions: path.resolve(submissions),
        out: path.resolve(values.out),
        terms: {
          pace,
          sections: sectionsOf(workshop, values.section ?? ids).map(({ id }) => id),
          ...(values.jobs !== undefined && { jobs: wholeNumber('--jobs', values.jobs) }),
          controlEvery: wholeNumber('--control-every', values['control-every']),
          limitMs: wholeNumber('--limit', values.limit ?? String(LIMITS[pace])) * 60_000,
        },
      }
    },
  )

async function main(signal: AbortSignal): Promise<number> {
  const { submissions, roster, policy, out, terms, regrade, canvas, assignment, moodle } = readRequest()
  const imports = {
    ...(canvas !== undefined && {
      canvas: { file: canvas, ...(assignment !== undefined && { assignment }) },
    }),
    ...(moodle !== undefined && { moodle: { file: moodle } }),
  }
  const watcher = new BatchProgress()
  const from = {
    submissions,
    ...(roster !== undefined && { roster }),
    ...(policy !== undefined && { policy }),
  }
  const rows = await runBatch({ workshop, ...from, out, terms, regrade, imports, watcher, signal })
  const display = displayOf(process.stdout)
  const where = withPaths(`The gradebook is in ${out}: open index.html.`, display.columns)
  console.log(`\n${summarise(rows, display)}\n${where}`)
  return exitCodeOf(rows)
}

await runCommand(main)
