import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleRules } from '../gradebook/sample/rules.ts'
import { findPolicy, type Ground } from './policy.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'policy-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

const sections = [
  { id: 'scaling', title: 'Scaling' },
  { id: 'helm', title: 'Installing The App with Helm' },
]
const ground: Ground = {
  rubric: sampleRules,
  graded: sampleRules,
  sections,
  learners: [{ id: 'ada', name: 'Ada' }],
  hasRoster: false,
}

const out = () => path.join(folder, 'out')
const kept = () => path.join(out(), 'policy.yaml')

function write(text: string): string {
  const file = path.join(folder, 'mine.yaml')
  writeFileSync(file, text)
  return file
}

/** What a batch does with a policy, as far as there is no grade. */
function run(named?: string, on: Partial<Ground> = {}) {
  const policy = findPolicy(out(), named, { ...ground, ...on })
  mkdirSync(out(), { recursive: true })
  policy.keep()
  return policy
}

test('without a policy there is none, and nothing is kept', () => {
  expect(run()).toMatchObject({ show: 'all', notes: [], strangers: [] })
  expect(existsSync(kept())).toBe(false)
})

test('a policy stays in force until another one is named, or none', () => {
  const text = 'show: no-hint # äöü\n'
  const first = run(write(text))
  expect(first).toMatchObject({
    show: 'no-hint',
    notes: [],
    inForce: { digest: expect.stringMatching(/^[0-9a-f]{8}$/) },
  })
  expect(readFileSync(kept(), 'utf8')).toBe(text)
  const again = run()
  expect(again.inForce).toEqual(first.inForce)
  expect(again.notes).toEqual([
    `The policy in ${kept()} (${first.inForce?.digest}) is in force; \`--policy none\` ends that.`,
  ])
  expect(run(write(text)).notes).toEqual([])
  const other = run(write('show: verdict-only'))
  expect(other.notes).toEqual([
    `The policy has changed (${first.inForce?.digest} → ${other.inForce?.digest}).`,
  ])
  expect(run('none')).toMatchObject({
    show: 'all',
    notes: [`The policy (${other.inForce?.digest}) is no longer in force: the scores are the rubric’s.`],
  })
  expect(existsSync(kept())).toBe(false)
})

test('one that is refused changes nothing, also of the kept one', () => {
  run(write('show: no-hint'))
  expect(() => run(write('show: hints'))).toThrow('mine.yaml:1: show: expected')
  expect(run().show).toBe('no-hint')
  writeFileSync(kept(), 'shows: all')
  expect(() => run()).toThrow(`${kept()}:1: there is no key shows: did you mean show?`)
  expect(() => run(path.join(folder, 'nowhere.yaml'))).toThrow('cannot be read: no such file or folder.')
})

test('a learner whom nobody knows is refused with a roster, and noted without', () => {
  const file = write('adjustments: {zoe: {bonus: 1, reason: x}, ada: {bonus: 1, reason: x}}')
  expect(run(file).strangers).toEqual(['The policy names learners who have not handed in: zoe.'])
  expect(() => run(file, { hasRoster: true })).toThrow('mine.yaml:1: there is no learner zoe')
})

test('a check or section that is known and not graded may be named, but something must count', () => {
  const graded = sampleRules.filter(({ section }) => section === 'Scaling')
  expect(run(write('points: {release-deployed: 9}\nleave-out: [helm]'), { graded }).show).toBe('all')
  expect(() => run(write('leave-out: [scaling]'), { graded })).toThrow('mine.yaml: no check counts')
  const none = graded.map(({ id }) => `${id}: 0`).join(', ')
  expect(() => run(write(`points: {${none}}`), { graded })).toThrow('no check counts')
})
