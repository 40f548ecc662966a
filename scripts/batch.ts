import path from 'node:path'
import { parseArgs } from 'node:util'
import { runBatch } from '../src/batch/batch.ts'
import { BatchProgress } from '../src/batch/progress.ts'
import { CONTROL_EVERY } from '../src/batch/queue.ts'
import { exitCodeOf, summarise } from '../src/batch/summary.ts'
import { runCommand } from '../src/cli/command.ts'
import { EXIT, Usage } from '../src/cli/exit.ts'
import { clocks, type Pace } from '../src/cluster/pace.ts'
import { sectionsOf } from '../src/verdict/workshop.ts'
import { workshop } from '../src/workshop/workshop.ts'

const ids = workshop.sections.map(({ id }) => id)

const USAGE = `usage: npm run batch -- SUBMISSIONS --out GRADEBOOK [options]
  SUBMISSIONS      a folder; each directory in it is a submission
  --out            the folder of the gradebook; the same one goes on where a batch was interrupted
  --roster         a CSV file with the columns submission (a directory, a git URL or a .bundle), and id, name, login, email,
                   section; without submission, or as Classroom 50 writes it, each learner's directory is found by login
  --regrade        grade anew although graded: errors, changed, or a learner's id; may be given several times
  --canvas         the gradebook that Canvas exports, to be filled as canvas.csv
  --assignment     which of its assignments, by its title or its number, if it has several
  --moodle         the grading worksheet that Moodle exports, to be filled as moodle.csv
  --section        grade only this: ${ids.join(', ')}; all of them if not given
  --pace           the cluster's clocks: fast (if not given), or workshop, Kubernetes' own
  --jobs           how many are checked at a time; as many as the machine bears if not given, one a core
  --control-every  grade the reference after so many, to see that the machine is fit for it; ${CONTROL_EVERY} if not given
  --limit          minutes that a grade may take; 20 if not given, 45 at the workshop's pace`

/** The limits of a grade at each pace, in minutes: some ten times what the reference takes, which is 2 and 8. */
const LIMITS: Record<Pace, number> = { fast: 20, workshop: 45 }

function readCommandLine() {
  try {
    const options = {
      out: { type: 'string' },
      roster: { type: 'string' },
      regrade: { type: 'string', multiple: true },
      canvas: { type: 'string' },
      assignment: { type: 'string' },
      moodle: { type: 'string' },
      section: { type: 'string', multiple: true },
      pace: { type: 'string', default: 'fast' },
      jobs: { type: 'string' },
      'control-every': { type: 'string', default: String(CONTROL_EVERY) },
      limit: { type: 'string' },
      help: { type: 'boolean' },
    } as const
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (values.help) return undefined
    const [submissions] = positionals
    if (submissions === undefined || positionals.length > 1) throw new Error('one folder of submissions')
    if (values.out === undefined) throw new Error('--out is missing: where does the gradebook go?')
    if (!isPace(values.pace)) throw new Error(`there is no pace ${values.pace}`)
    if (values.assignment !== undefined && values.canvas === undefined)
      throw new Error('--assignment says which one of --canvas')
    return {
      ...values,
      regrade: values.regrade ?? [],
      submissions: path.resolve(submissions),
      out: path.resolve(values.out),
      terms: {
        pace: values.pace,
        sections: sectionsOf(workshop, values.section ?? ids).map(({ id }) => id),
        ...(values.jobs !== undefined && { jobs: wholeNumber('--jobs', values.jobs) }),
        controlEvery: wholeNumber('--control-every', values['control-every']),
        limitMs: wholeNumber('--limit', values.limit ?? String(LIMITS[values.pace])) * 60_000,
      },
    }
  } catch (error) {
    throw new Usage(`${(error as Error).message}\n${USAGE}`)
  }
}

const isPace = (name: string): name is Pace => name in clocks

function wholeNumber(option: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} ${text} is no number from 1 on`)
  return number
}

async function main(signal: AbortSignal): Promise<number> {
  const request = readCommandLine()
  if (!request) {
    console.log(USAGE)
    return EXIT.passed
  }
  const { submissions, roster, out, terms, regrade, canvas, assignment, moodle } = request
  const imports = {
    ...(canvas !== undefined && {
      canvas: { file: canvas, ...(assignment !== undefined && { assignment }) },
    }),
    ...(moodle !== undefined && { moodle: { file: moodle } }),
  }
  const watcher = new BatchProgress()
  const from = { submissions, ...(roster !== undefined && { roster }) }
  const rows = await runBatch({ workshop, ...from, out, terms, regrade, imports, watcher, signal })
  console.log(`\n${summarise(rows)}\nThe gradebook is in ${out}: open index.html.`)
  return exitCodeOf(rows)
}

await runCommand(main)
