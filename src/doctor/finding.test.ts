import { expect, test } from 'vitest'
import { PLAIN } from '../output/display.ts'
import { type Finding, renderFinding } from './finding.ts'

const render = (finding: Finding) => renderFinding(finding, { ...PLAIN, columns: 80 })

test('what is as asked is one line', () => {
  expect(
    render({ mark: 'ok', name: 'kubectl', seen: 'v1.36.3', asked: 'never shown', advice: 'nor this' }),
  ).toBe('ok     kubectl         v1.36.3')
})

test('what is lacking says what is asked and what to do, in 80 columns', () => {
  const lacking = render({
    mark: 'lacks',
    name: 'memory',
    seen: '2048 MiB for Docker',
    asked: '4096 MiB for Docker, which the cluster sets aside for its Pods and for its own programs',
    advice: 'Give Docker more memory in its settings, and try again',
  })
  expect(`\n${lacking}`).toMatchInlineSnapshot(`
    "
    LACKS  memory          2048 MiB for Docker
           Needed          4096 MiB for Docker, which the cluster sets aside for its
                           Pods and for its own programs
           To do           Give Docker more memory in its settings, and try again"
  `)
  for (const line of lacking.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('what a node says of itself is shown as characters that are seen', () => {
  expect(render({ mark: 'note', name: 'log', seen: 'red \u001b[31m and\nmore' })).not.toContain(
    '\u001b[31m and',
  )
})

test('a word that is longer than a line, such as the name of an image, has one of its own', () => {
  const image = `docker.example/${'an/'.repeat(30)}image:with-a-long-name`
  expect(render({ mark: 'ok', name: 'image', seen: `it is ${image} now` }).split('\n')).toEqual([
    'ok     image           it is',
    `${' '.repeat(23)}${image}`,
    `${' '.repeat(23)}now`,
  ])
})
