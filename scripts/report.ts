import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine } from '../src/cli/command-line.ts'
import { EXIT } from '../src/cli/exit.ts'
import { makeOutput } from '../src/cli/input.ts'
import { readReport } from '../src/cli/read-report.ts'
import { withPaths } from '../src/output/columns.ts'
import { displayOf } from '../src/output/display.ts'
import { formatNames, formatsNamed, writeFormats } from '../src/report/formats/formats.ts'

const USAGE = `usage: npm run report -- REPORT --format NAME… [--out DIR]
  REPORT    the report.json of an earlier grade; nothing is graded
  --format  the format to write it in; may be repeated:
            ${formatNames.join(', ')}
  --out     the folder to write to; default: the report's own`

const EXAMPLES = [
  'npm run report -- reports/reference/report.json --format junit',
  'npm run report -- reports/reference/report.json --format markdown --out page',
]

const OPTIONS = {
  format: { type: 'string', multiple: true },
  out: { type: 'string' },
} as const

const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: OPTIONS, takesArguments: true },
    ({ format = [], out }, args) => {
      const [file] = args
      if (file === undefined || args.length > 1) throw new Error('expected one report')
      if (format.length === 0) throw new Error(`expected --format ${formatNames.join('|')}`)
      return {
        file,
        folder: path.resolve(out ?? path.dirname(file)),
        formats: formatsNamed(format, process.env),
      }
    },
  )

async function main(): Promise<number> {
  const { file, folder, formats } = readRequest()
  const report = readReport(file)
  makeOutput(folder)
  for (const line of writeFormats(folder, report, formats, process.env))
    console.log(withPaths(line, displayOf(process.stdout).columns))
  return report.gradable ? EXIT.passed : EXIT.notGradable
}

await runCommand(main)
