import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { paceNamed, readCommandLine } from '../src/cli/command-line.ts'
import { EXIT, exitCodeOf } from '../src/cli/exit.ts'
import { makeOutput } from '../src/cli/input.ts'
import { readSubmission } from '../src/grade/read-submission.ts'
import { collectRules } from '../src/grade/rubric.ts'
import { gradeAndShow } from '../src/grade/show.ts'
import { watchSpecs } from '../src/grade/watch.ts'
import { withPaths } from '../src/output/columns.ts'
import { displayOf } from '../src/output/display.ts'
import { clearFormats, formatNames, formatsNamed, writeFormats } from '../src/report/formats/formats.ts'
import { renderList } from '../src/report/list.ts'
import { fixture, root } from '../src/setup/paths.ts'
import { sectionsOf } from '../src/verdict/workshop.ts'
import { workshop } from '../src/workshop/workshop.ts'

const ids = workshop.sections.map(({ id }) => id)

const USAGE = `usage: npm run grade -- [DIR] [--section NAME]… [--out DIR]
                               [--pace fast|workshop] [--keep failed]
                               [--format NAME]…
       npm run grade -- [DIR] [--section NAME]… --watch
       npm run grade -- [--section NAME]… --list
  DIR        the submission to grade; default: the reference
  --section  a section to grade; may be repeated; default: all of
             ${ids.join(', ')}
  --out      the folder for report.json and the evidence; default: reports/NAME
  --pace     the cluster's clocks: fast (default), or workshop, with Kubernetes'
             own defaults
  --format   write the report in this format too; may be repeated:
             ${formatNames.join(', ')}
  --keep     failed: if a check fails, leave the cluster running, and say how to
             look into it and remove it
  --watch    keep the cluster, and grade again what a change of the submission
             affects, until Ctrl-C
  --list     print the checks and their points, and grade nothing`

const EXAMPLES = [
  'npm run grade -- fixtures/reference',
  'npm run grade -- fixtures/reference --section postgres --keep failed',
  'npm run grade -- fixtures/reference --section helm --watch',
  'npm run grade -- fixtures/reference --format junit --format markdown',
  'npm run grade -- --list',
]

const OPTIONS = {
  out: { type: 'string' },
  section: { type: 'string', multiple: true },
  pace: { type: 'string', default: 'fast' },
  format: { type: 'string', multiple: true },
  keep: { type: 'string' },
  list: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
} as const

const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: OPTIONS, takesArguments: true },
    (values, args) => {
      if (values.keep !== undefined && values.keep !== 'failed')
        throw new Error(`--keep ${values.keep}: expected failed`)
      const { out, pace, keep, format } = values
      const isForReport = [out, keep, format].some((value) => value !== undefined) || pace !== 'fast'
      if (values.watch && isForReport) throw new Error('--watch goes with --section only')
      if (values.list && (values.watch || isForReport || args.length > 0))
        throw new Error('--list goes with --section only: it grades nothing')
      if (args.length > 1) throw new Error('expected one directory')
      return {
        ...values,
        formats: formatsNamed(format ?? [], process.env),
        sections: sectionsOf(workshop, values.section ?? ids),
        pace: paceNamed(pace),
        directory: args[0] ?? fixture('reference'),
      }
    },
  )

async function main(signal: AbortSignal): Promise<number> {
  const { directory, sections: graded, out, pace, keep, formats, list, watch } = readRequest()
  if (list) {
    console.log(renderList(graded, await collectRules(workshop), displayOf(process.stdout)))
    return EXIT.passed
  }
  const submission = await readSubmission(directory, workshop)
  if (watch) return watchSpecs(workshop, directory, graded)
  const folder = path.resolve(out ?? path.join(root, 'reports', submission.name))
  makeOutput(folder)
  clearFormats(folder, formats)
  const request = { workshop, submission, sections: graded, pace, out: folder, signal }
  const report = await gradeAndShow({ ...request, keepsFailed: keep === 'failed' })
  if (signal.aborted) return EXIT.interrupted
  for (const line of writeFormats(folder, report, formats, process.env))
    console.log(withPaths(line, displayOf(process.stdout).columns))
  return exitCodeOf(report)
}

await runCommand(main)
