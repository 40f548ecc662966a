import { code, fence, inline } from '../output/sanitize.ts'
import { shortId } from '../setup/digests.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { CARRIED_FORWARD } from './carry-forward.ts'
import { tellPolicy } from './policy.ts'
import { quote } from './quote.ts'
import { bySection, type CheckResult, NOT_GRADABLE, type Report } from './report.ts'

/** GitHub takes 1 MiB from a step, and nothing at all of more. */
const LARGEST_BYTES = 900 * 1024

const MARK: Record<Verdict, string> = { pass: '✅', fail: '❌', absent: '➖', blocked: '⛔', error: '⚠️' }

/** A report as a page of Markdown for GitHub's job summary; nothing that a learner wrote is Markdown in it. */
export function renderMarkdown(report: Report): string {
  const head = [renderTotal(report), ...renderPolicy(report), ...renderSections(report)]
  const foot = renderRun(report)
  const details = [...renderFaults(report), ...report.checks.flatMap(renderDetail), ...renderProblems(report)]
  const room = LARGEST_BYTES - [...head, foot].reduce((sum, block) => sum + bytesOf(block), 0)
  return `${[...head, ...keepWhatFits(details, room), foot].join('\n\n')}\n`
}

function renderTotal({ score, outOf, gradable }: Report): string {
  if (gradable) return `## Assay: ${score}/${outOf}`
  return `## Assay: not gradable\n\n${NOT_GRADABLE}`
}

function renderPolicy({ policy, score }: Report): string[] {
  const sentences = tellPolicy(policy, score).map((sentence) => `- ${inline(sentence)}`)
  return sentences.length > 0 ? [sentences.join('\n')] : []
}

function renderFaults({ faults }: Report): string[] {
  return faults.map((fault) => `- **Grader error, which costs you no points:** ${inline(fault)}`)
}

function renderSections({ checks }: Report): string[] {
  return bySection(checks).map(([section, own]) => {
    const rows = own.map(renderRow)
    return [
      `### ${inline(section)}`,
      '',
      '| Check | Verdict | Points |',
      '| :--- | :--- | ---: |',
      ...rows,
    ].join('\n')
  })
}

function renderRow({ id, verdict, points, outOf, blockedBy, offers, carriedForward }: CheckResult): string {
  const needs = blockedBy !== undefined && `: needs ${code(blockedBy)}`
  const takes = offers !== undefined && `: add ${inline(offers)}`
  const carried = carriedForward && `: ${CARRIED_FORWARD}`
  const why = needs || takes || carried || ''
  const earned = verdict === 'error' ? '-' : points
  return `| ${code(id)} | ${MARK[verdict]} ${verdict}${why} | ${earned}/${outOf} |`
}

// Each text stands behind a label of ours, so that none of it begins a line, where Markdown has most of its signs.
function renderDetail(check: CheckResult): string[] {
  const { id, verdict, points, outOf, says, expected, observed, at, hint, evidence } = check
  if (verdict !== 'fail' && verdict !== 'error') return []
  const isFailure = verdict === 'fail'
  const quoted = at ? quote(at) : []
  const fields = [
    `**${check.isQuote === false ? 'This check' : 'The workshop says'}:** ${inline(says)}`,
    isFailure && expected !== undefined && `**Expected:** ${inline(expected)}`,
    observed !== undefined &&
      `**${isFailure ? 'Observed' : 'Grader error, which costs you no points'}:** ${inline(observed)}`,
    at && `**Look at:** ${code(`${at.file}:${at.line}:${at.column}`)}`,
    quoted.length > 0 && fence(quoted.join('\n'), 'text'),
    hint !== undefined && `**Hint:** ${inline(hint)}`,
    evidence !== undefined && `**Evidence:** ${code(`${evidence}/`)} (objects, events, logs)`,
  ].filter(Boolean)
  return [[`### ${MARK[verdict]} ${code(id)} ${isFailure ? points : '-'}/${outOf}`, ...fields].join('\n\n')]
}

function renderProblems({ problems }: Report): string[] {
  return problems.map(({ severity, message, at }, i) => {
    const heading = i === 0 ? '### Your files\n\n' : ''
    const place = at ? `${code(`${at.file}:${at.line}:${at.column}`)} ` : ''
    return `${heading}- **${severity === 'error' ? 'problem' : 'note'}:** ${place}${inline(message)}`
  })
}

function renderRun(report: Report): string {
  const { submission, digest, pace, versions, images = [], startedAt, seconds, attempts } = report
  const { setup, cluster, checks } = seconds
  return [
    `**Submission:** ${code(submission)}, digest ${code(digest.slice(0, 12))}`,
    `**Run:** pace ${pace}, Kubernetes ${inline(versions.kubernetes)}, Assay ${inline(versions.assay)}, node image ${code(versions.nodeImage)}`,
    `**Time:** ${inline(startedAt)}, ${Math.round(setup + cluster + checks)} s: set-up ${setup} s, cluster ${cluster} s, checks ${checks} s; clusters started: ${attempts}`,
    images.length > 0 &&
      `**Images:** ${images.map(({ name, id }) => `${inline(name)} ${code(shortId(id))}`).join(', ')}`,
  ]
    .filter(Boolean)
    .join('<br>\n')
}

function keepWhatFits(blocks: string[], room: number): string[] {
  const leftOut = (count: number) => `**${count} more are not shown here;** all are in \`report.json\`.`
  let left = room - bytesOf(leftOut(blocks.length))
  const fitting = blocks.findIndex((block) => {
    left -= bytesOf(block)
    return left < 0
  })
  return fitting < 0 ? blocks : [...blocks.slice(0, fitting), leftOut(blocks.length - fitting)]
}

/** With the empty line after it. */
const bytesOf = (block: string) => Buffer.byteLength(block) + 2
