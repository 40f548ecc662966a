import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eachVerdict, sampleReport } from '../report/sample.ts'
import { writeSampleEvidence } from './sample.ts'
import { writePage } from './write.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'page-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const report = sampleReport(eachVerdict)
const written = async () => readFileSync(await writePage(folder, report), 'utf8')
const captionsOf = (page: string) =>
  [...page.matchAll(/<figcaption><b>(.*?)<\/b> <code>(.*?)<\/code>/g)].map(([, ...said]) => said.join(': '))

test('each table of evidence is a picture of its check', async () => {
  writeSampleEvidence(folder)
  expect(captionsOf(await written())).toEqual([
    'Replicas, CPU and requests over time: scales-out',
    'Pods that run and Pods that wait: scales-out',
    'What was there, and when: data-survives',
  ])
})

test('the same evidence is the same bytes', async () => {
  writeSampleEvidence(folder)
  const page = await written()
  const other = path.join(folder, 'other')
  mkdirSync(other)
  cpSync(path.join(folder, 'evidence'), path.join(other, 'evidence'), { recursive: true })
  expect(readFileSync(await writePage(other, report), 'utf8')).toBe(page)
})

test('what a picture shows is said in words', async () => {
  writeSampleEvidence(folder)
  const page = await written()
  const said = [...page.matchAll(/<\/div>\n<p>(.*?)<\/p>/g)].map(([, words]) => words)
  expect(said).toEqual([
    'Replicas wanted: 2 at first, 6 at most, 2 at the end. The CPU reached 138 % of the requests, with a target of 50 %, at up to 84 requests a second. What happened: load starts at 5.2 s, rescale 2 to 6 at 30 s, load ends at 36.9 s, rescale 6 to 2 at 66 s.',
    'Pods after 11 s: 8 Running, 8 Pending; the node had room for 8.',
    'old Pod store-0: there from 0 s to 24 s, then gone. claim data-store-0: Bound from 0 s on. new row: listed by the app from 21.4 s to 24 s, not looked for from 24 s to 36.5 s, listed by the app from 36.5 s on. new Pod store-0: not Ready from 25.1 s to 33.2 s, Ready from 33.2 s on.',
  ])
})

test('a picture has no style, script or id of its own', async () => {
  writeSampleEvidence(folder)
  const page = await written()
  expect(page.match(/<style/g)).toHaveLength(1)
  expect(page).not.toMatch(/ style="|<script|NaN/)
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('what stands in a table is text in the picture', async () => {
  const evil = '"</text></svg><script>alert(1)</script>&amp;"'
  writeSampleEvidence(folder)
  writeFileSync(
    path.join(folder, 'evidence/data-survives/life.csv'),
    `seconds,thing,state\n0,${evil},there\n9,${evil},${evil}\n`,
  )
  writeFileSync(
    path.join(folder, 'evidence/scales-out/timeline.csv'),
    `seconds,replicas,event\n0,1,\n5,,${evil}\n9,2,\n`,
  )
  const page = await written()
  expect(captionsOf(page)).toHaveLength(3)
  expect(page).not.toMatch(/<script/)
  expect(page.match(/<svg/g)?.length).toBe(page.match(/<\/svg>/g)?.length)
})

test.each([
  ['is empty', ''],
  ['has no rows', 'seconds,running,pending,fits\n'],
  ['has other columns', 'a,b\n1,2\n'],
  ['is no CSV', 'seconds,running\n"1,2\n3'],
  ['has no numbers', 'seconds,running,pending,fits\nx,y,z,Infinity\n'],
  ['is too large', `seconds,running,pending,fits,x\n1,2,3,4,${'x'.repeat(2 ** 20)}\n`],
])('a table that %s is no picture, and the page is there all the same', async (_, text) => {
  writeSampleEvidence(folder)
  writeFileSync(path.join(folder, 'evidence/scales-out/pods.csv'), text)
  expect(captionsOf(await written())).toEqual([
    'Replicas, CPU and requests over time: scales-out',
    'What was there, and when: data-survives',
  ])
})

test('a page is not much larger for a long record', async () => {
  writeSampleEvidence(folder)
  const before = (await written()).length
  const lines = Array.from({ length: 5000 }, (_, second) => `${second},${second % 9},${second % 7},8`)
  writeFileSync(
    path.join(folder, 'evidence/scales-out/pods.csv'),
    ['seconds,running,pending,fits', ...lines].join('\n'),
  )
  expect((await written()).length - before).toBeLessThan(100_000)
})
