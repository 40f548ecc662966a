import { expect, test } from 'vitest'
import { renderHeading, renderRow } from './attack-table.ts'

const names = ['fork-bomb', 'pod-reaches-kubelet']

test('the table of attacks has a line for each, and what was seen instead below it', () => {
  const rows = [
    renderHeading(names),
    renderRow({ name: 'fork-bomb', stops: 'kubelet', seconds: 41.6, wrong: [] }, names),
    renderRow(
      { name: 'pod-reaches-kubelet', stops: 'network', seconds: 9, wrong: ['REACHED 10250', 'no done'] },
      names,
    ),
    renderRow({ name: 'fork-bomb', stops: 'kubelet', seconds: 0, wrong: [], untried: 'no cgroups' }, names),
  ]
  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "attack               stopped by  seconds
    fork-bomb            kubelet          42  ok
    pod-reaches-kubelet  -                 9  WRONG
           REACHED 10250
           no done
    fork-bomb            -                 0  untried: no cgroups"
  `)
})
