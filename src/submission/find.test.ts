import { expect, test } from 'vitest'
import { autoscaleCommands } from './find.ts'
import { loadSample, write } from './sample.ts'

const autoscaler = (name: string, target: string) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: ${name}}\nspec: {scaleTargetRef: {kind: Deployment, name: ${target}}, maxReplicas: 9}\n`

async function loadWith(lines: string[], files: Record<string, string> = {}) {
  write({ 'commands.sh': lines.join('\n'), ...files })
  return loadSample()
}

const scale = (name: string, max: number, more = '') => `kubectl autoscale deploy ${name} --max=${max}${more}`

test.each<[string, string[], Record<string, string>, string[]]>([
  ['one for each name', [scale('page', 3), scale('web', 4)], {}, ['page 3', 'web 4']],
  ['the first of a name', [scale('web', 3), scale('web', 4)], {}, ['web 3']],
  [
    'the one after a deletion',
    [scale('web', 3), 'kubectl delete hpa web', scale('web', 4), scale('web', 5)],
    {},
    ['web 4'],
  ],
  [
    'the one after all are deleted',
    [scale('web', 3), 'kubectl delete hpa --all', scale('web', 4)],
    {},
    ['web 4'],
  ],
  [
    'the first if another one is deleted',
    [scale('web', 3), 'kubectl delete hpa page', 'kubectl delete deploy web', scale('web', 4)],
    {},
    ['web 3'],
  ],
  ['one that is cleared away at last', [scale('web', 3), 'kubectl delete hpa --all'], {}, ['web 3']],
  [
    'one beside a manifest for something else',
    [scale('web', 3)],
    { 'a.yaml': autoscaler('page', 'page') },
    ['web 3'],
  ],
  ['none with a manifest of its name', [scale('web', 3)], { 'a.yaml': autoscaler('web', 'page') }, []],
  ['none with a manifest of its target', [scale('web', 3)], { 'a.yaml': autoscaler('hpa', 'web') }, []],
])('of `kubectl autoscale`, %s counts', async (_, lines, files, expected) => {
  const commands = autoscaleCommands(await loadWith(lines, files))
  expect(commands.map(({ name, max }) => `${name} ${max}`)).toEqual(expected)
})
