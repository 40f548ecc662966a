import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { sanitize, sanitizeLine } from '../output/sanitize.ts'
import { renderMarkdown } from './markdown.ts'
import { type CheckResult, NOT_GRADABLE, type Report } from './report.ts'

/** GitHub shows no more errors of one step, and a reader wants no more reasons. */
const MOST = 10

/**
 * The failures as workflow commands, which GitHub shows on the learner's own lines, costliest first. If the
 * run is not gradable, another command comes first. `prefix` is the submission's folder in the checkout; the
 * annotations' paths begin with it.
 */
export function renderAnnotations(report: Report, prefix: string): string[] {
  const failures = report.checks
    .filter(({ verdict }) => verdict === 'fail')
    .sort((a, b) => b.outOf - b.points - (a.outOf - a.points))
    .slice(0, MOST)
    .map((check) => renderAnnotation(check, prefix))
  return report.gradable ? failures : [renderNotGradable(report), ...failures]
}

/**
 * Hands a report to GitHub Actions: the summary, the score for other steps, and annotations on the learner's
 * lines. `directory` is the submission's folder. Does nothing outside GitHub Actions.
 */
export function writeGitHub(report: Report, directory: string): void {
  const {
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: outputs,
    GITHUB_WORKSPACE: workspace = '.',
  } = process.env
  if (summary) appendFileSync(summary, `${renderMarkdown(report)}${renderWayToPage()}`)
  const { score, outOf, gradable } = report
  if (outputs) appendFileSync(outputs, `score=${score}\nout-of=${outOf}\ngradable=${gradable}\n`)
  if (!isOnGitHub()) return
  const checkout = checkoutOf(directory, realpathSync(workspace))
  const lines = renderAnnotations(report, path.relative(checkout, directory))
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}

/** Where the page of the report is, for readers of the summary: in the artifact that the workflow uploads. */
function renderWayToPage(): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = process.env
  if (!server || !repository || !run) return ''
  const artifacts = `${server}/${repository}/actions/runs/${run}#artifacts`
  return `\n**With pictures:** \`report.html\` in [this run’s artifact](${artifacts}).\n`
}

/**
 * The repository that holds a folder: the first git checkout on the way from the workspace down to it. GitHub
 * reads the paths of annotations from there, and the checkout need not be the workspace itself.
 */
function checkoutOf(folder: string, workspace: string): string {
  const names = path.relative(workspace, folder).split(path.sep)
  const places = ['', ...names].map((_, i) => path.join(workspace, ...names.slice(0, i)))
  return places.find((place) => existsSync(path.join(place, '.git'))) ?? workspace
}

/** A text in which GitHub Actions obeys no line as a command; outside GitHub Actions, the text unchanged. */
export function fenced(text: string): string {
  if (!isOnGitHub()) return text
  const { stop, resume } = fence()
  return `${stop}\n${text.replace(/\n$/, '')}\n${resume}\n`
}

/**
 * Does work during which GitHub Actions obeys no line of either stream as a command: progress lines may quote
 * what a learner wrote.
 */
export async function withCommandsStopped<T>(work: () => Promise<T>): Promise<T> {
  if (!isOnGitHub()) return work()
  const { stop, resume } = fence()
  process.stdout.write(`${stop}\n`)
  try {
    return await work()
  } finally {
    process.stdout.write(`\n${resume}\n`)
  }
}

const isOnGitHub = () => process.env.GITHUB_ACTIONS === 'true'

/** Nobody whose text stands between the two can know the token. */
function fence(): { stop: string; resume: string } {
  const token = randomBytes(16).toString('hex')
  return { stop: `::stop-commands::${token}`, resume: `::${token}::` }
}

function renderAnnotation(
  { id, points, outOf, says, expected, observed, hint, at }: CheckResult,
  prefix: string,
) {
  const place = at && { file: path.posix.join(prefix, at.file), line: at.line, col: at.column }
  const properties = Object.entries({ ...place, title: `${id} ${points}/${outOf}` })
    .map(([name, value]) => `${name}=${escapeProperty(sanitizeLine(`${value}`))}`)
    .join(',')
  const message = [
    says,
    expected !== undefined && `Expected: ${expected}`,
    observed !== undefined && `Observed: ${observed}`,
    hint !== undefined && `Hint: ${hint}`,
  ].filter((line) => line !== false)
  return `::error ${properties}::${escapeData(message.map(sanitize).join('\n'))}`
}

function renderNotGradable({ checks, faults }: Report): string {
  const errors = checks
    .filter(({ verdict }) => verdict === 'error')
    .map(({ id, outOf, observed }) => `${id} -/${outOf}: ${observed}`)
  const reasons = [...errors, ...faults].slice(0, MOST).map(sanitizeLine)
  return `::warning title=Not gradable::${escapeData([NOT_GRADABLE, ...reasons].join('\n'))}`
}

const escapeData = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
