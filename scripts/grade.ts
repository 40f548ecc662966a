import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { paceNamed, readCommandLine } from '../src/cli/command-line.ts'
import { EXIT, exitCodeOf, Usage } from '../src/cli/exit.ts'
import { readSubmission } from '../src/grade/read-submission.ts'
import { collectRules } from '../src/grade/rubric.ts'
import { gradeAndShow } from '../src/grade/show.ts'
import { watchSpecs } from '../src/grade/watch.ts'
import { displayOf } from '../src/output/display.ts'
import { renderList } from '../src/report/list.ts'
import { fixture, root } from '../src/setup/paths.ts'
import { sectionsOf } from '../src/verdict/workshop.ts'
import { workshop } from '../src/workshop/workshop.ts'

const ids = workshop.sections.map(({ id }) => id)

const USAGE = `usage: npm run grade -- [DIR] [--section NAME]… [--out DIR] [--pace fast|workshop] [--keep failed]
       npm run grade -- [DIR] [--section NAME]… --watch
       npm run grade -- [--section NAME]… --list
  DIR        the submission to grade; default: the reference
  --section  a section to grade: ${ids.join(', ')}; may be repeated; default: all
  --out      the folder for report.json and the evidence; default: reports/NAME
  --pace     the cluster's clocks: fast (default), or workshop, with Kubernetes' own defaults
  --keep     failed: if a check fails, leave the cluster running, and say how to look into it and remove it
  --list     print the checks and their points, and grade nothing
  --watch    keep the cluster, and grade again what a change of the submission affects, until Ctrl-C`

const OPTIONS = {
  out: { type: 'string' },
  section: { type: 'string', multiple: true },
  pace: { type: 'string', default: 'fast' },
  keep: { type: 'string' },
  list: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
} as const

const readRequest = () =>
  readCommandLine({ usage: USAGE, options: OPTIONS, takesArguments: true }, (values, args) => {
    if (values.keep !== undefined && values.keep !== 'failed')
      throw new Error(`--keep ${values.keep}: expected failed`)
    if (values.watch && (values.out !== undefined || values.pace !== 'fast' || values.keep !== undefined))
      throw new Error('--watch goes with --section only')
    if (args.length > 1) throw new Error('expected one directory')
    return {
      ...values,
      sections: sectionsOf(workshop, values.section ?? ids),
      pace: paceNamed(values.pace),
      directory: args[0] ?? fixture('reference'),
    }
  })

function mustBeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new Usage(`The report cannot be written to ${folder}: ${(error as Error).message}`)
  }
}

async function main(signal: AbortSignal): Promise<number> {
  const { directory, sections: graded, out, pace, keep, list, watch } = readRequest()
  if (list) {
    console.log(renderList(graded, await collectRules(workshop), displayOf(process.stdout)))
    return EXIT.passed
  }
  const submission = await readSubmission(directory, workshop)
  if (watch) return watchSpecs(workshop, directory, graded)
  const folder = path.resolve(out ?? path.join(root, 'reports', submission.name))
  mustBeWritable(folder)
  const request = { workshop, submission, sections: graded, pace, out: folder, signal }
  return exitCodeOf(await gradeAndShow({ ...request, keepsFailed: keep === 'failed' }))
}

await runCommand(main)
