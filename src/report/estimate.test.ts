import { expect, test } from 'vitest'
import { clock, estimateRest } from './estimate.ts'
import type { SectionProgress } from './section-progress.ts'

const NOW = 1_000_000

/** A section that takes 100 s as a rule and has begun this many seconds ago, if it has. */
const section = (ago?: number, rest: Partial<SectionProgress> = {}): SectionProgress => ({
  title: 'Scaling',
  usualSeconds: 100,
  checks: new Set(['a', 'b']),
  ended: new Set(['a']),
  ...(ago !== undefined && { begun: NOW - ago * 1000 }),
  ...rest,
})
const over = section(10, { ended: new Set(['a', 'b']) })

test.each<[string, SectionProgress[], string]>([
  ['nothing has begun', [section(), section()], 'about 2 min left'],
  ['a section runs', [section(30)], 'about 1 min left'],
  ['it has little left', [section(60)], 'less than a minute left'],
  ['the longest rest counts', [section(90), section(10), over], 'about 2 min left'],
  ['one that has yet to begin has all its time left', [section(95), section()], 'about 2 min left'],
  ['a section takes longer', [section(100), over], 'longer than usual'],
  ['all is over', [over, over], ''],
  ['its checks are not known yet', [section(0, { checks: new Set(), ended: new Set() })], 'about 2 min left'],
  ['nobody has measured it', [section(0, { usualSeconds: undefined }), section(0)], ''],
])('%s', (_, sections, said) => expect(estimateRest(sections, NOW)).toBe(said))

test.each([
  [0, '0:00'],
  [9_999, '0:09'],
  [75_000, '1:15'],
  [4_000_000, '66:40'],
])('%i ms are %s', (milliseconds, said) => expect(clock(milliseconds)).toBe(said))
