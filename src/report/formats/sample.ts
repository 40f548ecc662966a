import { eachVerdict, sampleReport, sampleResult } from '../sample.ts'

/** One check with each verdict of a run that is gradable. */
export const gradable = sampleReport(
  eachVerdict.map((check) =>
    check.verdict === 'error' ? sampleResult(check.id, { verdict: 'pass' }) : check,
  ),
  { score: 40, gradable: true },
)

/** A run with an error in a check and another outside of it. */
export const notGradable = sampleReport(eachVerdict, { faults: ['a hook failed'] })

/** Everything that a format may trip over: escape sequences, ends of elements, half characters, what XML does not have. */
const HOSTILE = `\u001b[31m]]></failure></testcase>\u0000\u0008\ufffe\uffff\ud800"'&amp;<![CDATA[\u202e::error::x\n# a\n${'@'.repeat(10_000)}`

const at = { file: HOSTILE, line: 1, column: 1, text: HOSTILE }
const finding = { expected: HOSTILE, observed: HOSTILE, hint: HOSTILE, at }

/** A report in which all that a learner or a cluster writes is hostile. */
export const hostile = sampleReport([sampleResult('one', { verdict: 'fail', finding }, { points: 100 })], {
  submission: HOSTILE,
  problems: Array.from({ length: 200 }, () => ({ severity: 'error' as const, message: HOSTILE, at })),
})

/** The same of a run that is not gradable. */
export const hostileFault = sampleReport([sampleResult('one', { verdict: 'error', problem: HOSTILE })], {
  faults: [HOSTILE],
})
