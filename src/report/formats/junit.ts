import { sanitizeLine } from '../../output/sanitize.ts'
import { bySection, type CheckResult, NOT_GRADABLE, type Report } from '../report.ts'
import { reasonsOf, renderPlain } from './plain.ts'

/**
 * A report as JUnit's XML: a suite for each section, whose properties are the points. A check without a verdict on the
 * learner's work is `skipped`. A run that is not gradable has one more test, which is an error.
 */
export function renderJunit(report: Report): string {
  const { checks, gradable, score, outOf } = report
  const suites = [
    ...bySection(checks).map(([section, own]) => renderSuite(section, own, report)),
    ...(gradable ? [] : [renderNotGradable(report)]),
  ]
  const sum = counts(checks)
  const more = gradable ? 0 : 1
  const name = `Assay: ${gradable ? `${score}/${outOf}` : 'not gradable'}`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...sum, tests: sum.tests + more, errors: sum.errors + more })}>`,
    ...suites,
    '</testsuites>\n',
  ].join('\n')
}

function renderSuite(section: string, checks: CheckResult[], { startedAt }: Report): string {
  const skipped = checks.filter(isSkipped).length
  const about = { name: section, ...counts(checks), skipped, timestamp: startedAt }
  return [
    `  <testsuite${attributes(about)}>`,
    '    <properties>',
    ...checks.map(
      ({ id, points, outOf }) =>
        `      <property${attributes({ name: `points.${id}`, value: `${points}/${outOf}` })}/>`,
    ),
    '    </properties>',
    ...checks.map(renderCase),
    '  </testsuite>',
  ].join('\n')
}

function renderCase(check: CheckResult): string {
  const { id, section, seconds } = check
  const name = `    <testcase${attributes({ name: id, classname: section, time: seconds })}`
  const element = elementOf(check)
  if (check.carriedForward)
    return `${name}><system-out>${escaped(renderPlain(check))}</system-out></testcase>`
  if (!element) return `${name}/>`
  const [expected, ...observed] = reasonsOf(check)
  const message = [expected, ...observed.slice(0, 1)].join('; ')
  return `${name}><${element}${attributes({ type: check.verdict, message })}>${escaped(renderPlain(check))}</${element}></testcase>`
}

function elementOf(check: CheckResult): 'failure' | 'error' | 'skipped' | undefined {
  if (check.verdict === 'fail') return 'failure'
  if (check.verdict === 'error') return 'error'
  return isSkipped(check) ? 'skipped' : undefined
}

const isSkipped = ({ verdict }: CheckResult) => verdict === 'absent' || verdict === 'blocked'

function renderNotGradable({ faults }: Report): string {
  const message = attributes({ type: 'error', message: NOT_GRADABLE })
  return [
    `  <testsuite${attributes({ name: 'Assay', tests: 1, failures: 0, errors: 1 })}>`,
    `    <testcase${attributes({ name: 'gradable', classname: 'Assay' })}><error${message}>${escaped(faults.map(sanitizeLine).join('\n'))}</error></testcase>`,
    '  </testsuite>',
  ].join('\n')
}

function counts(checks: CheckResult[]) {
  const having = (verdict: CheckResult['verdict']) =>
    checks.filter((check) => check.verdict === verdict).length
  const seconds = checks.reduce((sum, check) => sum + check.seconds, 0)
  return { tests: checks.length, failures: having('fail'), errors: having('error'), time: seconds.toFixed(1) }
}

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(sanitizeLine(`${value}`))}"`)
    .join('')
}

/** XML 1.0 has no way to write these two; what else it lacks, `sanitize` has taken away. */
const NOT_IN_XML = /[\ufffe\uffff]/g

const escaped = (text: string) =>
  text.replace(NOT_IN_XML, '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
