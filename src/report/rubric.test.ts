import { expect, test } from 'vitest'
import type { Rule } from '../verdict/verdict.ts'
import { findWrongSum, renderRubric } from './rubric.ts'

const sections = {
  scaling: { title: 'Scaling', points: 16 },
  autoscaling: { title: 'Autoscaling', points: 30 },
  storage: { title: 'Keeping The Data', points: 34 },
  helm: { title: 'Installing The App with Helm', points: 20 },
}
type Name = keyof typeof sections
const workshop = { specs: 'specs/workshop', sections: Object.values(sections) }

const rule = (name: Name, id: string, rest: Partial<Rule> = {}): Rule => ({
  id,
  section: sections[name].title,
  offers: 'any manifest',
  says: `What ${id} says.`,
  isQuote: true,
  points: sections[name].points,
  needs: [],
  hint: 'Try `kubectl get pods`.',
  ...rest,
})

const whole = (Object.keys(sections) as Name[]).map((name) => rule(name, `of-${name}`))

test('a table for each section, in the workshop’s order', () => {
  const [scaling, ...others] = whole
  const parts = [
    rule('scaling', 'first', { points: 6 }),
    rule('scaling', 'second', { points: 10, needs: ['first'], hint: 'Run `a | b`.' }),
  ]
  expect(scaling?.id).toBe('of-scaling')
  expect(renderRubric(workshop, [...others.reverse(), ...parts])).toMatchInlineSnapshot(`
    "# What is graded

    <!-- Written by \`npm run rubric\` from specs/workshop/: change it there. -->

    Each check quotes a sentence of the workshop that the cluster can confirm or deny. A check earns its points if its verdict is \`pass\`. Any other verdict earns none: \`fail\` if your work does something else, \`blocked\` if a check that it needs did not pass, \`absent\` if nothing was handed in for its section, and \`error\` if the grader or the machine failed. An \`error\` costs you no points: the run is then not gradable, and you can run it again.

    ## Scaling: 16 points

    Graded if you hand in any manifest.

    | Check | The workshop says | Points | Needs | If it fails |
    | :--- | :--- | ---: | :--- | :--- |
    | \`first\` | What first says. | 6 |  | Try \`kubectl get pods\`. |
    | \`second\` | What second says. | 10 | \`first\` | Run \`a \\| b\`. |

    ## Autoscaling: 30 points

    Graded if you hand in any manifest.

    | Check | The workshop says | Points | Needs | If it fails |
    | :--- | :--- | ---: | :--- | :--- |
    | \`of-autoscaling\` | What of-autoscaling says. | 30 |  | Try \`kubectl get pods\`. |

    ## Keeping The Data: 34 points

    Graded if you hand in any manifest.

    | Check | The workshop says | Points | Needs | If it fails |
    | :--- | :--- | ---: | :--- | :--- |
    | \`of-storage\` | What of-storage says. | 34 |  | Try \`kubectl get pods\`. |

    ## Installing The App with Helm: 20 points

    Graded if you hand in any manifest.

    | Check | The workshop says | Points | Needs | If it fails |
    | :--- | :--- | ---: | :--- | :--- |
    | \`of-helm\` | What of-helm says. | 20 |  | Try \`kubectl get pods\`. |

    **Total: 100 points.**
    "
  `)
})

test('sections that are worth what their checks are', () =>
  expect(findWrongSum(workshop, whole)).toBeUndefined())

test('a check that was lost', () =>
  expect(findWrongSum(workshop, whole.slice(1))).toBe(
    'The checks of "Scaling" add up to 0 points, not to 16.',
  ))

test('points that were changed', () =>
  expect(findWrongSum(workshop, [...whole, rule('helm', 'more', { points: 1 })])).toBe(
    'The checks of "Installing The App with Helm" add up to 21 points, not to 20.',
  ))
